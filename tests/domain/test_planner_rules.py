"""Where and when works are told: eves, quiet days, blackouts, rooms, years, shares and conflicts."""

from dataclasses import replace
from datetime import date, time

import pytest

from comms.domain import solution
from comms.domain.plan_check import violations
from comms.domain.planning import Blackout, PlanRules, Room, Slot
from comms.domain.reasons import Reason
from comms.domain.turns import Turns
from tests.factories import a_member, a_network, an_initiative
from tests.planning import CITIES, RULES, a_plan, coming, days_of_march, matched, told


def ruled(**changes):
    return RULES.model_copy(update=changes)


def sound(made, rules, days, matches):
    return violations(made, rules, network=CITIES, occurrences=coming(days), matches=matches) == []


def test_a_day_without_room_is_told_on_its_eve():
    days = [*days_of_march(10), *days_of_march(10, tier="lead")]
    days[1] = days[1].model_copy(update={"id": "lead"})
    matches = matched(days, 0, 1)
    made = a_plan(days, matches)

    assert [(slot.id, slot.kind, slot.day.day) for slot in made.slots] == [
        ("day-10-2027:told", "countdown", 9),
        ("lead-2027:told", "spotlight", 10),
    ]
    assert sound(made, RULES, days, matches)


def test_a_solemn_day_is_never_told_on_its_eve():
    days = days_of_march(10, solemn=True, tier="feature")
    made = a_plan(days, matched(days, 0), ruled(quiet_weekdays=(2,)))

    assert [(one.subject, one.reason.code) for one in made.left_out] == [("day-10-2027", "quiet weekday")]


def test_a_quiet_day_is_told_on_the_last_open_day_before():
    days = days_of_march(14)
    made = a_plan(days, matched(days, 0), ruled(quiet_weekdays=(5, 6)))

    assert told(made) == [("day-14-2027:told", "countdown", 12, "work-0")]
    assert made.slots[0].reasons[1] == Reason("told ahead", {"days": "2"})


@pytest.mark.parametrize(
    ("blackout", "who"),
    [
        (Blackout(last=date(2027, 3, 31), initiative="work-0"), "work-1"),
        (Blackout(first=date(2027, 3, 1), last=date(2027, 3, 31), member="city-0"), "work-1"),
        (Blackout(first=date(2027, 4, 1), last=date(2027, 4, 30), member="city-0"), "work-0"),
    ],
)
def test_a_blackout_gives_the_turn_to_another(blackout, who):
    days = days_of_march(10)
    made = a_plan(days, matched(days, 0, 1), ruled(blackouts=(blackout,)))

    assert told(made) == [("day-10-2027:told", "spotlight", 10, who)]


def test_a_country_in_a_blackout_is_told_as_the_reason():
    days = days_of_march(10)
    rules = ruled(blackouts=(Blackout(first=date(2027, 3, 1), last=date(2027, 3, 31), country="ES", note="vote"),))
    made = a_plan(days, matched(days, 0, 1), rules)

    told_reason = {"first": "2027-03-01", "last": "2027-03-31", "of": "ES", "note": "vote"}
    assert [one.reason for one in made.left_out] == [Reason("blackout", told_reason)]


def test_a_kept_slot_in_a_blackout_is_a_conflict_and_stays():
    days = days_of_march(10)
    kept = Slot("day-10-2027:told", "spotlight", date(2027, 3, 10), "day-10-2027", None, "city-0", "work-0")
    gone = replace(kept, id="x:told", day=date(2027, 4, 10), initiative="gone", member="city-1")
    silent = Blackout(first=date(2027, 3, 10), last=date(2027, 3, 10), member="city-0")
    made = a_plan(days, matched(days, 1), ruled(blackouts=(silent,)), kept=[kept, gone])

    assert kept in made.slots
    assert [(one.subject, one.reason.code) for one in made.conflicts] == [
        ("day-10-2027:told", "blackout"),
        ("x:told", "no longer in the network"),
    ]


def test_a_kept_slot_on_a_day_of_silence_is_a_conflict():
    kept = Slot("x:told", "day", date(2027, 3, 10), "x", None)
    made = a_plan([], {}, ruled(blackouts=(Blackout(first=kept.day, last=kept.day),)), kept=[kept])

    assert [one.subject for one in made.conflicts] == ["x:told"]


def test_a_carousel_makes_room_for_more_on_its_channel():
    days = days_of_march(10)
    room = Room(channel="linkedin", features_per_post=3, features_per_week=2)
    rules = ruled(per_occurrence=4, rooms=(room,), eve_days=0)
    matches = matched(days, 0, 1, 2, 3)
    made = a_plan(days, matches, rules)

    assert sorted(slot.channel for slot in made.slots) == ["", "linkedin", "linkedin"]
    assert len({slot.id for slot in made.slots}) == 3
    assert sound(made, rules, days, matches)


