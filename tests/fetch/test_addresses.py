import re
from contextlib import suppress
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.fetch.addresses import FetchError, is_public, pinned, target_of

WEB = frozenset({80, 443})


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "ff02::1",
    ],
)
def test_address_of_a_network_of_one_s_own_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_address_of_the_open_internet_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "named"),
    [
        ("https://example.org", "example.org", 443, "/", "example.org"),
        ("http://EXAMPLE.org./a?b=ñ", "example.org", 80, "/a?b=%C3%B1", "example.org"),
        ("https://málaga.example/día", "xn--mlaga-xqa.example", 443, "/d%C3%ADa", "xn--mlaga-xqa.example"),
        ("http://[2606:4700::1111]:443/", "2606:4700::1111", 443, "/", "[2606:4700::1111]:443"),
    ],
)
def test_address_says_where_to_connect(url, host, port, path, named):
    found = target_of(url, ports=WEB)

    assert (found.host, found.port, found.path, found.named) == (host, port, path, named)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/", "is not a web address"),
        ("file:///etc/passwd", "is not a web address"),
        ("gopher://example.org:80/", "is not a web address"),
        ("example.org", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://a..b/", "is not a web address"),
        ("https://[::1/", "is not a web address"),
        ("https://example.org/\r\nHost: x", "is not a web address"),
        ("https://example.org/" + "x" * 3_000, "is not a web address"),
        ("https://user:secret@example.org/", "holds a name or a password"),
        ("https://example.org:8080/", "asks for port 8080; only 80, 443 may be asked"),
        ("https://example.org:0/", "asks for port 0"),
        ("https://example.org:99999/", "is not a web address"),
    ],
)
def test_address_that_may_not_be_asked_is_refused_in_words(url, words):
    with pytest.raises(FetchError, match=words):
        target_of(url, ports=WEB)


@pytest.mark.parametrize(
    ("found", "words"),
    [([], "is not known"), (["127.0.0.1"], "open Internet"), (["8.8.8.8", "10.0.0.1"], "open Internet")],
)
def test_host_with_one_address_that_is_not_public_is_refused(found, words):
    with pytest.raises(FetchError, match=words):
        pinned(target_of("https://example.org", ports=WEB), found, allowed=is_public)


def test_first_public_address_is_used():
    target = target_of("https://example.org", ports=WEB)

    assert pinned(target, ["8.8.8.8", "2606:4700::1111"], allowed=is_public) == "8.8.8.8"


@given(st.text())
def test_any_text_is_an_address_or_is_refused(text):
    target = None
    with suppress(FetchError):
        target = target_of(text, ports=WEB)

    assert target is None or (target.path.isascii() and not re.search(r"\s", target.path + target.host))
