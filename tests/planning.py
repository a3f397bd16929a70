"""A small network of its own for tests of plans: eight works of four members, and days that match them."""

from datetime import date

from comms.domain.matching import Match
from comms.domain.observances import occurrences
from comms.domain.planner import plan
from comms.domain.planning import PlanRules
from comms.domain.reasons import Reason
from tests.factories import a_day, a_member, a_network, an_initiative

FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
WHY = (Reason("declared theme", {"theme": "water"}),)
CITIES = a_network(
    [a_member(id=f"city-{n}") for n in range(4)],
    [an_initiative(id=f"work-{n}", member=f"city-{n % 4}") for n in range(8)],
)
RULES = PlanRules(per_day=1, per_week=5, per_occurrence=1, lead_countdown_days=(), event_countdown_days=())


def days_of_march(*days, tier="mention", **fields):
    return [
        a_day(id=f"day-{day}", rule={"kind": "fixed", "month": 3, "day": day}, since=2000, tier=tier, **fields)
        for day in days
    ]


def coming(days):
    return occurrences(days, FIRST, LAST)


def matched(days, *works, p=0.8):
    return {day.id: [Match(day.id, f"work-{n}", p - n / 100, WHY) for n in works] for day in days}


def a_plan(days, matches, rules=RULES, network=CITIES, **more):
    return plan(coming(days), (), matches, network, rules, first=FIRST, last=LAST, **more)


def told(made):
    return [(slot.id, slot.kind, slot.day.day, slot.initiative) for slot in made.slots]
