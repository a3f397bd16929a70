"""What people pinned is told on its day, or is a conflict that names the rule."""

from datetime import date

import pytest

from comms.domain.matching import Match
from comms.domain.plan_check import violations
from comms.domain.planning import Blackout, Plan, Room, Slot
from comms.domain.reasons import Reason
from tests.factories import a_member, a_network, an_initiative
from tests.planning import CITIES, RULES, a_plan, coming, days_of_march, matched, told

SAID = Reason("editor pinned", {"who": "officer"})
PIN = ("day-10-2027", "work-1")
PINS = {PIN: SAID}


def ruled(**changes):
    return RULES.model_copy(update=changes)


def conflicts(made):
    return [(one.subject, one.reason.code) for one in made.conflicts]


def is_sound(made, rules, days, matches):
    found = violations(made, rules, network=CITIES, occurrences=coming(days), matches=matches, pins=PINS)
    return found == []


def test_a_pin_goes_before_a_better_match_and_below_the_threshold():
    days = days_of_march(10)
    matches = matched(days, 0) | {"day-10": [*matched(days, 0)["day-10"], Match("day-10", "work-1", 0.1, (SAID,))]}

    made = a_plan(days, matches, ruled(per_day=1), pins=PINS)

    assert told(made) == [("day-10-2027:told", "spotlight", 10, "work-1")]
    assert made.slots[0].reasons[0] == SAID
    assert made.slots[0].next_best == ("work-0",)
    assert is_sound(made, RULES, days, matches)


def test_what_matches_nothing_is_told_for_the_pin_alone():
    days = days_of_march(10)

    made = a_plan(days, {}, pins=PINS)

    assert [(slot.initiative, slot.reasons[0]) for slot in made.slots] == [("work-1", SAID)]
    assert is_sound(made, RULES, days, {})


def test_a_pin_is_told_beside_what_is_kept():
    days = days_of_march(10)
    kept = Slot("day-10-2027:told", "spotlight", date(2027, 3, 10), "day-10-2027", None, "city-0", "work-0")

    made = a_plan(days, matched(days, 0), ruled(per_day=2, per_occurrence=2), kept=[kept], pins=PINS)

    assert [(slot.id, slot.initiative) for slot in made.slots] == [
        ("day-10-2027:also-city-1", "work-1"),
        ("day-10-2027:told", "work-0"),
    ]


def test_a_pin_that_is_kept_already_is_told_once_and_chosen_no_second_time():
    days = days_of_march(10)
    kept = Slot("day-10-2027:told", "spotlight", date(2027, 3, 10), "day-10-2027", None, "city-1", "work-1")
    rules = ruled(per_day=3, per_occurrence=3, member_gap_days=0, initiative_gap_days=0)

    made = a_plan(days, matched(days, 1), rules, kept=[kept], pins=PINS)

    assert told(made) == [("day-10-2027:told", "spotlight", 10, "work-1")]
    assert made.conflicts == ()
    assert is_sound(made, rules, days, matched(days, 1))


def test_a_pin_outside_the_period_waits():
    assert a_plan([], {}, pins={("day-10-2028", "work-1"): SAID}).conflicts == ()


def test_a_pin_goes_to_the_channel_that_still_has_room():
    days = days_of_march(10)
    kept = Slot("other:told", "day", date(2027, 3, 10), None, "other")
    rules = ruled(per_day=1, rooms=(Room(channel="linkedin", features_per_post=3),))

    made = a_plan(days, {}, rules, kept=[kept], pins=PINS)

    assert [(slot.id, slot.channel) for slot in made.slots if slot != kept] == [("day-10-2027:told", "linkedin")]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (ruled(quiet_weekdays=(2,)), "quiet weekday"),
        (ruled(blackouts=(Blackout(last=date(2027, 3, 31), initiative="work-1"),)), "blackout"),
    ],
)
def test_a_rule_is_stronger_than_a_pin_and_named(rules, code):
    days = days_of_march(10)
    made = a_plan(days, matched(days, 1), rules, pins=PINS)

    assert conflicts(made) == [("day-10-2027 work-1", code)]
    assert is_sound(made, rules, days, matched(days, 1))


def test_a_pin_keeps_the_distance_to_what_stands():
    days = days_of_march(10)
    kept = Slot("day-8-2027:told", "spotlight", date(2027, 3, 8), "day-8-2027", None, "city-1", "work-5")

    assert conflicts(a_plan(days, {}, kept=[kept], pins=PINS)) == [("day-10-2027 work-1", "member gap")]


def test_a_full_day_takes_no_pin():
    days = days_of_march(10)
    kept = Slot("other:told", "day", date(2027, 3, 10), None, "other")

    assert conflicts(a_plan(days, {}, kept=[kept], pins=PINS)) == [("day-10-2027 work-1", "day is full")]


def test_a_solemn_day_takes_one_pin_and_no_second():
    days = days_of_march(10, solemn=True)
    pins = {PIN: SAID, ("day-10-2027", "work-2"): SAID}

    made = a_plan(days, {}, ruled(per_day=3), pins=pins)

    assert [slot.initiative for slot in made.slots] == ["work-1"]
    assert [(one.subject, one.reason) for one in made.conflicts] == [
        ("day-10-2027 work-2", Reason("day is full", {"cap": "1"}))
    ]


@pytest.mark.parametrize(("works", "code"), [([], "no longer in the network"), ([{"sensitivity": "war"}], "sensitive")])
def test_what_may_never_be_told_is_not_told_for_a_pin(works, code):
    network = a_network([a_member(id="city-1")], [an_initiative(id="work-1", member="city-1", **one) for one in works])
    days = days_of_march(10)

    made = a_plan(days, {}, network=network, pins=PINS)

    assert conflicts(made) == [("day-10-2027 work-1", code)]


def test_the_check_sees_a_pin_that_was_forgotten():
    days = days_of_march(10)
    nothing = Plan((), ())

    assert violations(nothing, RULES, network=CITIES, occurrences=coming(days), pins=[PIN]) == [
        "work-1 is pinned to day-10-2027, and neither told nor a conflict"
    ]
