"""The desk's own server over real sockets: slow clients, huge heads, and what it began when told to stop."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from comms.django.connections import MOST_HEAD_OCTETS, Connection
from comms.django.feed_places import PublicFeeds
from comms.django.open_first import OpenFirst
from comms.django.threads import Threads
from comms.feeds.files import publish
from tests.clients.server import serving

FEED = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
LARGE = b"x" * 5_000_000
PATH = "/feeds/un-days.en.ics"
ASKED = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n".encode()


def desk(environ, start_response):
    """Answer what was asked, as the desk would see it."""
    read = environ["wsgi.input"].read()
    told = {name: environ.get(name, "") for name in ("PATH_INFO", "HTTP_X_FORWARDED_FOR", "HTTP_COOKIE", "REMOTE_ADDR")}
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Desk", "yes")])
    return [f"{environ['REQUEST_METHOD']} {told} ".encode(), str(len(read)).encode()]


@pytest.fixture
def server(tmp_path):
    publish(tmp_path / "un-days.en.ics", FEED, datetime(2026, 11, 20, tzinfo=UTC))
    publish(tmp_path / "large.en.ics", LARGE, datetime(2026, 11, 20, tzinfo=UTC))
    application = OpenFirst(Threads(desk, 2, most=1_000_000), [PublicFeeds(tmp_path)])
    with serving(application) as address:
        yield address


@pytest.fixture
def ask(server):
    connection = http.client.HTTPConnection(*server, timeout=10)

    def asked(method, path, body=None, **headers):
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    yield asked
    connection.close()


def said(server, *parts):
    """Send *parts* as they are, and return all that is answered until the server closes."""
    with socket.create_connection(server, timeout=10) as client:
        for part in parts:
            client.sendall(part)
        octets = b""
        while part := client.recv(65_536):
            octets += part
        return octets


def test_feed_is_whole_and_named_by_its_headers(ask):
    status, headers, octets = ask("GET", PATH)

    assert (status, octets, headers["Content-Length"]) == (200, FEED, str(len(FEED)))
    assert {"Server", "Set-Cookie", "Transfer-Encoding", "Location"} & set(headers) == set()


def test_connection_is_kept_for_the_next_question(ask):
    tag = ask("GET", PATH)[1]["ETag"]

    answers = [ask("GET", PATH, If_None_Match=tag)[::2] for _ in range(3)]

    assert answers == [(304, b"")] * 3


def test_head_tells_what_get_would_and_sends_no_body(ask):
    got, head = ask("GET", PATH), ask("HEAD", PATH)

    wanted = ("ETag", "Content-Length", "Content-Type", "Last-Modified")
    assert [head[1][name] for name in wanted] == [got[1][name] for name in wanted]
    assert (head[0], head[2]) == (200, b"")


def test_head_of_a_desk_page_sends_no_body(ask):
    status, headers, octets = ask("HEAD", "/posts/")

    assert (status, headers["X-Desk"], octets) == (200, "yes", b"")


def test_accept_encoding_in_two_lines_is_one(server):
    octets = said(server, ASKED + b"Accept-Encoding: br\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")

    assert b"\r\ncontent-encoding: gzip\r\n" in octets


def test_pipelined_questions_are_answered_in_their_order(server):
    page = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    octets = said(server, ASKED + b"\r\n" + page + ASKED + b"Connection: close\r\n\r\n")

    kinds = [b"VCALENDAR" in part for part in octets.split(b"HTTP/1.1 200 OK")[1:]]
    assert kinds == [True, False, True]


def test_feed_is_never_written_to(ask):
    status, headers, _ = ask("POST", PATH, b"BEGIN")

    assert (status, headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("size", [0, 10, 900_000])
def test_desk_reads_a_body_whole(ask, size):
    status, _, octets = ask("POST", "/posts/", b"y" * size)

    assert (status, octets.rpartition(b" ")[2]) == (200, str(size).encode())


def test_desk_refuses_a_body_beyond_its_limit(server):
    octets = said(server, b"POST /posts/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000001\r\n\r\n", b"y" * 1_000_001)

    assert octets.startswith(b"HTTP/1.1 413 ")


def test_desk_reads_a_body_in_chunks(server):
    octets = said(
        server,
        b"POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    )

    assert b" 5\r\n0\r\n" in octets


def test_path_reaches_the_desk_as_wsgi_has_it(ask):
    _, _, octets = ask("GET", "/caf%C3%A9%2Fx?q=1")

    assert b"'PATH_INFO': '/caf\xc3\x83\xc2\xa9/x'" in octets


def test_header_with_an_underscore_does_not_pass_for_another(server):
    octets = said(server, b"GET / HTTP/1.1\r\nHost: x\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n")

    assert (b"6.6.6.6" in octets, b"'REMOTE_ADDR': '127.0.0.1'" in octets) == (False, True)


def test_header_of_a_proxy_does_not_change_who_asks(ask):
    _, _, octets = ask("GET", "/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="https")

    assert b"'REMOTE_ADDR': '127.0.0.1'" in octets


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"], ids=["that has no end", "that is whole"])
def test_huge_head_is_refused(server, end):
    octets = said(server, ASKED + b"X-Long: " + b"a" * MOST_HEAD_OCTETS + end)

    assert octets.startswith(b"HTTP/1.1 400 ")


def test_huge_head_that_comes_in_parts_is_refused(server):
    octets = b""
    with socket.create_connection(server, timeout=10) as client, suppress(ConnectionError):
        for part in (ASKED, *[b"X-Long: " + b"a" * 1_000 + b"\r\n"] * 200, b"\r\n"):
            client.sendall(part)
        octets = client.recv(65_536)

    # Where the client was still writing, the network may lose the refusal; it never becomes an answer.
    assert octets[:13] in (b"HTTP/1.1 400 ", b"")


def test_head_of_browsers_with_many_cookies_is_taken(ask):
    status, _, _ = ask("GET", PATH, Cookie="a=" + "b" * 30_000)

    assert status == 200


def test_slow_clients_keep_no_one_from_the_desk(server, ask):
    slow = [socket.create_connection(server, timeout=10) for _ in range(40)]
    for number, client in enumerate(slow):
        start = b"POST /posts/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nyy" if number % 2 else b"GET /po"
        client.sendall(start)

    began = time.monotonic()
    statuses = [ask("GET", "/posts/")[0], ask("GET", PATH)[0]]

    assert (statuses, time.monotonic() - began < 2) == ([200, 200], True)
    for client in slow:
        client.close()


SILENT = {
    "that says nothing": b"",
    "that stops in its head": b"GET /fee",
    "that stops in its body": b"POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nyy",
}


@pytest.mark.parametrize("sent", SILENT.values(), ids=SILENT.keys())
def test_client_is_let_go(server, sent, monkeypatch):
    monkeypatch.setattr(Connection, "look_seconds", 0.2)

    with socket.create_connection(server, timeout=10) as client:
        client.sendall(sent)

        assert is_cut(client)


def is_cut(client):
    try:
        return client.recv(10) == b""
    except ConnectionResetError:
        return True


def test_client_that_trickles_its_head_is_let_go(server, monkeypatch):
    monkeypatch.setattr(Connection, "look_seconds", 0.2)
    sent = 0

    with socket.create_connection(server, timeout=10) as client, suppress(ConnectionError):
        for sent in range(100):  # noqa: B007 - how far it came is the result
            client.sendall(b"G")
            time.sleep(0.05)

    assert sent < 50


def test_client_that_reads_nothing_is_let_go(server, monkeypatch):
    monkeypatch.setattr(Connection, "look_seconds", 0.3)

    with socket.create_connection(server, timeout=10) as client:
        client.sendall(b"GET /feeds/large.en.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(1.5)
        with pytest.raises((ConnectionResetError, EOFError)):
            read_all(client, len(LARGE))


def test_client_that_reads_slowly_gets_all(server, monkeypatch):
    monkeypatch.setattr(Connection, "look_seconds", 0.3)

    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        client.settimeout(10)
        client.connect(server)
        client.sendall(b"GET /feeds/large.en.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        octets = read_all(client, len(LARGE), pause=0.01)

    assert octets.endswith(LARGE)


def read_all(client, size, pause=0.0):
    octets = b""
    while len(octets) < size:
        part = client.recv(65_536)
        if not part:
            raise EOFError
        octets += part
        time.sleep(pause)
    return octets + client.recv(65_536) if b"Connection: close" in octets else octets


SLOW_DESK = """
import sys, time
from comms.django.server import server_of
from comms.django.threads import Threads

def slow(environ, start_response):
    print("begun", flush=True)
    time.sleep(1)
    start_response("200 OK", [("Content-Length", "1000000")])
    return [b"z" * 1_000_000]

server_of(Threads(slow), "127.0.0.1", int(sys.argv[1])).run()
"""


def test_answer_that_has_begun_is_finished_when_told_to_stop():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    answers = []
    with subprocess.Popen([sys.executable, "-c", SLOW_DESK, str(port)], stdout=subprocess.PIPE, text=True) as desk_:
        client = threading.Thread(target=lambda: answers.append(ask_when_open(port)))
        client.start()
        desk_.stdout.readline()
        desk_.send_signal(signal.SIGTERM)
        client.join(timeout=20)
        desk_.wait(timeout=20)

    assert answers == [(200, 1_000_000)]


def ask_when_open(port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/")
        except ConnectionRefusedError:
            time.sleep(0.1)
            continue
        answer = connection.getresponse()
        return answer.status, len(answer.read())
    return None
