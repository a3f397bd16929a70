"""What those who lead or begin a day are called in a language; records write them in English, apart by semicolons.

A name is spelt out where few readers know its letters, so that nobody takes a union or a network for an agency.
"""

from typing import Literal

from comms.domain.bodies_of_un import UNITED_NATIONS
from comms.domain.other_bodies import OTHERS, REMARKS

_LANGUAGES = ("en", "es", "fr")
_NAMES = UNITED_NATIONS | OTHERS
Proclaimed = Literal["un", "agency", "joint", "others", "not-un"]


def lead_in(language: str, lead: str) -> str | None:
    """Return who leads a day, in *language*; None where one has no name in it, since half a list would mislead."""
    found = leaders_in(language, lead)
    if found is None:
        return None
    names, remarks = found
    who = ", ".join(names)
    return f"{who} ({', '.join(remarks)})" if remarks else who


def leaders_in(language: str, lead: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the names of those who lead a day and what is remarked on them, or None where one has no name."""
    parts = [part.strip() for part in lead.split(";") if part.strip()]
    named = [_in(language, part, _NAMES) for part in parts if part not in REMARKS]
    remarks = [_in(language, part, REMARKS) for part in parts if part in REMARKS]
    told = tuple(name for name in (*named, *remarks) if name)
    if not named or len(told) < len(parts):
        return None
    return told[: len(named)], told[len(named) :]


def _in(language: str, words: str, known: dict[str, tuple[str, str, str]]) -> str | None:
    """Return *words* of a record in *language*; English stands as it is written where nobody has spelt it out."""
    if words in known and language in _LANGUAGES:
        return known[words][_LANGUAGES.index(language)]
    return words if language == "en" else None


def proclaimed(official: str, body: str) -> Proclaimed:
    """Return who proclaimed a day: what the record says, unless its *body* is none, or not only one, of the UN."""
    found: dict[str, Proclaimed] = {"un": "un", "not-un": "not-un"}
    if official in found:
        return found[official]
    outside = [part in OTHERS for part in _bodies(body)]
    if outside and all(outside):
        return "others"
    return "joint" if any(outside) else "agency"


def proclaimers(language: str, body: str) -> tuple[str, str]:
    """Return the bodies of the UN that proclaimed a day, and the others; as the record has it without a name."""
    parts = _bodies(body)
    ours = [_in(language, part, _NAMES) or part for part in parts if part not in OTHERS]
    others = [_in(language, part, _NAMES) or part for part in parts if part in OTHERS]
    return ", ".join(ours), ", ".join(others)


def _bodies(body: str) -> list[str]:
    return [part.strip() for part in body.split("/") if part.strip()]
