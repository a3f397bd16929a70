from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.pauses import Kind, Pause, Scope, Told, pausing

TEN = datetime(2026, 12, 10, 10, tzinfo=UTC)
BARCELONA = Told("x", "ca", "Europe/Madrid", "barcelona", "ES", "office")


def minutes(number):
    return TEN + timedelta(minutes=number)


def a_pause(first=-1, last=5, scope=None, **fields):
    end = None if last is None else minutes(last)
    return Pause(scope or Scope(), "a war", "coordinator", minutes(first), end, **fields)


@pytest.mark.parametrize(
    ("scope", "covers"),
    [
        (Scope(), True),
        (Scope(Kind.CHANNEL, "x"), True),
        (Scope(Kind.CHANNEL, "linkedin"), False),
        (Scope(Kind.LANGUAGE, "ca"), True),
        (Scope(Kind.LANGUAGE, "es"), False),
        (Scope(Kind.COUNTRY, "ES"), True),
        (Scope(Kind.COUNTRY, "FR"), False),
        (Scope(Kind.MEMBER, "barcelona"), True),
        (Scope(Kind.MEMBER, "madrid"), False),
    ],
)
def test_pause_covers_what_its_scope_names(scope, covers):
    assert scope.covers(BARCELONA) is covers


@pytest.mark.parametrize("scope", [Scope(), Scope(Kind.COUNTRY, "ES"), Scope(Kind.MEMBER, "a-city")])
def test_scope_is_read_as_it_is_written(scope):
    assert Scope.read(str(scope)) == scope


@pytest.mark.parametrize(
    ("minute", "is_on", "is_ahead"), [(-2, False, True), (-1, True, False), (4, True, False), (5, False, False)]
)
def test_pause_holds_from_its_start_until_just_before_its_end(minute, is_on, is_ahead):
    pause = a_pause()

    assert (pause.is_on(minutes(minute)), pause.is_ahead(minutes(minute))) == (is_on, is_ahead)


def test_pause_without_an_end_holds_until_somebody_ends_it():
    assert a_pause(last=None).is_on(minutes(60 * 24 * 365))


def test_post_due_at_ten_fell_inside_a_pause_from_one_minute_before_to_five_after():
    assert pausing(BARCELONA, [a_pause()], first=TEN, last=minutes(6)) == a_pause()


def test_post_that_waited_for_its_channel_when_the_pause_began_fell_inside():
    assert pausing(BARCELONA, [a_pause(3, 5)], first=TEN, last=minutes(6)) == a_pause(3, 5)


def test_post_due_as_the_pause_ends_did_not_fall_inside():
    assert pausing(BARCELONA, [a_pause(-5, 0)], first=TEN, last=minutes(6)) is None


def test_pause_that_was_taken_back_before_it_began_held_nothing():
    assert pausing(BARCELONA, [a_pause(5, 5)], first=TEN, last=minutes(9)) is None
    assert not a_pause(5, 5).is_ahead(TEN)


def test_earliest_of_several_pauses_is_told():
    found = pausing(BARCELONA, [a_pause(2, None, number=1), a_pause(1, None, number=2)], first=TEN, last=minutes(9))

    assert found == a_pause(1, None, number=2)


HOURS = st.integers(-30, 30)


@given(st.lists(st.tuples(HOURS, HOURS | st.none()), max_size=4), HOURS, st.integers(0, 30))
def test_post_is_held_exactly_if_it_could_have_gone_while_a_pause_held(spans, due, late):
    pauses = [a_pause(first, last) for first, last in spans]
    instants = [minutes(due) + timedelta(seconds=second) for second in range(0, late * 60 + 1, 30)]

    held = pausing(BARCELONA, pauses, first=minutes(due), last=minutes(due + late)) is not None

    assert held == any(pause.is_on(instant) for pause in pauses for instant in instants)


@given(st.lists(st.tuples(HOURS, HOURS | st.none()), max_size=4), HOURS, st.integers(0, 30), st.integers(0, 30))
def test_post_that_was_held_once_is_held_however_much_later_one_looks(spans, due, late, more):
    pauses = [a_pause(first, last) for first, last in spans]
    first = minutes(due)

    before = pausing(BARCELONA, pauses, first=first, last=minutes(due + late))
    after = pausing(BARCELONA, pauses, first=first, last=minutes(due + late + more))

    assert before is None or after is not None
