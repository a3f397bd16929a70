"""What a plan can promise, why it is as it is, and how years of it would turn out."""

from datetime import date

from comms.domain.candidates import candidates
from comms.domain.capacity import Capacity, capacity
from comms.domain.explaining import Explained, explained
from comms.domain.network import Network
from comms.domain.observances import Occurrence, occurrences
from comms.domain.planning import Plan, PlanRules
from comms.domain.simulation import Simulated, simulated
from comms.domain.verdicts import Decided
from comms.readers.calendars import Calendars
from comms.services.slots import Material, material


def promise(found: Material, rules: PlanRules, *, first: date, last: date) -> Capacity:
    """Return what the room of *rules* can promise in a period."""
    tellings = candidates(found.coming, found.calendars.events.values(), found.matches, found.network, rules)
    return capacity([one for one in tellings if "countdown" not in one.id], found.network, rules, first, last)


def why(made: Plan, found: Material, rules: PlanRules, *, first: date) -> tuple[Explained, ...]:
    """Return for each featured initiative of *made* why it was this one."""
    return explained(made, found.coming, found.matches, found.network, rules, first=first)


def simulate(  # noqa: PLR0913 - what a simulation depends on
    calendars: Calendars,
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    years: int,
    judged: Decided | None = None,
) -> Simulated:
    """Return how *years* of planning from *first* on would turn out with the network as it is."""
    days = tuple(calendars.observances.values())
    last = first.replace(year=first.year + years)
    found = material(calendars, network, first=first, last=last, judged=judged)

    def coming(start: date, end: date) -> list[Occurrence]:
        return occurrences(days, start, end)

    return simulated(coming, found.matches, network, rules, first=first, years=years, pins=found.pins)
