"""The independent look at a plan sees each broken rule."""

from dataclasses import replace
from datetime import date

import pytest

from comms.domain.plan_check import violations
from comms.domain.planning import Plan, PlanRules, Slot
from tests.factories import a_network, an_initiative

NETWORK = a_network(initiatives=[an_initiative(id="work"), an_initiative(id="war", sensitivity="war")])
RULES = PlanRules(per_day=1, per_week=2)
TOLD = Slot("one:told", "day", date(2027, 3, 1), "one", None)
SPOTLIGHT = replace(TOLD, kind="spotlight", member="barcelona", initiative="work")
LATER = replace(SPOTLIGHT, id="two:told", day=date(2027, 3, 2))


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([], []),
        ([TOLD], []),
        ([TOLD, TOLD], ["2 slots are one:told", "2027-03-01 has 2 slots, 1 are allowed"]),
        ([LATER, TOLD], ["the slots are not in order"]),
        (
            [replace(TOLD, id=f"{n}", day=date(2027, 3, n)) for n in (1, 2, 3)],
            ["2027-W09 has 3 slots, 2 are allowed"],
        ),
        (
            [SPOTLIGHT, LATER],
            [
                "barcelona is in one:told and, 1 days later, in two:told",
                "work is in one:told and, 1 days later, in two:told",
            ],
        ),
        ([replace(TOLD, initiative="work", member="barcelona")], ["one:told is a day and features work"]),
        ([replace(SPOTLIGHT, member="paris")], ["one:told features work as the work of paris"]),
        ([replace(SPOTLIGHT, initiative="war")], ["one:told features war, which is sensitive"]),
    ],
)
def test_each_broken_rule_is_told(slots, expected):
    assert violations(Plan(tuple(slots), ()), RULES, network=NETWORK) == expected


def test_what_was_featured_before_counts():
    featured = {"barcelona": date(2027, 2, 20)}

    assert violations(Plan((SPOTLIGHT,), ()), RULES, network=NETWORK, featured=featured) == [
        "barcelona was featured on 2027-02-20, too near to one:told"
    ]


def test_what_was_kept_may_break_rules_among_itself_but_not_change():
    kept = [SPOTLIGHT, LATER]

    assert violations(Plan((SPOTLIGHT, LATER), ()), RULES, network=NETWORK, kept=kept) == []
    assert violations(Plan((TOLD, LATER), ()), RULES, network=NETWORK, kept=kept) == ["one:told was kept, and changed"]


def test_what_was_kept_outside_the_plan_counts():
    kept = [replace(SPOTLIGHT, id="old:told", day=date(2027, 2, 28))]

    assert violations(
        Plan((replace(SPOTLIGHT, initiative=None, kind="day"),), ()), RULES, network=NETWORK, kept=kept
    ) == ["barcelona is in old:told and, 1 days later, in one:told"]
