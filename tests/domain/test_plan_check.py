"""The independent look at a plan sees each broken rule."""

from dataclasses import replace
from datetime import date

import pytest

from comms.domain.matching import Match
from comms.domain.observances import occurrences
from comms.domain.plan_check import violations
from comms.domain.planning import Blackout, Plan, PlanRules, Room, Slot
from tests.factories import a_day, a_network, an_initiative

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


DAY = a_day(id="one", rule={"kind": "fixed", "month": 3, "day": 1}, since=2000)
SOLEMN = DAY.model_copy(update={"solemn": True})
WIDE = PlanRules(per_day=9, per_week=30, member_gap_days=0, initiative_gap_days=0)
OF_DAY = replace(SPOTLIGHT, id="one-2027:told", occurrence="one-2027")
EVE = replace(OF_DAY, kind="countdown", day=date(2027, 2, 28))
FOR = [Match("one", "work", 0.5, ())]


def ruled(**changes):
    return WIDE.model_copy(update=changes)


@pytest.mark.parametrize(
    ("slot", "rules", "day", "expected"),
    [
        (OF_DAY, WIDE, DAY, []),
        (EVE, WIDE, DAY, []),
        (replace(EVE, initiative=None, member=None), WIDE, DAY, []),
        (
            replace(EVE, day=date(2027, 2, 20)),
            WIDE,
            DAY,
            ["one-2027:told is told 9 days ahead as a countdown"],
        ),
        (
            EVE,
            WIDE,
            SOLEMN,
            [
                "one-2027:told is solemn and not told on its day",
                "one-2027:told features work with 0.50, 0.70 is asked for",
            ],
        ),
        (OF_DAY, ruled(threshold=0.6), DAY, ["one-2027:told features work with 0.50, 0.60 is asked for"]),
        (OF_DAY, ruled(quiet_weekdays=(0,)), DAY, ["one-2027:told is on Monday, a quiet day"]),
        (
            OF_DAY,
            ruled(blackouts=(Blackout(last=date(2027, 3, 1), country="ES"),)),
            DAY,
            ["one-2027:told is in a blackout on 2027-03-01"],
        ),
        (OF_DAY, ruled(blackouts=(Blackout(last=date(2027, 2, 1)),)), DAY, []),
        (
            replace(OF_DAY, channel="x"),
            WIDE,
            DAY,
            ["2027-03-01 has 1 slots on x, 0 are allowed", "2027-W09 has 1 slots on x, 0 are allowed"],
        ),
    ],
)
def test_days_silence_rooms_and_probabilities_are_looked_at(slot, rules, day, expected):
    coming = occurrences([day], date(2027, 1, 1), date(2027, 12, 31))
    found = violations(Plan((slot,), ()), rules, network=NETWORK, occurrences=coming, matches={"one": FOR})

    assert found == expected


def test_too_many_a_year_or_on_one_occasion_are_told():
    room = Room(channel="x", posts_per_day=3, features_per_week=9)
    rules = ruled(member_per_year=1, initiative_per_year=9, per_occurrence=1, rooms=(room,))
    second = replace(OF_DAY, id="one-2027:also-x", day=date(2027, 3, 2), channel="x")

    assert violations(Plan((OF_DAY, second), ()), rules, network=NETWORK) == [
        "barcelona is told 2 times in the year from 2027-03-01, 1 are allowed",
        "one-2027 features 2, 1 are allowed",
        "one-2027 features 2, 1 are allowed",
    ]
