from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.channels.bluesky_record import record, record_key
from comms.domain.message import Dispatch, Message

STAMP = datetime(2026, 12, 10, 9, 0, 0, 123_456, tzinfo=UTC)


def a_dispatch(text="Today", *, key="post-1", stamp=STAMP, **changes):
    message = Message(key, "bluesky", "rights.example.org", "en", date(2026, 12, 10), text, **changes)
    return Dispatch(message, stamp)


def marked(text):
    """Return what is marked in *text* by its bytes, and as what."""
    return [
        (
            text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(),
            facet["features"][0].get("uri") or "#" + facet["features"][0]["tag"],
        )
        for facet in record(a_dispatch(text)).get("facets", [])
    ]


def test_plain_post_is_these_fields():
    assert record(a_dispatch("Hoy, día. مياه 🏙️")) == {
        "$type": "app.bsky.feed.post",
        "text": "Hoy, día. مياه 🏙️",
        "createdAt": "2026-12-10T09:00:00.123Z",
        "langs": ["en"],
    }


def test_record_is_dated_when_it_is_sent_and_stays_at_its_place():
    later = replace(a_dispatch(), dated=STAMP + timedelta(days=6))

    assert record(later)["createdAt"] == "2026-12-16T09:00:00.123Z"
    assert record_key(later) == record_key(a_dispatch())


def test_key_is_the_same_at_every_attempt():
    assert record_key(a_dispatch()) == record_key(a_dispatch("Other words"))


def test_key_is_a_tid_that_tells_the_second_of_the_stamp():
    number = 0
    for letter in record_key(a_dispatch()):
        number = number * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(letter)

    assert (number >> 10) // 1_000_000 == int(STAMP.timestamp())


def test_a_thousand_posts_of_one_instant_have_a_thousand_keys():
    assert len({record_key(a_dispatch(key=f"post-{number}")) for number in range(1_000)}) == 1_000


def test_post_that_is_sent_again_has_another_key():
    again = a_dispatch(stamp=STAMP + timedelta(days=1))

    assert record_key(again) != record_key(a_dispatch())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No mark here, not even # or http", []),
        ("See https://un.org/en.", [("https://un.org/en", "https://un.org/en")]),
        ("(https://un.org/en)", [("https://un.org/en", "https://un.org/en")]),
        ("https://un.org/wiki/Day_(UN)", [("https://un.org/wiki/Day_(UN)",) * 2]),
        ("«https://un.org/día»", [("https://un.org/día",) * 2]),
        ("Día 🏙️ #DerechosHumanos, hoy", [("#DerechosHumanos", "#DerechosHumanos")]),
        ("👩🏽‍🚒 #水 https://un.org #مياه!", [("#水", "#水"), ("https://un.org",) * 2, ("#مياه", "#مياه")]),
        ("#2026 is no tag, #Goal11 is, C# is not", [("#Goal11", "#Goal11")]),
        ("https://un.org/#part", [("https://un.org/#part",) * 2]),
        ("#" + "a" * 65, []),
    ],
)
def test_links_and_tags_are_marked_by_their_bytes(text, expected):
    assert marked(text) == expected


def test_card_says_no_word_that_nobody_approved():
    made = record(a_dispatch(), link="https://un.org/en/")

    assert made["embed"] == {
        "$type": "app.bsky.embed.external",
        "external": {"uri": "https://un.org/en/", "title": "un.org/en", "description": ""},
    }


def test_card_is_called_as_it_was_approved():
    made = record(a_dispatch(title="Human Rights Day"), link="https://un.org/en/")

    assert made["embed"]["external"] == {"uri": "https://un.org/en/", "title": "Human Rights Day", "description": ""}


def test_picture_goes_before_the_card():
    made = record(a_dispatch(alt="A square"), picture={"size": 3}, link="https://un.org/en/")

    assert made["embed"] == {
        "$type": "app.bsky.embed.images",
        "images": [{"image": {"size": 3}, "alt": "A square"}],
    }
