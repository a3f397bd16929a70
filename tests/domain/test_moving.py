"""What becomes of a post that is moved, and what the plan's rules say against where it goes."""

from datetime import date, time

import pytest

from comms.domain.moving import Load, against, state_after
from comms.domain.planning import PlanRules, Room
from comms.domain.posts import EDITABLE, State
from comms.errors import NotAllowedError

FRIDAY, SATURDAY = date(2026, 12, 11), date(2026, 12, 12)
NOON = time(12)
S = State


def codes(day=FRIDAY, hour=NOON, load=None, channel="x", **rules):
    return [(one.code, one.values) for one in against(day, hour, PlanRules(**rules), channel=channel, load=load)]


@pytest.mark.parametrize("state", sorted(EDITABLE))
@pytest.mark.parametrize("may_approve", [True, False])
def test_another_day_asks_for_an_approval_again(state, may_approve):
    assert state_after(state, same_day=False, may_approve=may_approve) is S.DRAFT


@pytest.mark.parametrize(
    ("state", "moved_by_writer", "moved_by_approver"),
    [
        (S.DRAFT, S.DRAFT, S.DRAFT),
        (S.IN_REVIEW, S.IN_REVIEW, S.IN_REVIEW),
        (S.APPROVED, S.DRAFT, S.SCHEDULED),
        (S.SCHEDULED, S.DRAFT, S.SCHEDULED),
        (S.HELD_LATE, S.DRAFT, S.SCHEDULED),
        (S.FAILED, S.DRAFT, S.DRAFT),
        (S.MISSED, S.DRAFT, S.DRAFT),
    ],
)
def test_another_hour_keeps_an_approval_where_an_approver_moves_it(state, moved_by_writer, moved_by_approver):
    assert state_after(state, same_day=True, may_approve=False) is moved_by_writer
    assert state_after(state, same_day=True, may_approve=True) is moved_by_approver


@pytest.mark.parametrize("state", sorted(set(State) - EDITABLE))
@pytest.mark.parametrize("same_day", [True, False])
def test_what_has_gone_or_may_have_is_never_moved(state, same_day):
    with pytest.raises(NotAllowedError, match="cannot be moved"):
        state_after(state, same_day=same_day, may_approve=True)


def test_an_open_day_with_room_says_nothing_against():
    assert codes(load=Load(on_day=1, in_week=7), per_day=2, per_week=8) == []


def test_quiet_weekdays_and_quiet_hours_are_told():
    quiet = (time(21), time(8))

    assert codes(SATURDAY, time(7, 59), quiet_weekdays=(5, 6), quiet_hours=quiet) == [
        ("quiet weekday", {}),
        ("quiet hours", {"from": "21:00", "to": "08:00"}),
    ]
    assert codes(FRIDAY, time(8), quiet_weekdays=(5, 6), quiet_hours=quiet) == []


def test_a_full_day_and_a_full_week_are_told():
    assert codes(load=Load(2, 2), per_day=2, per_week=8) == [("day is full", {"cap": "2"})]
    assert codes(load=Load(1, 8), per_day=2, per_week=8) == [("week is full", {"cap": "8"})]


def test_a_channel_with_more_room_takes_more():
    room = Room(channel="linkedin", posts_per_day=1, features_per_week=3)

    assert codes(load=Load(2, 10), channel="linkedin", per_day=2, per_week=8, rooms=(room,)) == []
    assert codes(load=Load(2, 10), channel="x", per_day=2, per_week=8, rooms=(room,)) == [("day is full", {"cap": "2"})]


def test_an_hour_of_the_same_day_is_no_question_of_room():
    assert codes(load=None, per_day=1) == []
