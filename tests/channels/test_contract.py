"""What every channel keeps to, the fake one too."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.channels.pretend import Pretend
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message
from comms.services.connecting import OnTrial
from tests.channels.labs import LABS, Pictures
from tests.fakes import FakeChannel

STAMP = datetime(2027, 3, 22, 8, tzinfo=UTC)

CHANNELS = {
    "fake": lambda _: FakeChannel(),
    **{f"pretend {kind}": lambda folder, kind=kind: Pretend(kind, folder) for kind in CHANNEL_RULES},
    **{kind: lambda folder, kind=kind: in_a_folder(kind, folder) for kind in ("website", "handoff")},
}


def in_a_folder(name, folder):
    """Return a channel that is made of files."""
    account = Account(name, name, "www", folder=folder)
    return kind(name).open(Opening(account, OnTrial({}), Pictures(), lambda: STAMP))


# These keep one copy of what they are asked twice: Mastodon by a key that no reader sees, hence not by its message.
BY_KEY = ("bluesky", "drupal", "wordpress")
ASKED_TWICE = (*BY_KEY, "mastodon")


@contextmanager
def opened(name, folder):
    if name in CHANNELS:
        yield CHANNELS[name](folder)
    else:
        lab = LABS[name](lambda: STAMP)
        with lab.serve() as server:
            yield lab.open(server.url)


@pytest.fixture(params=[*CHANNELS, *ASKED_TWICE])
def channel(request, tmp_path):
    with opened(request.param, tmp_path) as one:
        yield one


@pytest.fixture(params=[*CHANNELS, *BY_KEY])
def channel_by_key(request, tmp_path):
    with opened(request.param, tmp_path) as one:
        yield one


def a_dispatch(**changes):
    fields = {
        "key": "water-2027:told:x:es",
        "channel": "x",
        "account": "noc",
        "language": "es",
        "day": date(2027, 3, 22),
        "text": "Hoy, 22 de marzo: Día Mundial del Agua. مياه 🏙️",
    }
    return Dispatch(Message(**(fields | changes)), STAMP)


def test_channel_finds_what_it_published(channel):
    receipt = channel.publish(a_dispatch())

    assert channel.find(a_dispatch()) == receipt


def test_channel_finds_nothing_before_it_published(channel):
    assert channel.find(a_dispatch()) is None


def test_channel_asked_twice_keeps_one_copy(channel):
    first = channel.publish(a_dispatch())

    second = channel.publish(a_dispatch())

    assert second == first


def test_channel_tells_two_messages_apart(channel_by_key):
    channel_by_key.publish(a_dispatch())

    assert channel_by_key.find(a_dispatch(key="water-2027:told:x:fr")) is None


def test_channel_takes_back_what_it_published(channel):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)

    assert channel.find(a_dispatch()) is None


def test_channel_takes_back_twice_without_a_word(channel):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert channel.find(a_dispatch()) is None


def test_channel_says_whom_it_speaks_for(channel):
    assert channel.check()
