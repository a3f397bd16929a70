"""What a post may be, as Bluesky's lexicon has it (app.bsky.feed.post), in the words of its own refusals."""

import re
from collections.abc import Iterator
from typing import Any

from comms.domain.channels import graphemes

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URI = re.compile(r"\w+:(?://)?[^\s/][^\s]*")
_LARGEST = 1_000_000
_MOST_LANGUAGES = 3


def fault_in(record: dict[str, Any]) -> str:
    """Return what is wrong with a record; empty where nothing is."""
    return next(_faults(record), "")


def _faults(record: dict[str, Any]) -> Iterator[str]:
    text = record.get("text")
    if record.get("$type") != "app.bsky.feed.post":
        yield "Invalid $type at $.record"
    if not isinstance(text, str):
        yield "Expected string value type at $.record.text"
        return
    yield from _too_long(text, 300, 3_000, "$.record.text")
    if not _INSTANT.fullmatch(str(record.get("createdAt"))):
        yield f'Invalid datetime (got "{record.get("createdAt")}") at $.record.createdAt'
    languages = record.get("langs", [])
    if not all(re.fullmatch(r"[a-z]{2,3}(-\w+)*", one) for one in languages):
        yield "Invalid language at $.record.langs"
    if len(languages) > _MOST_LANGUAGES:
        yield f"array too big (maximum {_MOST_LANGUAGES}) at $.record.langs"
    yield from _facets(record.get("facets", []))
    yield from _embed(record.get("embed"))


def _too_long(text: str, most: int, octets: int, where: str) -> Iterator[str]:
    if len(text.encode()) > octets:
        yield f"string too big (maximum {octets}, got {len(text.encode())}) at {where}"
    if graphemes(text) > most:
        yield f"grapheme too big (maximum {most}, got {graphemes(text)}) at {where}"


def _facets(facets: list[dict[str, Any]]) -> Iterator[str]:
    for at, facet in enumerate(facets):
        for name in ("byteStart", "byteEnd"):
            if not isinstance(facet.get("index", {}).get(name), int):
                yield f"Expected integer at $.record.facets[{at}].index.{name}"
        for feature in facet.get("features", []):
            where = f"$.record.facets[{at}].features[0]"
            if "tag" in feature:
                yield from _too_long(feature["tag"], 64, 640, f"{where}.tag")
            elif not _URI.fullmatch(feature.get("uri", "")):
                yield f'Invalid uri (got "{feature.get("uri")}") at {where}.uri'


def _embed(embed: dict[str, Any] | None) -> Iterator[str]:
    where = "$.record.embed"
    match embed:
        case None:
            return
        case {"$type": "app.bsky.embed.images", "images": [*images]}:
            for at, one in enumerate(images):
                if not isinstance(one.get("alt"), str):
                    yield f'Missing required key "alt" at {where}.images[{at}]'
                if one["image"]["size"] > _LARGEST:
                    size = one["image"]["size"]
                    yield f"blob too big (maximum {_LARGEST}, got {size}) at {where}.images[{at}].image"
        case {"$type": "app.bsky.embed.external", "external": {"uri": uri, "title": str(), "description": str()}}:
            if not _URI.fullmatch(uri):
                yield f'Invalid uri (got "{uri}") at {where}.external.uri'
        case _:
            yield f"Invalid embed at {where}"
