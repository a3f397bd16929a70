"""The year plan: greedy, fair, and the same for the same inputs in every order."""

from collections.abc import Iterable, Mapping
from datetime import date

from comms.domain.candidates import Rank, candidates
from comms.domain.events import Event
from comms.domain.matching import Match
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.open_plan import OpenPlan
from comms.domain.planning import Plan, PlanRules, Slot


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
) -> Plan:
    """Return the plan of a period, both days included; *matches* are by the id of the observance.

    What is *kept* stays as it is, wherever it lies, and counts for room and turns. *featured* is the last
    exposure by the id of the member or the initiative.
    """
    found = [one for one in candidates(occurrences, events, matches, network, rules) if first <= one.day <= last]
    tellings = [one for one in found if one.kind != "countdown"]
    open_plan = OpenPlan(network, rules, kept, featured or {})
    for one in tellings:
        if one.rank is not Rank.FEATURE_ALONE:
            open_plan.serve(one)
    alone = [one for one in tellings if one.rank is Rank.FEATURE_ALONE] + open_plan.waiting
    for one in sorted(alone, key=lambda one: one.order):
        open_plan.serve(one)
    # A countdown to what is not told would lead nowhere; what is told after the period has its countdown in it.
    nowhere = {one.telling for one in tellings} - open_plan.slots.keys()
    countdowns = [one for one in found if one.kind == "countdown" and one.telling not in nowhere]
    for one in countdowns:
        open_plan.serve(one)
    return Plan(open_plan.between(first, last), open_plan.left_out([*tellings, *countdowns]))
