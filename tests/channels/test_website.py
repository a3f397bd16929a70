import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.channels.website import records
from comms.domain.answers import Refused, Unavailable, Uncertain
from comms.domain.message import Dispatch, Message
from comms.services.connecting import OnTrial
from tests.channels.labs import Pictures

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
KEY = "human-rights-2026:told:website:es"
NAME = "human-rights-2026-told-website-es-dd805e13"
TEXT = "Día de los Derechos Humanos\n\nHoy: مياه 水 🏙️ Diq\u0301 <b>&amp;</b>"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "published" / "website"


@pytest.fixture
def pictures():
    return Pictures()


@pytest.fixture
def channel(folder, pictures):
    return opened(folder, pictures)


def opened(folder, pictures=None, **account):
    return kind("website").open(
        Opening(
            Account("website", "website", "www", folder=folder, **account),
            OnTrial({}),
            pictures or Pictures(),
            lambda: NOW,
        )
    )


def a_dispatch(text=TEXT, *, key=KEY, **changes):
    return Dispatch(Message(key, "website", "www", "es", date(2026, 12, 10), text, **changes), NOW)


def test_post_is_kept_word_for_word(channel, folder):
    channel.publish(a_dispatch(link="https://un.org/es"))

    assert json.loads((folder / f"{NAME}.json").read_text(encoding="utf-8")) == {
        "key": KEY,
        "language": "es",
        "day": "2026-12-10",
        "text": TEXT,
        "link": "https://un.org/es",
        "picture": "",
        "alt": "",
        "published": "2026-12-10T09:00:00+00:00",
    }


@pytest.mark.parametrize(("server", "home"), [("", ""), ("https://cities.example.org/", "https://cities.example.org")])
def test_receipt_leads_to_the_page_that_will_be_there(folder, server, home):
    receipt = opened(folder, server=server).publish(a_dispatch())

    assert (receipt.id, receipt.url) == (NAME, f"{home}/public/es/news/{NAME}.html")


def test_post_published_twice_is_there_once(channel, folder):
    first = channel.publish(a_dispatch())
    before = (folder / f"{NAME}.json").read_bytes()
    later = Dispatch(a_dispatch().message, NOW.replace(hour=12))

    assert channel.publish(later) == first == channel.find(later)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(f"{NAME}.json", before)]


def test_another_text_never_takes_the_place_of_a_public_one(channel, folder):
    channel.publish(a_dispatch())

    with pytest.raises(Uncertain, match="other words are public under this post's name: "):
        channel.publish(a_dispatch("Otro"))

    assert [one.text for one in records(folder)] == [TEXT]
    with pytest.raises(Uncertain, match="other words are public under this post's name: "):
        channel.find(a_dispatch("Otro"))


def test_address_of_a_page_names_its_record(channel):
    receipt = channel.publish(a_dispatch())

    assert channel.receipt_at(receipt.url) == receipt
    assert channel.receipt_at("https://elsewhere.example/public/es/news/a.html") is None


def test_picture_is_kept_beside_the_post_with_its_alternative_text(channel, folder, pictures):
    image = pictures.keep(b"\x89PNG picture")

    channel.publish(a_dispatch(image=image, alt="Una plaza"))

    (record,) = records(folder)
    assert (record.picture, record.alt, (folder / record.picture).read_bytes()) == (
        f"{image}.png",
        "Una plaza",
        b"\x89PNG picture",
    )


def test_picture_that_is_gone_publishes_nothing(channel, folder):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="Una plaza"))

    assert not folder.exists()


def test_text_that_is_too_long_is_not_published(channel, folder):
    with pytest.raises(Refused, match="Website takes 20000 characters, this text has 20001"):
        channel.publish(a_dispatch("a" * 20_001))

    assert not folder.exists()


def test_link_is_left_out_where_posts_carry_none(folder):
    opened(folder, links=False).publish(a_dispatch(link="https://un.org/es"))

    assert [one.link for one in records(folder)] == [""]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_post_that_cannot_be_written_whole_is_not_there(channel, folder, monkeypatch, step):
    def breaks(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync" if step == "fsync" else "pathlib.Path.replace", breaks)
        with pytest.raises(Unavailable, match="cannot be read or written: No space left on device"):
            channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()), list(folder.iterdir())) == (None, [])


def test_withdrawn_post_is_gone_also_the_second_time(channel, folder):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert (channel.find(a_dispatch()), list(records(folder))) == (None, [])


def test_withdrawn_post_may_be_sent_anew_in_other_words(channel, folder):
    channel.withdraw(channel.publish(a_dispatch()))

    channel.publish(a_dispatch("Otro"))

    assert [one.text for one in records(folder)] == ["Otro"]


@pytest.mark.parametrize("content", ["{", "[]", '{"key": "x"}'])
def test_record_that_cannot_be_read_says_nothing_of_what_is_public(channel, folder, content):
    channel.publish(a_dispatch())
    (folder / f"{NAME}.json").write_text(content)

    for act in (channel.find, channel.publish):
        with pytest.raises(Unavailable, match="cannot be read or written"):
            act(a_dispatch())


def test_folder_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "published").write_text("a file where a folder should be")
    channel = opened(tmp_path / "published" / "website")
    receipt = opened(Path(tmp_path / "other")).publish(a_dispatch())

    for act in (channel.check, lambda: channel.publish(a_dispatch()), lambda: channel.withdraw(receipt)):
        with pytest.raises(Unavailable):
            act()


def test_check_says_whom_it_speaks_for_and_publishes_nothing(channel, folder):
    assert (channel.check(), list(folder.iterdir())) == ("the public pages of this site", [])


def test_record_tells_its_name_and_its_time(channel, folder):
    channel.publish(a_dispatch())

    assert [(one.name, one.at) for one in records(folder)] == [(NAME, NOW)]
