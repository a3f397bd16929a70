from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Receipt
from comms.domain.standing import FAILURES_BEFORE_REST, REST, Standing, after, is_alert

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
BUSY = Unavailable("busy")


def failing(times, answer=BUSY):
    standing = Standing()
    for _ in range(times):
        standing = after(standing, answer, NOW)
    return standing


def test_channel_that_never_failed_may_be_asked():
    assert Standing().may_be_asked(NOW)


def test_channel_rests_after_failures_in_a_row_and_is_tried_again_after():
    standing = failing(FAILURES_BEFORE_REST)

    assert standing == Standing(FAILURES_BEFORE_REST, NOW + REST, None, "busy")
    assert [standing.may_be_asked(NOW + wait) for wait in (timedelta(0), REST)] == [False, True]


def test_few_failures_do_not_rest_a_channel():
    assert failing(FAILURES_BEFORE_REST - 1).may_be_asked(NOW)


@pytest.mark.parametrize("answer", [Receipt("1", ""), Refused("no"), Uncertain("?")])
def test_channel_that_answers_stands_open_again(answer):
    assert after(failing(9), answer, NOW) == Standing()


def test_channel_that_asks_for_rest_gets_it():
    standing = after(Standing(), Unavailable("429", wait=timedelta(minutes=2)), NOW)

    assert (standing.may_be_asked(NOW), standing.may_be_asked(NOW + timedelta(minutes=2))) == (False, True)


def test_channel_whose_credentials_are_over_stands_still_until_a_person_acts():
    standing = after(Standing(), Unavailable("token over", stops=Stop.CREDENTIALS), NOW)

    assert not standing.may_be_asked(NOW + timedelta(days=365))


def test_people_hear_once_of_a_channel_that_stops_or_rests():
    stopped = Standing(0, None, Stop.PAYMENT, "no credit")
    resting = failing(FAILURES_BEFORE_REST)

    assert [
        is_alert(Standing(), stopped),
        is_alert(stopped, stopped),
        is_alert(failing(FAILURES_BEFORE_REST - 1), resting),
        is_alert(resting, failing(FAILURES_BEFORE_REST + 1)),
    ] == [True, False, True, False]
