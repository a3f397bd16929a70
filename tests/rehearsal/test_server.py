from datetime import UTC, datetime

import pytest

from comms.channels.http import Api
from comms.domain.answers import Unavailable, Uncertain
from comms.rehearsal.server import UNDONE, Answer, Fault, StandInServer

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)


@pytest.fixture
def server():
    with StandInServer(lambda _: Answer(201, {"id": "1"})) as running:
        yield running


def create(server, **changes):
    api = Api(server.url, lambda: NOW)
    reply = api.ask("POST", "/posts", creates=True, body={}, **changes)
    error = api.verdict(reply)
    if error:
        raise error
    return reply.json()


def read(server):
    api = Api(server.url, lambda: NOW)
    reply = api.ask("GET", "/posts")
    error = api.verdict(reply)
    if error:
        raise error
    return reply.json()


def test_answer_comes_as_it_was_given(server):
    assert create(server) == {"id": "1"}


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.TIME_OUT])
def test_lost_answer_of_a_creating_request_is_uncertain(server, fault):
    server.faults.append(fault)

    with pytest.raises(Uncertain):
        create(server)


def test_answer_that_does_not_come_in_time_is_uncertain(server):
    server.faults.append(Fault.TIME_OUT)

    with pytest.raises(Uncertain):
        create(server, time_left=iter([6.0, 1.0]).__next__)


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.TRUNCATED, Fault.HTML, Fault.ERROR_502])
def test_lost_answer_of_a_reading_request_is_unavailable(server, fault):
    server.faults.append(fault)
    server.is_hit = lambda asked: asked.method == "GET"
    with pytest.raises(Unavailable):
        read(server)


def test_server_that_is_not_there_is_unavailable(server):
    url = server.url
    server.stop()

    with pytest.raises(Unavailable):
        Api(url, lambda: NOW).ask("POST", "/posts", creates=True)


def test_creating_request_is_not_begun_without_time(server):
    with pytest.raises(Unavailable, match="too long"):
        create(server, time_left=lambda: 1.0)

    assert server.asked == []


def test_faults_that_undo_do_not_reach_the_stand_in():
    done = []

    def answer(asked):
        done.append(asked.path)
        return Answer(201, {})

    with StandInServer(answer) as server:
        for fault in sorted(UNDONE):
            server.faults.append(fault)
            with pytest.raises(Uncertain):
                create(server)

    assert done == []