def test_a_long_id_stays_within_what_the_store_holds():
    long = "a" * 70
    network = a_network(
        [a_member(id=f"{long}-{n}") for n in range(2)],
        [an_initiative(id=f"work-{n}", member=f"{long}-{n}") for n in range(2)],
    )
    days = [days_of_march(10)[0].model_copy(update={"id": long})]
    made = a_plan(days, matched(days, 0, 1), ruled(per_day=2, per_occurrence=2, eve_days=0), network)

    assert [len(slot.id) <= 120 for slot in made.slots] == [True, True]


def test_nobody_is_told_more_often_than_a_year_allows():
    days = days_of_march(2, 5, 9, 16, 23)
    rules = ruled(member_gap_days=1, initiative_gap_days=1, initiative_per_year=3, member_per_year=2, eve_days=0)
    matches = matched(days, 0)
    made = a_plan(days, matches, rules)

    assert len(made.slots) == 2
    assert sound(made, rules, days, matches)


def test_a_theme_goes_round_before_anybody_comes_twice():
    days = days_of_march(2, 9, 16, 23)
    rules = ruled(member_gap_days=1, initiative_gap_days=1, rotate_themes=True, eve_days=0)
    made = a_plan(days, matched(days, 0, 1), rules, theme_turns={("city-0", "human-rights"): 1})

    assert [slot.member for slot in made.slots] == ["city-1"]


def test_what_was_planned_before_stays_where_that_costs_little():
    days = days_of_march(10)
    before = Slot("day-10-2027:told", "spotlight", date(2027, 3, 10), "day-10-2027", None, "city-1", "work-1")
    matches = matched(days, 0, 1)

    assert a_plan(days, matches).slots[0].initiative == "work-0"
    assert a_plan(days, matches, previous=[before]).slots[0].initiative == "work-1"


def test_a_plan_says_how_good_it_is_and_a_greedy_one_that_nobody_knows():
    days = days_of_march(3, 10, 17)
    matches = matched(days, 0, 1)
    best, greedy = a_plan(days, matches), a_plan(days, matches, ruled(solver_seconds=0))

    assert (best.gap, best.method) == (pytest.approx(0, abs=1e-4), "linear programme, rounded")
    assert (greedy.gap, greedy.method) == (None, "fair greedy")
    assert greedy.objective <= best.objective + 1e-6


def test_a_plan_that_needs_no_choice_has_nothing_to_prove():
    assert a_plan([], {}).method == "nothing to choose"


def test_when_the_solver_gives_up_the_plan_is_greedy(monkeypatch):
    days = days_of_march(3)
    monkeypatch.setattr(solution, "relaxed", lambda *_: None)

    assert a_plan(days, matched(days, 0)).method == "fair greedy"


def test_among_near_equals_a_member_of_the_campaign_goes_first():
    days = days_of_march(10)
    network = a_network(
        [a_member(id="city-0", campaign="unknown", joined=None), a_member(id="city-1", campaign="member")],
        [an_initiative(id=f"work-{n}", member=f"city-{n}") for n in range(2)],
    )

    near = a_plan(days, matched(days, 0, 1), network=network)
    far = a_plan(days, matched(days, 0, 1), ruled(campaign_worth=0.0), network=network)

    assert [slot.initiative for slot in (*near.slots, *far.slots)] == ["work-1", "work-0"]


def test_quiet_hours_may_last_over_midnight():
    night = ruled(quiet_hours=(time(22), time(8)))
    noon = ruled(quiet_hours=(time(12), time(14)))

    asked = [time(21, 59), time(22), time(7, 59), time(8), time(12), time(14)]
    assert [night.is_quiet(hour) for hour in asked] == [False, True, True, False, False, False]
    assert [noon.is_quiet(hour) for hour in asked] == [False, False, False, False, True, False]
    assert not RULES.is_quiet(time(3))


def test_a_blackout_ends_after_it_starts():
    with pytest.raises(ValueError, match="is 2027-01-01, before first, 2027-01-02"):
        Blackout(first=date(2027, 1, 2), last=date(2027, 1, 1))


def test_a_plan_without_worth_has_no_gap():
    assert replace(a_plan([], {}), bound=0.0, objective=-1.0).gap == 0.0


def test_default_rules_leave_room_for_two_works_of_a_day():
    assert PlanRules().per_occurrence == 2


def test_a_quiet_eve_is_no_eve():
    days = [*days_of_march(8), *days_of_march(8, tier="lead")]
    days[1] = days[1].model_copy(update={"id": "lead"})
    made = a_plan(days, matched(days, 0, 1), ruled(quiet_weekdays=(6,)))

    assert [slot.id for slot in made.slots] == ["lead-2027:told"]


def test_turns_of_nobody_are_no_turns():
    turns = Turns(RULES, {}, date(2027, 3, 1))
    turns.add((None,), date(2027, 3, 1))
    turns.remove((None,), date(2027, 3, 1))

    assert turns.times("city-0") == 0
