"""What holds for every plan: no rule is broken, order never matters, what is kept stays."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from comms.domain.matching import Match
from comms.domain.observances import occurrences
from comms.domain.plan_check import violations
from comms.domain.planner import plan
from comms.domain.planning import Plan, PlanRules, Slot
from comms.domain.reasons import Reason
from tests.factories import a_day, a_member, a_network, an_event, an_initiative

FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
WHY = (Reason("declared theme", {"theme": "water"}),)
NETWORK = a_network(
    [a_member(id=f"city-{n}") for n in range(4)],
    [an_initiative(id=f"work-{n}", member=f"city-{n % 4}") for n in range(8)],
)


def _inputs() -> st.SearchStrategy[dict[str, Any]]:
    days = st.tuples(
        st.integers(0, 14),
        st.sampled_from(["lead", "feature", "mention", "skip"]),
        st.booleans(),
        st.dictionaries(st.integers(0, 7), st.integers(1, 100), max_size=5),
    )
    rules = st.builds(
        PlanRules,
        per_day=st.integers(1, 3),
        per_week=st.integers(3, 6),
        member_gap_days=st.integers(0, 10),
        initiative_gap_days=st.integers(0, 20),
        lead_countdown_days=st.just((2, 1)),
        event_countdown_days=st.just((3,)),
    )
    featured = st.dictionaries(
        st.sampled_from(["city-0", "city-1", "work-2"]), st.dates(date(2027, 2, 20), date(2027, 3, 3))
    )
    return st.fixed_dictionaries(
        {
            "days": st.lists(days, max_size=14),
            "events": st.lists(st.integers(0, 14), max_size=3),
            "rules": rules,
            "featured": featured,
        }
    )


def _made(inputs: dict[str, Any], *, kept: Iterable[Slot] = (), backwards: bool = False) -> Plan:
    days = [
        a_day(id=f"day-{n}", rule={"kind": "fixed", "month": 3, "day": 1 + day}, tier=tier, solemn=solemn)
        for n, (day, tier, solemn, _) in enumerate(inputs["days"])
    ]
    matches = {
        f"day-{n}": [Match(f"day-{n}", f"work-{work}", p / 100, WHY) for work, p in works.items()]
        for n, (_, _, _, works) in enumerate(inputs["days"])
    }
    events = [
        an_event(id=f"event-{n}", first=FIRST + timedelta(days=day), last=FIRST + timedelta(days=day))
        for n, day in enumerate(inputs["events"])
    ]
    found = occurrences(days, FIRST, LAST)
    if backwards:
        found, events = found[::-1], events[::-1]
        matches = {day: works[::-1] for day, works in reversed(matches.items())}
    return plan(
        found, events, matches, NETWORK, inputs["rules"],
        first=FIRST, last=LAST, kept=kept, featured=inputs["featured"],
    )  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(_inputs())
def test_no_rule_is_ever_broken(inputs):
    found = _made(inputs)

    assert violations(found, inputs["rules"], network=NETWORK, featured=inputs["featured"]) == []


@settings(deadline=None, max_examples=30)
@given(_inputs())
def test_the_order_of_inputs_never_matters(inputs):
    assert _made(inputs, backwards=True) == _made(inputs)


@settings(deadline=None, max_examples=30)
@given(_inputs())
def test_planning_again_with_everything_kept_changes_nothing(inputs):
    found = _made(inputs)

    assert _made(inputs, kept=found.slots[::-1]) == found


@settings(deadline=None, max_examples=30)
@given(_inputs(), st.integers(0, 20))
def test_what_is_kept_is_never_touched(inputs, how_many):
    kept = _made(inputs).slots[:how_many]
    later = inputs | {"days": inputs["days"][::-1]}
    found = _made(later, kept=kept)

    assert [slot for slot in found.slots if slot in kept] == list(kept)
    assert violations(found, inputs["rules"], network=NETWORK, kept=kept, featured=inputs["featured"]) == []
