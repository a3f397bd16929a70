"""What people paste as the link of a post, and what other posts are proven by already."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from comms.channels.kinds import kind
from comms.channels.links import path_on
from comms.channels.opening import Account, Opening
from comms.domain.message import Dispatch, Message, Receipt
from comms.services.connecting import OnTrial
from tests.channels.labs import LABS, Pictures

NOW = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
BY_WORDS = ("x", "linkedin", "mastodon", "telegram")


def opened(name, account, server=""):
    return kind(name).open(Opening(Account(name, name, account, server=server), OnTrial({}), Pictures(), lambda: NOW))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://X.com/i/status/1/", "/i/status/1"),
        ("http://www.x.com/a%20b", "/a b"),
        ("https://x.com.evil.example/i/status/1", None),
        ("https://evil.example/x.com/i/status/1", None),
        ("https://x.com@evil.example/i/status/1", None),
        ("ftp://x.com/i/status/1", None),
        ("https://[x.com/i/status/1", None),
        ("x.com/i/status/1", None),
    ],
)
def test_address_is_on_a_host_or_nowhere(url, path):
    assert path_on(url, "x.com", "https://x.example", "") == path


@pytest.mark.parametrize(
    ("name", "account", "url", "id_"),
    [
        ("x", "hrcities", "https://x.com/hrcities/status/12", "12"),
        ("x", "@HRcities", "https://twitter.com/hrcities/status/12/photo/1", "12"),
        ("x", "hrcities", "https://x.com/i/web/status/12", "12"),
        ("x", "hrcities", "https://x.com/other/status/12", None),
        ("x", "hrcities", "https://x.com/hrcities", None),
        ("x", "hrcities", "https://example.org/hrcities/status/12", None),
        ("linkedin", "5025", "https://www.linkedin.com/feed/update/urn:li:share:7/", "urn:li:share:7"),
        ("linkedin", "5025", "https://www.linkedin.com/posts/noc_day-activity-71-aBcD?utm=1", "urn:li:activity:71"),
        ("linkedin", "5025", "https://www.linkedin.com/company/5025/", None),
        ("linkedin", "5025", "https://example.org/feed/update/urn:li:share:7/", None),
        ("telegram", "@noc", "https://t.me/NOC/7", "7"),
        ("telegram", "@noc", "https://t.me/s/noc/7", "7"),
        ("telegram", "-1001234", "https://t.me/c/1234/7", "7"),
        ("telegram", "@noc", "https://t.me/other/7", None),
        ("telegram", "@noc", "https://t.me/noc", None),
    ],
)
def test_address_of_a_post_names_it_on_its_own_account_only(name, account, url, id_):
    receipt = opened(name, account).receipt_at(url)

    assert (receipt and receipt.id) == id_


@pytest.mark.parametrize(
    ("path", "id_"), [("/@cities/114", "114"), ("/users/cities/statuses/114", "114"), ("/about", None), ("", None)]
)
def test_address_on_the_own_server_names_a_status(path, id_):
    channel = opened("mastodon", "cities@mastodon.example", "https://mastodon.example")

    receipt = channel.receipt_at(f"https://mastodon.example{path}")

    assert (receipt and receipt.id) == id_
    assert channel.receipt_at(f"https://other.example{path}") is None


def test_package_is_known_by_its_address_and_any_other_is_taken_as_it_is():
    channel = opened("handoff", "www")

    assert channel.receipt_at("/packages/handoff/a-post-12.zip").id == "a-post-12"
    assert channel.receipt_at("https://city.example/news/7") == Receipt("", "https://city.example/news/7")


@pytest.mark.parametrize("name", BY_WORDS)
def test_what_proves_another_post_is_never_found_for_this_one(name):
    lab = LABS[name](lambda: NOW)
    dispatch = Dispatch(Message("a-post", name, lab.name, "en", date(2026, 12, 10), "Water is a right"), NOW)
    with lab.serve() as server:
        channel = lab.open(server.url)
        other = channel.publish(dispatch)

        found = [channel.find(replace(dispatch, known=frozenset(known))) for known in ({}, {other.id}, {other.url})]

    assert found == [other, None, None]


@pytest.mark.parametrize("name", BY_WORDS)
def test_address_that_a_channel_gave_leads_back_to_the_post(name):
    lab = LABS[name](lambda: NOW)
    dispatch = Dispatch(Message("a-post", name, "noc", "en", date(2026, 12, 10), "Water is a right"), NOW)
    with lab.serve() as server:
        channel = lab.open(server.url)
        receipt = channel.publish(dispatch)

        assert channel.receipt_at(receipt.url).id == receipt.id
