"""The card of a post's link: what it is called, in words that the post says anyway."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NAME = re.compile(r"(initiative:[^:]+:title|event:[^:]+:name|observance:[^:]+:name)\b")
_ORDER = ("initiative", "event", "observance")
_LONGEST = 200


def card_title(text: str, link: str, sentences: Iterable[Mapping[str, Any]]) -> str:
    """Return the name of what *link* is about, as *text* has it; the address itself where the text does not name it.

    So no word is on the card which nobody reads in the text, and none is taken from the page behind the link.
    """
    facts = [fact for sentence in sentences for fact in sentence["facts"]]
    owner = next((_owner(fact) for fact in facts if fact["text"] == link), "")
    named = sorted(
        (fact for fact in facts if _NAME.match(fact["field"]) and fact["text"] and fact["text"] in text),
        key=lambda fact: _ORDER.index(fact["field"].partition(":")[0]),
    )
    found = next((fact["text"] for fact in named if owner in {"", _owner(fact)}), "")
    return found if 0 < len(found) <= _LONGEST else without_scheme(link)[:_LONGEST]


def _owner(fact: Mapping[str, Any]) -> str:
    """Return the entry that holds a fact, as “event:congress”."""
    return ":".join(str(fact["field"]).split(":")[:2])


def without_scheme(link: str) -> str:
    """Return an address as people say it."""
    return link.partition("://")[2].rstrip("/") or link
