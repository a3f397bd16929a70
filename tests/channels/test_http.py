from datetime import UTC, datetime, timedelta

import pytest
import requests

from comms.channels.http import Api, Reply, broken, verdict
from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.rehearsal.server import Answer, Fault, StandInServer

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
IN_A_MINUTE = NOW + timedelta(minutes=1)


def meaning(status, *, creates, **headers):
    return told(
        verdict(
            Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, b"", creates), now=NOW
        )
    )


def told(error):
    if error is None:
        return None
    return (type(error), getattr(error, "wait", None), getattr(error, "stops", None))


@pytest.mark.parametrize(
    ("status", "creating", "reading"),
    [
        (200, None, None),
        (201, None, None),
        (204, None, None),
        (301, (Refused, None, None), (Refused, None, None)),
        (302, (Uncertain, None, None), (Refused, None, None)),
        (303, (Uncertain, None, None), (Refused, None, None)),
        (307, (Refused, None, None), (Refused, None, None)),
        (400, (Refused, None, None), (Refused, None, None)),
        (401, (Unavailable, None, Stop.CREDENTIALS), (Unavailable, None, Stop.CREDENTIALS)),
        (402, (Unavailable, None, Stop.PAYMENT), (Unavailable, None, Stop.PAYMENT)),
        (403, (Refused, None, None), (Refused, None, None)),
        (404, (Refused, None, None), (Refused, None, None)),
        (408, (Uncertain, None, None), (Unavailable, None, None)),
        (409, (Refused, None, None), (Refused, None, None)),
        (413, (Refused, None, None), (Refused, None, None)),
        (422, (Refused, None, None), (Refused, None, None)),
        (425, (Uncertain, None, None), (Unavailable, None, None)),
        (426, (Unavailable, None, Stop.VERSION), (Unavailable, None, Stop.VERSION)),
        (429, (Unavailable, None, None), (Unavailable, None, None)),
        (500, (Uncertain, None, None), (Unavailable, None, None)),
        (502, (Uncertain, None, None), (Unavailable, None, None)),
        (503, (Uncertain, None, None), (Unavailable, None, None)),
        (504, (Uncertain, None, None), (Unavailable, None, None)),
    ],
)
def test_status_means_what_the_table_says(status, creating, reading):
    assert (meaning(status, creates=True), meaning(status, creates=False)) == (creating, reading)


@pytest.mark.parametrize("status", [429, 503])
def test_wish_to_be_left_alone_is_heard_where_nothing_was_done(status):
    assert meaning(status, creates=False, retry_after="60") == (Unavailable, IN_A_MINUTE, None)


@pytest.mark.parametrize("status", [500, 503])
def test_wish_to_be_left_alone_is_heard_also_where_something_may_have_been_done(status):
    assert meaning(status, creates=True, retry_after="60") == (Uncertain, IN_A_MINUTE, None)


@pytest.mark.parametrize(
    ("fault", "creating"),
    [
        (Fault.RESET, Uncertain),
        (Fault.TIME_OUT, Uncertain),
        (Fault.TRUNCATED, Uncertain),
        (Fault.UNDONE_RESET, Uncertain),
    ],
)
def test_answer_that_is_lost_leaves_doubt_after_creating_and_none_after_reading(fault, creating):
    found = []
    for creates in (True, False):
        with StandInServer(lambda _: Answer(200, {"ok": True})) as server:
            server.is_hit = lambda _: True
            server.faults.append(fault)
            left = iter((9.0, 1.0)) if creates else iter((1.0,))
            try:
                Api(server.url, now=lambda: NOW).ask("POST", "/", body={}, creates=creates, time_left=left.__next__)
            except (Uncertain, Unavailable) as error:
                found.append(type(error))

    assert found == [creating, Unavailable]


def test_success_without_json_leaves_doubt_after_creating_and_none_after_reading():
    found = []
    for creates in (True, False):
        try:
            Reply(200, {}, b"<html>", creates).json()
        except (Uncertain, Unavailable) as error:
            found.append(type(error))

    assert found == [Uncertain, Unavailable]


def test_answer_without_end_is_left_and_leaves_doubt():
    with StandInServer(lambda _: Answer(200, b" " * 2_100_000)) as server, pytest.raises(Uncertain):
        Api(server.url, now=lambda: NOW).ask("POST", "/", body={}, creates=True)


def test_creating_is_not_begun_where_no_time_is_left():
    with StandInServer(lambda _: Answer(200, {})) as server:
        with pytest.raises(Unavailable):
            Api(server.url, now=lambda: NOW).ask("POST", "/", body={}, creates=True, time_left=lambda: 2.0)

        assert server.asked == []


def test_redirect_is_never_followed():
    with StandInServer(lambda _: Answer(307, b"", {"Location": "http://127.0.0.1:9/"})) as server:
        reply = Api(server.url, now=lambda: NOW).ask("POST", "/", body={}, creates=True)

    assert (reply.status, server.asked) == (307, [("POST", "/")])


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.RESET, "the connection broke before the answer was whole"),
        (Fault.TRUNCATED, "the connection broke before the answer was whole"),
    ],
)
def test_broken_request_is_told_in_words(fault, words):
    with StandInServer(lambda _: Answer(200, {"done": True})) as server:
        server.faults.append(fault)
        with pytest.raises(Uncertain) as broken:
            Api(server.url, lambda: NOW).ask("POST", "/posts", creates=True, body={})

    assert str(broken.value) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (requests.ReadTimeout("Read timed out. (read timeout=20)"), "the server did not answer in time"),
        (requests.exceptions.SSLError("bad record mac"), "the secure connection to the server broke"),
        (requests.exceptions.ContentDecodingError("not gzip"), "the answer of the server cannot be read"),
        (requests.exceptions.ChunkedEncodingError("0 bytes"), "the connection broke before the answer was whole"),
    ],
)
def test_no_name_of_a_class_is_told_to_people(error, words):
    assert str(broken(error, creates=True)) == words


def test_server_that_nobody_reaches_is_told_in_words():
    with pytest.raises(Unavailable, match=r"^the server could not be reached$"):
        Api("http://127.0.0.1:1", lambda: NOW).ask("POST", "/posts", creates=True, body={})
