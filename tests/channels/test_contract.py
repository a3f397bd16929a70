"""What every channel keeps to, the fake one too."""

from datetime import date

import pytest

from comms.channels.pretend import Pretend
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Message
from tests.fakes import FakeChannel

CHANNELS = {
    "fake": lambda _: FakeChannel(),
    **{f"pretend {kind}": lambda folder, kind=kind: Pretend(kind, folder) for kind in CHANNEL_RULES},
}


@pytest.fixture(params=CHANNELS)
def channel(request, tmp_path):
    return CHANNELS[request.param](tmp_path)


def a_message(**changes):
    fields = {
        "key": "water-2027:told:x:es",
        "channel": "x",
        "account": "noc",
        "language": "es",
        "day": date(2027, 3, 22),
        "text": "Hoy, 22 de marzo: Día Mundial del Agua. مياه 🏙️",
    }
    return Message(**(fields | changes))


def test_channel_finds_what_it_published(channel):
    receipt = channel.publish(a_message())

    assert channel.find(a_message()) == receipt


def test_channel_finds_nothing_before_it_published(channel):
    assert channel.find(a_message()) is None


def test_channel_asked_twice_keeps_one_copy(channel):
    first = channel.publish(a_message())

    second = channel.publish(a_message())

    assert second == first


def test_channel_tells_two_messages_apart(channel):
    channel.publish(a_message())

    assert channel.find(a_message(key="water-2027:told:x:fr")) is None
