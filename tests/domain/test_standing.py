from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Receipt
from comms.domain.standing import FAILURES_BEFORE_REST, REST, Standing, after, is_alert

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
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


@pytest.mark.parametrize("answer", [Receipt("1", ""), Refused("no")])
def test_channel_that_answers_after_its_rest_stands_open_again(answer):
    assert after(failing(9), answer, NOW + REST) == Standing()


@pytest.mark.parametrize("answer", [Receipt("1", ""), Refused("no")])
def test_answer_that_was_under_way_before_ends_no_rest(answer):
    resting = after(Standing(), Unavailable("429", wait=timedelta(minutes=15)), NOW)

    assert after(resting, answer, NOW + timedelta(minutes=1)) == resting


@pytest.mark.parametrize("answer", [Receipt("1", ""), Refused("no"), Uncertain("?"), BUSY])
def test_answer_that_was_under_way_before_ends_no_stop(answer):
    stopped = after(Standing(), Unavailable("402", stops=Stop.PAYMENT), NOW)

    assert after(stopped, answer, NOW) == stopped


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        (Stop.CREDENTIALS, Stop.PAYMENT, Stop.CREDENTIALS),
        (Stop.SPENDING, Stop.PAYMENT, Stop.PAYMENT),
        (Stop.PAYMENT, Stop.SPENDING, Stop.PAYMENT),
    ],
)
def test_only_the_sites_own_limit_gives_way_to_another_stop(first, second, stands):
    stopped = after(Standing(), Unavailable("first", stops=first), NOW)

    assert after(stopped, Unavailable("second", stops=second), NOW).stop is stands


def test_lost_answers_count_as_failures():
    assert failing(FAILURES_BEFORE_REST, Uncertain("reset")) == Standing(
        FAILURES_BEFORE_REST, NOW + REST, None, "reset"
    )


def test_shorter_wait_does_not_end_a_longer_one():
    resting = after(Standing(), Unavailable("429", wait=timedelta(minutes=15)), NOW)

    assert after(resting, Unavailable("429", wait=timedelta(minutes=1)), NOW).rests_until == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("standing", "may"),
    [
        (Standing(stop=Stop.SPENDING), (False, True)),
        (Standing(stop=Stop.CREDENTIALS), (False, False)),
        (Standing(rests_until=NOW + REST), (False, False)),
        (Standing(rests_until=NOW), (True, True)),
    ],
)
def test_limit_of_the_site_forbids_sending_and_not_looking(standing, may):
    assert (standing.may_be_asked(NOW), standing.may_be_looked_at(NOW)) == may


@pytest.mark.parametrize("answer", [Unavailable("429", wait=2 * MINUTE), Uncertain("503", wait=2 * MINUTE)])
def test_channel_that_asks_for_rest_gets_it(answer):
    standing = after(Standing(), answer, NOW)

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
        is_alert(Standing(stop=Stop.SPENDING), stopped),
    ] == [True, False, True, False, True]
