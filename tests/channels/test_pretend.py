import json

import pytest

from comms.channels.pretend import Pretend
from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import Receipt
from tests.channels.test_contract import a_dispatch


@pytest.fixture
def channel(tmp_path):
    return Pretend("x", tmp_path / "outbox")


def test_pretend_channel_keeps_exactly_what_it_would_have_sent(channel, tmp_path):
    channel.publish(a_dispatch(link="https://un.org/water"))

    kept = json.loads((tmp_path / "outbox/x/water-2027_told_x_es.json").read_text(encoding="utf-8"))
    assert kept == {
        "account": "noc",
        "alt": "",
        "channel": "x",
        "day": "2027-03-22",
        "image": "",
        "key": "water-2027:told:x:es",
        "language": "es",
        "link": "https://un.org/water",
        "text": "Hoy, 22 de marzo: Día Mundial del Agua. مياه 🏙️",
    }


def test_pretend_channel_refuses_what_the_real_one_would(channel):
    with pytest.raises(Refused, match="X takes 280 characters, this text has 281"):
        channel.publish(a_dispatch(text="a" * 281))


def test_pretend_channel_refuses_bytes_that_the_real_one_would(tmp_path):
    with pytest.raises(Refused, match="Bluesky takes 3000 bytes, this text has 3015; shorten it"):
        Pretend("bluesky", tmp_path).publish(a_dispatch(text="👩🏽‍🚒" * 201))


def test_pretend_channel_refuses_an_image_without_alternative_text(channel):
    with pytest.raises(Refused, match="no alternative text"):
        channel.publish(a_dispatch(image="ab" * 32))


def test_pretend_channel_never_replaces_a_public_text(channel):
    channel.publish(a_dispatch())

    with pytest.raises(Uncertain, match="other words are public under this post's name: /outbox/"):
        channel.publish(a_dispatch(text="Other words"))
    with pytest.raises(Uncertain, match="other words are public under this post's name: /outbox/"):
        channel.find(a_dispatch(text="Other words"))


def test_address_in_the_outbox_names_its_file_and_any_other_is_taken_as_it_is(channel):
    receipt = channel.publish(a_dispatch())

    assert channel.receipt_at(f"https://desk.example{receipt.url}").id == receipt.id
    assert channel.receipt_at("https://x.example/1") == Receipt("", "https://x.example/1")


def test_outbox_that_cannot_be_written_is_told_as_unavailable(tmp_path):
    (tmp_path / "outbox").write_text("a file where a folder should be")

    with pytest.raises(Unavailable, match="the outbox cannot be written"):
        Pretend("x", tmp_path / "outbox").publish(a_dispatch())


def test_receipt_leads_to_the_page_of_the_outbox(channel):
    assert channel.publish(a_dispatch()).url == "/outbox/x/water-2027_told_x_es/"
