from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.answers import DeliveryState, Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Receipt
from comms.domain.posts import State
from comms.domain.sending import LOOKS, Outcome, next_look, settle

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def settled(answer, *, attempt=1, now=NOW):
    return settle(answer, attempt=attempt, now=now, since=NOW, grace=HOUR)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (
            Receipt("1", "https://x.example/1"),
            Outcome(State.PUBLISHED, DeliveryState.SENT, "https://x.example/1"),
        ),
        (Refused("too long"), Outcome(State.FAILED, DeliveryState.REFUSED, "too long")),
        (
            Unavailable("busy"),
            Outcome(State.SCHEDULED, DeliveryState.UNAVAILABLE, "busy", NOW + MINUTE),
        ),
        (
            Uncertain("no answer"),
            Outcome(State.UNCONFIRMED, DeliveryState.UNCERTAIN, "no answer", NOW + timedelta(seconds=5), NOW + MINUTE),
        ),
        (
            Unavailable("token over", stops=Stop.CREDENTIALS),
            Outcome(State.SCHEDULED, DeliveryState.UNAVAILABLE, "token over"),
        ),
    ],
)
def test_channel_answer_settles_the_post(answer, outcome):
    assert settled(answer) == outcome


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32)])
def test_channel_that_is_not_there_is_asked_ever_less_often(attempt, minutes):
    assert settled(Unavailable("busy"), attempt=attempt).next_at == NOW + minutes * MINUTE


@pytest.mark.parametrize("wait", [timedelta(minutes=7), NOW + timedelta(minutes=7)])
def test_channel_is_left_alone_as_long_as_it_asked(wait):
    assert settled(Unavailable("busy", wait=wait)).next_at == NOW + timedelta(minutes=7)


def test_channel_that_asks_for_less_than_we_wait_is_still_left_alone():
    assert settled(Unavailable("busy", wait=timedelta(seconds=1))).next_at == NOW + MINUTE


@pytest.mark.parametrize("answer", [Unavailable("busy", wait=timedelta(hours=2)), Unavailable("busy")])
def test_post_that_cannot_go_within_its_grace_is_held_for_a_person(answer):
    outcome = settled(answer, now=NOW + timedelta(minutes=59, seconds=30))

    assert (outcome.state, outcome.next_at) == (State.HELD_LATE, None)


def test_attempts_within_the_grace_are_few():
    at, attempts = NOW, 0
    while at is not None:
        attempts += 1
        at = settled(Unavailable("busy"), attempt=attempts, now=at).next_at

    assert attempts == 6


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32)])
def test_post_that_is_provably_absent_is_sent_again_ever_less_often(attempt, minutes):
    assert settled(Uncertain("no answer"), attempt=attempt).again_at == NOW + minutes * MINUTE


def test_post_of_a_channel_that_stops_after_the_grace_waits_for_a_person():
    stopped = Unavailable("token over", stops=Stop.CREDENTIALS)

    assert settled(stopped, now=NOW + HOUR + MINUTE).state is State.HELD_LATE


def test_looks_end_with_a_person():
    looks, at = [], NOW + LOOKS[0]
    while at is not None:
        looks.append(at)
        at = next_look(len(looks), NOW, now=at)

    assert looks == [NOW + after for after in LOOKS]


def test_look_waits_as_long_as_the_channel_asked():
    at = next_look(1, NOW, now=NOW + LOOKS[0], asked=NOW + 15 * MINUTE)

    assert at == NOW + 15 * MINUTE


@pytest.mark.parametrize("wait", [timedelta(minutes=7), NOW + timedelta(minutes=7)])
def test_post_in_doubt_is_neither_looked_for_nor_sent_again_before_the_channel_wants_to_be_asked(wait):
    outcome = settled(Uncertain("the server answered 503", wait=wait))

    assert (outcome.state, outcome.next_at, outcome.again_at) == (State.UNCONFIRMED, *[NOW + 7 * MINUTE] * 2)


def test_short_wait_of_a_channel_makes_no_look_earlier():
    outcome = settled(Uncertain("the server answered 503", wait=timedelta(seconds=1)))

    assert (outcome.next_at, outcome.again_at) == (NOW + LOOKS[0], NOW + MINUTE)


def test_looks_after_a_long_wait_keep_their_distance():
    late = NOW + 15 * MINUTE

    assert next_look(2, NOW, now=late) == late + LOOKS[2] - LOOKS[1]
