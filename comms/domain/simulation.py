"""Years of planning, one after the other, each remembering those before it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from comms.domain.candidates import Candidate, candidates
from comms.domain.exposure import gini
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.never_told import NeverTold, never_told
from comms.domain.observances import Occurrence
from comms.domain.pins import Pins
from comms.domain.plan_check import violations
from comms.domain.planner import plan
from comms.domain.planning import Plan, PlanRules, Slot
from comms.domain.theme_turns import eligible


@dataclass(frozen=True)
class Year:
    """One year of a simulation: how much was told, of how many members, and how many were told by then."""

    year: int
    features: int
    told: int
    ever_told: int
    gini: float
    mean_p: float
    gap: float | None
    method: str
    violations: int
    too_early: int


@dataclass(frozen=True)
class Simulated:
    """All years, and the members that were never told in any of them."""

    years: tuple[Year, ...]
    members: int
    never: tuple[NeverTold, ...]


def simulated(  # noqa: PLR0913 - years are made of what a plan is made of
    occurrences: Callable[[date, date], Iterable[Occurrence]],
    matches: Mapping[str, Iterable[Match]],
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    years: int,
    pins: Pins | None = None,
) -> Simulated:
    """Return what *years* of planning from *first* on give; nobody is told twice in a theme before all once.

    What a person pinned is told whenever its turn is.
    """
    fair = rules.model_copy(update={"rotate_themes": True})
    kept: list[Slot] = []
    turns: Counter[tuple[str, str]] = Counter()
    told: list[Year] = []
    found: list[Candidate] = []
    for number in range(years):
        start, end = _year(first, number), _year(first, number + 1) - timedelta(days=1)
        coming = tuple(occurrences(start, end))
        found = [one for one in candidates(coming, (), matches, network, fair) if one.matches]
        days = {one.key for one in coming}
        pinned = {pair: why for pair, why in (pins or {}).items() if pair[0] in days}
        made = plan(
            coming, (), matches, network, fair, first=start, last=end, kept=kept, theme_turns=turns, pins=pinned
        )
        broken = violations(made, fair, network=network, kept=kept, occurrences=coming, matches=matches, pins=pinned)
        early = _count_turns(made, coming, found, network, turns, pinned)
        kept += made.slots
        told.append(_told(made, start.year, kept, matches, network, len(broken), early))
    return Simulated(tuple(told), len(network.members), never_told(found, kept, network, fair))


def _year(first: date, number: int) -> date:
    return first.replace(year=first.year + number)


def _count_turns(  # noqa: PLR0913, PLR0917 - what was told, and who might have been
    made: Plan,
    coming: Iterable[Occurrence],
    found: Iterable[Candidate],
    network: Network,
    turns: Counter[tuple[str, str]],
    pinned: Pins,
) -> int:
    """Count the turns of a year; return how many came before everybody had had as many, without the pinned ones."""
    theme = {one.key: next(iter(one.observance.themes), "") for one in coming}
    may = eligible(found, network)
    early = 0
    for slot in made.slots:
        if slot.member and slot.occurrence in theme:
            name = theme[slot.occurrence]
            if (slot.occurrence, slot.initiative) not in pinned:
                early += turns[slot.member, name] > min(turns[member, name] for member in may[name])
            turns[slot.member, name] += 1
    return early


def _told(  # noqa: PLR0913, PLR0917 - what a year tells
    made: Plan,
    year: int,
    kept: Iterable[Slot],
    matches: Mapping[str, Iterable[Match]],
    network: Network,
    broken: int,
    early: int,
) -> Year:
    featuring = [slot for slot in made.slots if slot.member]
    ever = Counter(slot.member for slot in kept if slot.member)
    p = {(one.observance, one.initiative): one.p for of_day in matches.values() for one in of_day}
    known = [p.get((_observance(slot), slot.initiative or ""), 0.0) for slot in featuring]
    return Year(
        year=year,
        features=len(featuring),
        told=len({slot.member for slot in featuring}),
        ever_told=len(ever),
        gini=round(gini([ever[member] for member in network.members]), 4),
        mean_p=round(sum(known) / max(1, len(known)), 4),
        gap=made.gap,
        method=made.method,
        violations=broken,
        too_early=early,
    )


def _observance(slot: Slot) -> str:
    return (slot.occurrence or "").rpartition("-")[0]
