import io
import json
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.domain.answers import Refused, Unavailable
from comms.domain.message import Dispatch, Message, fingerprint
from comms.services.connecting import OnTrial
from tests.channels.labs import Pictures

NOW = datetime(2026, 12, 10, 9, 0, 7, tzinfo=UTC)
TEXT = "Día de los Derechos Humanos\n\nHoy: مياه 水 🏙️ Diq\u0301 <b>&amp;</b>"
PNG = b"\x89PNG picture"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "published" / "whatsapp"


@pytest.fixture
def pictures():
    return Pictures()


@pytest.fixture
def channel(folder, pictures):
    return opened(folder, pictures)


def opened(folder, pictures=None, **account):
    known = Account("whatsapp", "handoff", "our channel", folder=folder, **account)
    return kind("handoff").open(Opening(known, OnTrial({}), pictures or Pictures(), lambda: NOW))


def a_dispatch(text=TEXT, *, stamp=NOW, **changes):
    return Dispatch(Message("rights:es", "whatsapp", "our channel", "es", date(2026, 12, 10), text, **changes), stamp)


def held(folder):
    """Return what the only package holds, by the names in it."""
    (path,) = folder.glob("*.zip")
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_package_holds_all_of_the_post(channel, folder, pictures):
    dispatch = a_dispatch(link="https://un.org/es", image=pictures.keep(PNG), alt="Una plaza: مياه")

    channel.publish(dispatch)

    files = held(folder)
    assert list(files) == ["text.txt", "text.html", "image.png", "alt.txt", "metadata.json"]
    assert files["text.txt"].decode() == f"{TEXT}\n\nhttps://un.org/es\n"
    assert files["image.png"] == PNG
    assert files["alt.txt"].decode() == "Una plaza: مياه\n"
    assert json.loads(files["metadata.json"]) == {
        "key": "rights:es",
        "channel": "whatsapp",
        "account": "our channel",
        "language": "es",
        "day": "2026-12-10",
        "link": "https://un.org/es",
        "image": "image.png",
        "image_sha256": sha256(PNG).hexdigest(),
        "alt": "Una plaza: مياه",
        "fingerprint": fingerprint(dispatch.message),
        "prepared": "2026-12-10T09:00:07+00:00",
    }


def test_page_of_the_package_can_be_copied_from(channel, folder):
    channel.publish(a_dispatch())

    assert held(folder)["text.html"].decode() == (
        '<!DOCTYPE html>\n<html lang="es" dir="auto">\n<head>\n<meta charset="utf-8">\n'
        "<title>Día de los Derechos Humanos</title>\n</head>\n<body>\n<h1>Día de los Derechos Humanos</h1>\n"
        "<p>Hoy: مياه 水 🏙️ Diq\u0301 &lt;b&gt;&amp;amp;&lt;/b&gt;</p>\n</body>\n</html>\n"
    )


def test_package_without_a_picture_has_no_file_for_one(channel, folder):
    channel.publish(a_dispatch())

    assert list(held(folder)) == ["text.txt", "text.html", "metadata.json"]


def test_package_is_the_same_to_the_last_octet(tmp_path, pictures):
    dispatch = a_dispatch(image=pictures.keep(b"\xff\xd8\xff jpeg"), alt="Una plaza")
    made = []
    for name in ("one", "other"):
        opened(tmp_path / name, pictures).publish(dispatch)
        (path,) = (tmp_path / name).iterdir()
        made.append((path.name, path.read_bytes()))

    with zipfile.ZipFile(io.BytesIO(made[0][1])) as package:
        times = {entry.date_time for entry in package.infolist()}

    assert made[0] == made[1]
    assert times == {(2026, 12, 10, 9, 0, 6)}


def test_receipt_leads_to_the_file(channel, folder):
    receipt = channel.publish(a_dispatch())

    (path,) = folder.iterdir()
    assert (receipt.id, receipt.url) == (path.stem, f"/packages/whatsapp/{path.name}")
    assert channel.find(a_dispatch()) == receipt


def test_package_made_twice_is_there_once(channel, folder):
    first = channel.publish(a_dispatch())
    before = held(folder)

    assert channel.publish(a_dispatch(stamp=NOW.replace(hour=12))) == first
    assert held(folder) == before


def test_another_text_is_another_package(channel, folder):
    first = channel.publish(a_dispatch())

    second = channel.publish(a_dispatch("Otro"))

    assert sorted(path.stem for path in folder.iterdir()) == sorted([first.id, second.id])
    assert len({first.id, second.id}) == 2


def test_other_message_is_not_found(channel):
    channel.publish(a_dispatch())

    assert channel.find(a_dispatch("Otro")) is None


def test_picture_that_is_gone_makes_no_package(channel, folder):
    with pytest.raises(Refused, match="not in the library"):
        channel.publish(a_dispatch(image="ab" * 32, alt="Una plaza"))

    assert not folder.exists()


def test_text_that_is_too_long_makes_no_package(channel, folder):
    with pytest.raises(Refused, match="Hand-off package takes 20000 characters, this text has 20001"):
        channel.publish(a_dispatch("a" * 20_001))

    assert not folder.exists()


def test_link_is_left_out_where_posts_carry_none(folder):
    opened(folder, links=False).publish(a_dispatch(link="https://un.org/es"))

    assert held(folder)["text.txt"].decode() == f"{TEXT}\n"


def test_package_that_cannot_be_written_whole_is_not_there(channel, folder, monkeypatch):
    def breaks(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", breaks)
        with pytest.raises(Unavailable, match="cannot be written: No space left on device"):
            channel.publish(a_dispatch())

    assert (channel.find(a_dispatch()), list(folder.iterdir())) == (None, [])


def test_folder_that_cannot_be_used_is_told(tmp_path, channel):
    (tmp_path / "file").write_text("a file where a folder should be")
    broken = opened(tmp_path / "file" / "x")
    receipt = channel.publish(a_dispatch())

    for act in (broken.check, lambda: broken.publish(a_dispatch()), lambda: broken.withdraw(receipt)):
        with pytest.raises(Unavailable, match="the folder of the packages cannot be written"):
            act()


def test_package_that_is_taken_away_is_gone_and_takes_nothing_else_back(channel, folder):
    receipt = channel.publish(a_dispatch())

    channel.withdraw(receipt)
    channel.withdraw(receipt)

    assert (list(folder.iterdir()), channel.withdraws) == ([], False)


def test_check_says_what_it_makes_and_makes_nothing(channel, folder):
    assert (channel.check(), list(folder.iterdir())) == ("packages for a person to put on the web", [])
