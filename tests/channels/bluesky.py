"""Bluesky in tests: a stand-in, a channel that speaks to it, and what is said."""

from datetime import UTC, date, datetime

import pytest

from comms.domain.message import Dispatch, Message
from tests.channels.labs import BlueskyLab

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
PUT = ("POST", "/xrpc/com.atproto.repo.putRecord")
LOG_IN = ("POST", "/xrpc/com.atproto.server.createSession")


@pytest.fixture
def lab():
    return BlueskyLab(lambda: NOW)


@pytest.fixture
def server(lab):
    with lab.serve() as running:
        running.is_hit = lambda asked: (asked.method, asked.path) == PUT
        yield running


@pytest.fixture
def channel(lab, server):
    return lab.open(server.url)


def a_dispatch(text="Today is #HumanRightsDay. https://un.org/en", **changes):
    fields = {"key": "post-1", "language": "en"} | changes
    return Dispatch(
        Message(channel="bluesky", account="rights.example.org", day=date(2026, 12, 10), text=text, **fields), NOW
    )


def answering(server, place, answer):
    """Let the server answer so at one place."""
    usual = server.answer
    server.answer = lambda asked: answer if (asked.method, asked.path) == place else usual(asked)
