"""Notices are handed to a real mail server on this machine."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from comms.mail.post_office import Letter, NotTakenError, PostOffice

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
LETTER = Letter(
    "press@example.org", "stop:x:1", "fr", "X est arrêté : à reconnecter", "Élan & “mots”.\n\nhttps://a.org"
)


class Box:
    """A mail server's end: it keeps what it takes, or answers *says* instead."""

    def __init__(self, says="250 taken"):
        self.taken, self.says = [], says

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        self.taken.append(envelope)
        return self.says


def server_of(box):
    """Begin a mail server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    return controller


@pytest.fixture
def served():
    running = []

    def begin(box):
        running.append(server_of(box))
        return PostOffice("desk@example.org", "127.0.0.1", running[-1].port, "none")

    yield begin
    for controller in running:
        controller.stop()


def test_notice_arrives_as_it_was_written(served):
    box = Box()

    served(box).send(LETTER, now=NOW)

    (envelope,) = box.taken
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.org", ["press@example.org"])
    assert (message["Subject"], message["Content-Language"]) == (LETTER.subject, "fr")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n").strip() == LETTER.text


def test_notice_that_is_tried_again_is_known_as_the_same(served):
    box = Box()
    office = served(box)

    office.send(LETTER, now=NOW)
    office.send(LETTER, now=NOW)

    first, second = (message_from_bytes(one.content)["Message-ID"] for one in box.taken)
    assert first == second


@pytest.mark.parametrize("says", ["451 later", "550 no such person"])
def test_notice_that_the_server_turns_away_was_not_taken(served, says):
    with pytest.raises(NotTakenError, match="the notice was not taken"):
        served(Box(says)).send(LETTER, now=NOW)


def test_server_without_tls_is_given_nothing_that_needs_it(served):
    box = Box()
    plain = served(box)

    with pytest.raises(NotTakenError):
        PostOffice(plain.sender, plain.server, plain.port, "starttls", "user", "secret").send(LETTER, now=NOW)

    assert box.taken == []


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_server_that_is_not_there_takes_nothing(security):
    with pytest.raises(NotTakenError) as caught:
        PostOffice("desk@example.org", "127.0.0.1", 9, security, "user", "secret").send(LETTER, now=NOW)

    assert "secret" not in str(caught.value)
