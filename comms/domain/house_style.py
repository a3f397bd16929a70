"""How the house writes: its own words, known handles, and signs that screen readers stumble over."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import regex
from pydantic import Field

from comms.domain.written import Language, Line, Written

MOST_EMOJI = 3
_EMOJI = regex.compile(r"\p{Extended_Pictographic}")
# A family or a flag is one sign made of several.
_SIGN = regex.compile(r"\X")
_BULLET = regex.compile(r"(?m)^[ \t]*\p{Extended_Pictographic}")
# Letters that mathematicians and typesetters need: here they only dress words up, and are read out sign by sign.
_DRESSED = regex.compile(r"[\U0001D400-\U0001D7FF\u24B6-\u24E9\U0001F130-\U0001F189\uFF21-\uFF5A]{2,}")
_HANDLE = re.compile(r"(?<![\w.@/])@([\w.-]*\w)")
# “Mayors for Peace” is a network and “Mayor of Vienna” a role: only a name behind the role tells of a person.
_ELECTED = regex.compile(
    r"\b(?:[Mm]ayor|[Dd]eputy [Mm]ayor|[Cc]ouncill?or|[Gg]overnor|[Ss]enator|[Mm]inister|[Pp]resident"
    r"|[Aa]lcalde(?:sa)?|[Cc]oncejal(?:a)?|[Rr]egidor(?:a)?|[Gg]obernador(?:a)?|[Mm]inistr[oa]|[Pp]residenta?"
    r"|[Mm]aire|[Mm]airesse|[Cc]onseill(?:er|ère)|[Gg]ouverneure?|[Mm]inistre|[Pp]résidente?)"
    r"[ \u00a0](?:(?:Mr|Ms|Mrs|Dr|M|Mme|Sr|Sra|D|Dña)\.?[ \u00a0])?\p{Lu}\p{Ll}+(?:[ \u00a0-]\p{Lu}\p{Ll}+)+"
)


class HouseWord(Written):
    """A word of the house in one language, or in every one: what to write, and what people write instead."""

    write: Line
    never: Annotated[tuple[Line, ...], Field(min_length=1)]
    language: Language | None = None


def foreign_words(text: str, language: str, words: Iterable[HouseWord]) -> Iterator[tuple[str, str]]:
    """Yield each word of *text* that the house writes otherwise, and how it writes it."""
    for one in words:
        if one.language in {None, language}:
            for wrong in one.never:
                if re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", _without(text, one.write), re.IGNORECASE):
                    yield wrong, one.write


def _without(text: str, right: str) -> str:
    """Return *text* without what is right, which may hold what is wrong within it."""
    return re.sub(rf"(?<!\w){re.escape(right)}(?!\w)", " ", text)


def unknown_handles(text: str, known: Iterable[str]) -> Iterator[str]:
    """Yield each handle of *text* that nobody has looked up."""
    checked = {one.removeprefix("@").casefold() for one in known}
    for found in dict.fromkeys(_HANDLE.findall(text)):
        if found.casefold() not in checked:
            yield f"@{found}"


def bullets_of_emoji(text: str) -> bool:
    """Tell whether several lines of *text* begin with an emoji."""
    return len(_BULLET.findall(text)) > 1


def count_of_emoji(text: str) -> int:
    """Return how many emoji *text* holds."""
    return sum(1 for sign in _SIGN.findall(text) if _EMOJI.search(sign))


def dressed_letters(text: str) -> str:
    """Return the first letters that are dressed up as bold, italic or in circles."""
    found = _DRESSED.search(text)
    return found[0] if found else ""


def elected_person(text: str) -> str:
    """Return the first person that *text* names with an office; people change, roles stay."""
    found = _ELECTED.search(text)
    return found[0] if found else ""
