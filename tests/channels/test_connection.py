import socket
import threading
import time
from contextlib import contextmanager

import pytest

from comms.channels.http import Api, plain_session
from comms.domain.answers import Unavailable, Uncertain
from comms.rehearsal.server import Answer, StandInServer
from tests.channels.tls import certificate, tls_server
from tests.rows import MORNING


def api_of(url, trusted=None):
    session = plain_session()
    session.verify = str(trusted) if trusted else True
    return Api(url, now=lambda: MORNING, session=session)


def bad_record(wrapped):
    raw = socket.socket(fileno=wrapped.detach())
    raw.sendall(b"\x17\x03\x03\x00\x20" + b"\x00" * 32)
    raw.close()


def half_an_answer(wrapped):
    wrapped.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 40\r\n\r\n{")
    bad_record(wrapped)


@pytest.mark.parametrize("then", [bad_record, half_an_answer])
def test_tls_that_breaks_after_the_request_leaves_doubt(tmp_path, then):
    trusted = certificate(tmp_path)

    with tls_server(trusted, then) as (url, taken), pytest.raises(Uncertain):
        api_of(url, trusted).ask("POST", "/posts", body={"text": "Rights"}, creates=True)

    assert len(taken) == 1


def test_certificate_that_nobody_vouches_for_means_that_nothing_was_sent(tmp_path):
    with tls_server(certificate(tmp_path), bad_record) as (url, taken), pytest.raises(Unavailable):
        api_of(url).ask("POST", "/posts", body={"text": "Rights"}, creates=True)

    assert taken == []


def test_server_without_tls_means_that_nothing_was_sent():
    with listening(lambda raw: raw.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as url, pytest.raises(Unavailable):
        api_of(url.replace("http", "https")).ask("POST", "/posts", body={}, creates=True)


def test_nobody_listening_means_that_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(Unavailable):
        api_of(f"http://127.0.0.1:{port}").ask("POST", "/posts", body={}, creates=True)


@contextmanager
def listening(then):
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            raw, _ = listener.accept()
            with raw:
                raw.recv(65_536)
                then(raw)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join(5)


def trickled(*first):
    def send(raw):
        raw.sendall(b"".join(first))
        for _ in range(600):
            raw.sendall(b" ")
            time.sleep(0.05)

    return send


@pytest.mark.parametrize(
    "first",
    [
        (b"HTTP/1.1 201 Created\r\nContent-Length: 9000\r\n\r\n",),
        (b"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n",),
        (b"HTTP/1.1 201 Created\r\nX-Long:",),
    ],
    ids=["with a length", "without a length", "in its header"],
)
def test_answer_that_trickles_in_is_cut_at_the_deadline_and_leaves_doubt(first):
    with listening(trickled(*first)) as url:
        left = iter((9.0, 1.0))
        with pytest.raises(Uncertain):
            api_of(url).ask("POST", "/posts", body={}, creates=True, time_left=left.__next__)


def test_reading_that_takes_too_long_is_asked_again_later():
    with listening(trickled(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")) as url, pytest.raises(Unavailable):
        api_of(url).ask("GET", "/posts", time_left=lambda: 1.0)


def test_connection_that_was_in_time_serves_the_next_request():
    with StandInServer(lambda _: Answer(200, {"ok": True})) as server:
        api = api_of(server.url)
        found = [api.ask("GET", "/", time_left=lambda: 1.0).json()]
        time.sleep(1.2)
        found.append(api.ask("GET", "/", time_left=lambda: 1.0).json())

    assert found == [{"ok": True}] * 2
