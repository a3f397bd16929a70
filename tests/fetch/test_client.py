import socket
from time import monotonic, sleep

import pytest

from comms.fetch.addresses import FetchError
from comms.fetch.client import Client, Limits, resolved
from tests.fetch.hosts import a_host, answer


def a_client(port, **limits):
    """Return a client that may ask this machine on *port*, under whatever name."""
    values = Limits(**({"ports": frozenset({80, 443, port}), "seconds": 5} | limits))
    return Client(values, allowed=lambda _: True, resolve=lambda _: ["127.0.0.1"])


def test_answer_is_read_whole_with_its_headers():
    with a_host(answer(b"BEGIN", ETag='"1"')) as (port, asked):
        found = a_client(port).get(f"http://example.org:{port}/a?x=1", {"If-None-Match": '"0"'})

    assert (found.status, found.body, found.headers["etag"]) == (200, b"BEGIN", '"1"')
    assert asked[0].splitlines()[0] == "GET /a?x=1 HTTP/1.1"
    assert {f"Host: example.org:{port}", 'If-None-Match: "0"', "Accept-Encoding: identity"} <= set(
        asked[0].splitlines()
    )


def test_post_sends_its_body_and_follows_nowhere():
    with a_host(answer(status="302 Found", Location="http://example.org/")) as (port, asked):
        found = a_client(port).post(f"http://example.org:{port}/hook", b"{}", {"Content-Type": "application/json"})

    assert (found.status, asked[0].endswith("{}"), len(asked)) == (302, True, 1)


def test_redirect_is_followed_and_says_where_it_led():
    with a_host(answer(status="301 Moved", Location="/new"), answer(b"there")) as (port, _):
        found = a_client(port).get(f"http://example.org:{port}/old")

    assert (found.body, found.url) == (b"there", f"http://example.org:{port}/new")


def test_redirects_end_after_three():
    with a_host(answer(status="302 Found", Location="/again")) as (port, asked):
        with pytest.raises(FetchError, match="leads on more than 3 times"):
            a_client(port).get(f"http://example.org:{port}/")

        assert len(asked) == 4


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "file:///etc/passwd", "http://db:5432/"],
)
def test_redirect_into_the_own_network_is_refused(location):
    with a_host(answer(status="302 Found", Location=location)) as (port, asked):
        names = {"example.org": ["127.0.0.1"], "db": ["10.0.0.5"]}
        first = iter([True])
        client = Client(
            Limits(ports=frozenset({80, 443, port})),
            allowed=lambda _: next(first, False),
            resolve=lambda host: names.get(host, [host]),
        )
        with pytest.raises(FetchError):
            client.get(f"http://example.org:{port}/")

        assert len(asked) == 1


def test_name_that_changes_its_address_is_asked_once_and_only_that_address_is_used():
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with a_host(answer()) as (port, _):
        client = Client(Limits(ports=frozenset({port})), allowed=lambda _: True, resolve=lambda _: next(answers))
        found = client.get(f"http://rebinding.example:{port}/")

    assert (found.status, next(answers)) == (200, ["10.0.0.1"])


def test_large_answer_is_not_read_to_its_end():
    with a_host(answer(b"x" * 500_000)) as (port, _), pytest.raises(FetchError, match="more than 1000 octets"):
        a_client(port, octets=1_000).get(f"http://example.org:{port}/")


def test_dripping_answer_is_cut_when_the_time_is_over():
    started = monotonic()
    with a_host(answer(b"x" * 1_000), drip=0.05) as (port, _), pytest.raises(FetchError, match="in time"):
        a_client(port, seconds=0.6).get(f"http://example.org:{port}/")

    assert monotonic() - started < 3


def test_slow_name_service_is_not_waited_for():
    def slow(_):
        sleep(0.5)
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="in time"):
        Client(Limits(seconds=0.05), resolve=slow).get("http://example.org/")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(b"half", Content_Length=100), "only a part"),
        (b"garbage\r\n\r\n", "no sound answer"),
        (answer(Content_Encoding="gzip"), "compressed"),
        (b"", "no sound answer"),
    ],
)
def test_broken_answer_is_told(given, words):
    with a_host(given) as (port, _), pytest.raises(FetchError, match=words):
        a_client(port).get(f"http://example.org:{port}/")


def test_host_that_does_not_listen_is_told():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(FetchError, match="no sound answer"):
        a_client(port).get(f"http://example.org:{port}/")


def test_plain_host_is_no_secure_one():
    with a_host(b"plain") as (port, _), pytest.raises(FetchError, match="no sound answer"):
        a_client(port).get(f"https://example.org:{port}/")


def test_this_machine_is_never_asked_unless_allowed():
    with pytest.raises(FetchError, match="not on the open Internet"):
        Client().get("http://127.0.0.1/")


def test_names_of_this_machine_resolve_and_nonsense_does_not():
    assert ("127.0.0.1" in resolved("localhost"), resolved("no such host.invalid")) == (True, [])
