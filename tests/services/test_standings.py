from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable
from comms.domain.message import Receipt
from comms.domain.standing import Standing
from comms.services.standings import note_answer, reopen_channel, standing_of, standings
from comms.store.models import AuditLine, ChannelStanding
from tests.rows import MORNING, a_coordinator

pytestmark = pytest.mark.django_db
OVER = Unavailable("our keys are not accepted", stops=Stop.CREDENTIALS)


def acts():
    return list(AuditLine.objects.order_by("id").values_list("act", "who"))


def test_channel_that_never_failed_has_no_row():
    note_answer("x", Receipt("1", ""), MORNING)

    assert (standing_of("x", MORNING), ChannelStanding.objects.count()) == (Standing(), 0)


def test_channel_that_stops_is_told_once():
    note_answer("x", OVER, MORNING)
    note_answer("x", OVER, MORNING)

    assert standings(MORNING) == {"x": Standing(0, None, Stop.CREDENTIALS, "our keys are not accepted")}
    assert acts() == [("channel stopped", "the clock")]
    assert str(ChannelStanding.objects.get()) == "x: needs reconnect"


def test_channel_that_begins_to_rest_is_told_once():
    for _ in range(7):
        note_answer("x", Unavailable("busy"), MORNING)

    assert acts() == [("channel rests", "the clock")]


def test_channel_that_answers_again_is_open_without_a_word():
    note_answer("x", Unavailable("busy"), MORNING)
    note_answer("x", Refused("too long"), MORNING)

    assert (standing_of("x", MORNING), acts()) == (Standing(), [])


def test_person_reopens_a_channel_and_is_named():
    coordinator = a_coordinator()
    note_answer("x", OVER, MORNING)

    reopen_channel("x", by=coordinator, now=MORNING)

    assert (standing_of("x", MORNING), acts()[-1]) == (Standing(), ("channel reopened", "coordinator"))


def test_open_channel_is_reopened_without_a_line():
    reopen_channel("x", by="the desk", now=MORNING)

    assert acts() == []


@pytest.mark.parametrize(
    ("now", "stop"),
    [(datetime(2026, 12, 31, 23, tzinfo=UTC), Stop.SPENDING), (datetime(2027, 1, 1, tzinfo=UTC), None)],
)
def test_limit_of_a_month_ends_with_it(now, stop):
    note_answer("x", Unavailable("limit", stops=Stop.SPENDING), MORNING)

    assert standing_of("x", now).stop is stop


def test_channel_that_asked_to_be_left_alone_is():
    note_answer("x", Unavailable("429", wait=timedelta(minutes=3)), MORNING)

    assert not standing_of("x", MORNING).may_be_asked(MORNING + timedelta(minutes=2))
