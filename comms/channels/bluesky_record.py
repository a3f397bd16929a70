"""A message as a record of Bluesky (lexicon app.bsky.feed.post) and the key under which it is kept.

Both follow from the message, its stamp and its date alone, so that asking twice asks for the same bytes at one place.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import regex

from comms.domain.found_links import found_links
from comms.domain.link_card import without_scheme
from comms.domain.message import Dispatch

POST = "app.bsky.feed.post"
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
# As the official client finds tags: a sign after a blank, then anything but blanks, and not digits alone.
_INVISIBLE = r"\u00AD\u2060\u200A\u200B\u200C\u200D\u20e2"
_TAG = regex.compile(
    rf"(?<!\S)[#＃](?!\ufe0f)[^\s{_INVISIBLE}]*[^\d\s\p{{P}}{_INVISIBLE}]+[^\s{_INVISIBLE}]*",
)
_LONGEST_TAG = 64


def record_key(dispatch: Dispatch) -> str:
    """Return the post's TID: the second of the stamp, told apart from its neighbours by the message's key.

    A batch is stamped at one instant, so the microseconds and the clock's number come from the key.
    """
    digest = int.from_bytes(sha256(dispatch.message.key.encode()).digest()[:8], "big")
    microseconds = int(dispatch.stamp.timestamp()) * 1_000_000 + (digest >> 10) % 1_000_000
    number = microseconds << 10 | digest & 0x3FF
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def record(dispatch: Dispatch, *, picture: Any = None, link: str = "") -> dict[str, Any]:
    """Return the post with *picture*, a blob that was uploaded, else with a card for *link*, else plain."""
    message = dispatch.message
    made: dict[str, Any] = {
        "$type": POST,
        "text": message.text,
        "createdAt": _instant(dispatch.date),
        "langs": [message.language],
    }
    facets = sorted((*_links(message.text), *_tags(message.text)), key=lambda one: int(one["index"]["byteStart"]))
    if facets:
        made["facets"] = facets
    if picture:
        made["embed"] = {"$type": "app.bsky.embed.images", "images": [{"image": picture, "alt": message.alt}]}
    elif link:
        external = {"uri": link, "title": message.title or without_scheme(link), "description": ""}
        made["embed"] = {"$type": "app.bsky.embed.external", "external": external}
    return made


def _instant(stamp: datetime) -> str:
    return stamp.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _links(text: str) -> Iterator[dict[str, Any]]:
    for found in found_links(text):
        feature = {"$type": "app.bsky.richtext.facet#link", "uri": found.address}
        yield _facet(text, found.start, found.address, feature)


def _tags(text: str) -> Iterator[dict[str, Any]]:
    for found in _TAG.finditer(text):
        shown = regex.sub(r"\p{P}+$", "", found[0])
        tag = shown[1:]
        if tag and len(tag) <= _LONGEST_TAG:
            yield _facet(text, found.start(), shown, {"$type": "app.bsky.richtext.facet#tag", "tag": tag})


def _facet(text: str, start: int, shown: str, feature: dict[str, str]) -> dict[str, Any]:
    """Return a feature of a part of *text*, whose ends are counted in UTF-8 bytes."""
    begin = len(text[:start].encode())
    index = {"byteStart": begin, "byteEnd": begin + len(shown.encode())}
    return {"index": index, "features": [feature]}
