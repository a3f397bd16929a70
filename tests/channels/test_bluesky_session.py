"""How Bluesky is logged in to: once for many posts, renewed in time, and never told to anybody."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable
from comms.rehearsal.server import Answer
from tests.channels.bluesky import LOG_IN, NOW, PUT, a_dispatch, answering, channel, lab, server

__all__ = ["channel", "lab", "server"]

RENEW = ("POST", "/xrpc/com.atproto.server.refreshSession")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(500, {}), Unavailable),
        (Answer(200, b"<html>"), Unavailable),
        (Answer(200, {"did": "did:plc:rights"}), Unavailable),
        (Answer(200, []), Unavailable),
        (Answer(401, {"error": "AuthFactorTokenRequired"}), Unavailable),
    ],
)
def test_log_in_that_fails_sends_nothing(channel, server, answer, error):
    answering(server, LOG_IN, answer)

    with pytest.raises(error):
        channel.publish(a_dispatch())

    assert PUT not in server.asked


def test_many_posts_log_in_once(channel, server):
    for number in range(5):
        channel.publish(a_dispatch(key=f"post-{number}"))

    assert server.asked.count(LOG_IN) == 1


def test_session_that_ran_out_is_renewed_without_the_password(channel, lab, server):
    channel.publish(a_dispatch())
    lab.stand_in.expire()

    channel.publish(a_dispatch(key="post-2"))

    assert (server.asked.count(LOG_IN), server.asked.count(RENEW), len(lab.live())) == (1, 1, 2)


def test_session_that_cannot_be_renewed_is_begun_anew(channel, lab, server):
    channel.publish(a_dispatch())
    lab.stand_in.expire(renewals=True)

    channel.publish(a_dispatch(key="post-2"))

    assert (server.asked.count(LOG_IN), len(lab.live())) == (2, 2)


def test_session_that_ran_out_under_many_threads_is_renewed_once(channel, lab, server):
    channel.publish(a_dispatch())
    lab.stand_in.expire()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: channel.publish(a_dispatch(key=f"more-{number}")), range(8)))

    assert (server.asked.count(RENEW), server.asked.count(LOG_IN), len(lab.live())) == (1, 1, 9)


def test_changed_password_begins_a_session_of_its_own(channel, lab):
    channel.publish(a_dispatch())
    lab.credentials.secrets["app_password"] = "revoked"

    with pytest.raises(Unavailable, match="connect the channel again") as caught:
        channel.publish(a_dispatch(key="post-2"))

    assert (caught.value.stops, len(lab.live())) == (Stop.CREDENTIALS, 1)


def test_too_many_log_ins_are_waited_for(lab, server):
    lab.stand_in.logins_left = 0

    with pytest.raises(Unavailable) as caught:
        lab.open(server.url).publish(a_dispatch())

    assert (caught.value.wait, caught.value.stops) == (NOW + timedelta(minutes=5), None)


def test_missing_password_stops_the_channel(channel, lab):
    lab.credentials.secrets.clear()

    with pytest.raises(Unavailable, match="not connected") as caught:
        channel.publish(a_dispatch())

    assert caught.value.stops is Stop.CREDENTIALS


def test_secrets_are_in_no_error_and_in_no_log(channel, server, caplog):
    caplog.set_level(logging.DEBUG)
    answering(server, PUT, Answer(403, {"message": "no"}))

    with pytest.raises(Refused) as caught:
        channel.publish(a_dispatch())

    told = caplog.text + str(caught.value) + repr(channel._sessions._session)
    assert [secret for secret in ("abcd-efgh", "access-1", "renewal-1", "Bearer") if secret in told] == []
