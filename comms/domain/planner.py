"""The year plan: the best that the rules allow, fair, and the same for the same inputs in every order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from comms.domain.candidates import Candidate, Rank, candidates
from comms.domain.events import Event
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.open_plan import OpenPlan
from comms.domain.pins import Pins, place_pins
from comms.domain.planning import Plan, PlanRules, Slot
from comms.domain.reasons import Reason
from comms.domain.series import Series, instalments
from comms.domain.slots_told import NEXT_BEST
from comms.domain.theme_turns import rested

# So many of an occasion's matches are looked at for who was next.
_LOOKED_AT = 40
_COUNTDOWNS = frozenset({Rank.LEAD_COUNTDOWN, Rank.EVENT_COUNTDOWN})


def plan(  # noqa: PLR0913 - a plan is made of all these
    occurrences: Iterable[Occurrence],
    events: Iterable[Event],
    matches: Mapping[str, Iterable[Match]],
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    last: date,
    kept: Iterable[Slot] = (),
    featured: Mapping[str, date] | None = None,
    previous: Iterable[Slot] = (),
    series: Iterable[Series] = (),
    theme_turns: Mapping[tuple[str, str], int] | None = None,
    pins: Pins | None = None,
) -> Plan:
    """Return the plan of a period, both days included; *matches* are by the id of the observance.

    What is *kept* stays as it is, wherever it lies, and counts for room and turns; what was planned in the *previous*
    plan stays where that costs little. *pins* are told on their day, or are conflicts. *featured* is the last exposure
    by the id of the member or the initiative, *theme_turns* how often a member was told in a theme before.
    """
    coming, told = tuple(occurrences), tuple(events)
    every = {one.id: one for one in candidates(coming, told, matches, network, rules)}
    every |= {one.id: one for one in instalments(series, coming, told, network, (first, last))}
    found = [one for one in sorted(every.values(), key=lambda one: one.order) if first <= one.day <= last]
    tellings = [one for one in found if one.rank not in _COUNTDOWNS]
    made = OpenPlan(network, rules, kept, featured or {}, first)
    refused = place_pins(pins or {}, made, tellings, coming, matches)
    for one in tellings:
        if one.has_its_place:
            made.reserve(one)
    resting = _resting(theme_turns or {}, tellings, made) if rules.rotate_themes else frozenset()
    method, objective, bound = _feature(made, tellings, (first, last), tuple(previous), resting)
    for one in sorted(tellings, key=lambda one: (not one.has_its_place, one.order)):
        made.serve(one)
    # A countdown to what is not told would lead nowhere; what is told after the period has its countdown in it.
    nowhere = {one.telling for one in tellings} - made.slots.keys()
    countdowns = [one for one in found if one.rank in _COUNTDOWNS and one.telling not in nowhere]
    for one in countdowns:
        made.serve(one)
    kept_ids = {slot.id for slot in made.kept}
    between = made.between(first, last)
    slots = tuple(slot if slot.id in kept_ids else _with_turn(slot, made, every) for slot in between)
    left = made.left_out([*tellings, *countdowns])
    return Plan(slots, left, (*made.conflicts(first), *refused), method, objective, bound)


def _resting(
    turns: Mapping[tuple[str, str], int], tellings: Iterable[Candidate], made: OpenPlan
) -> frozenset[tuple[str, str]]:
    """Return the members, each with a theme, that wait for the others: a pin is a turn as well."""
    known = tuple(tellings)
    theme = {one.occurrence: one.theme for one in known if one.occurrence}
    told = frozenset(
        (slot.member or "", theme[slot.occurrence]) for slot in made.slots.values() if slot.occurrence in theme
    )
    return rested(turns, known, made.network) | told


def _feature(
    made: OpenPlan,
    tellings: Iterable[Candidate],
    period: tuple[date, date],
    previous: tuple[Slot, ...],
    resting: frozenset[tuple[str, str]],
) -> tuple[str, float, float | None]:
    """Choose who is featured, and return how it was done, what it is worth and what it could be worth at most."""
    # The desk imports this module and must stay small: only who plans loads what solves.
    from comms.domain.choices import Standing, choices  # noqa: PLC0415
    from comms.domain.solution import solution  # noqa: PLC0415

    standing = Standing(made.turns, made.rooms, tuple(made.slots.values()), previous, resting)
    asked = choices(made.occasions(tellings), made.network, made.rules, standing, period)
    found = solution(asked.instance, made.rules.solver_seconds)
    made.feature(asked, found, previous)
    return found.method, found.objective, found.bound


def _with_turn(slot: Slot, made: OpenPlan, every: Mapping[str, Candidate]) -> Slot:
    """Return *slot* with its turn among its reasons, and with who would have been next."""
    if not slot.member or not slot.initiative:
        return slot
    told = every[f"{slot.id.rpartition(':')[0]}:told"] if slot.id not in every else every[slot.id]
    # What a person pinned need not be among the good matches: nothing is likelier.
    p = next((match.p for match in told.matches if match.initiative == slot.initiative), 1.0)
    others = [match for match in told.matches[:_LOOKED_AT] if match.initiative != slot.initiative]

    def is_free(match: Match) -> bool:
        return made.why_not(match, slot.day) is None

    def best_first(match: Match) -> tuple[float, str]:
        return -match.p - made.turns.worth(made.network.initiatives[match.initiative].member), match.initiative

    reasons = (*slot.reasons, made.turns.reason(slot.member, slot.day))
    # The matches come best first.
    likelier = next(filter(is_free, (match for match in others if match.p > p)), None)
    if likelier:
        reasons += (Reason("turn before score", {"initiative": likelier.initiative}),)
    next_best = tuple(match.initiative for match in islice(filter(is_free, sorted(others, key=best_first)), NEXT_BEST))
    return replace(slot, reasons=reasons, next_best=next_best)
