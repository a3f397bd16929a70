"""Words of a text as matching compares them, each with its place in what was written."""

import re
import unicodedata
from dataclasses import dataclass

# A letter may be followed by its accents as marks of their own, as some keyboards write them.
_RUN = r"(?:[^\W_][\u0300-\u036f]*)+"
_DOTS = "·•‧∙⋅"
# Endings that inclusive writing hangs on a word: habitant·es, acteur-trices, habitant(e)s, vecinos/as.
_ENDING = "trices?|rices?|euses?|eures?|esses?|ières?|ères?|ives?|nes?|les?|tes?|ves?|es?|as?|os?|s"
_ENDED = re.compile(
    rf"(?P<base>{_RUN}(?:[{_DOTS}]{_RUN})*)"
    rf"(?:[./-](?P<hung>{_ENDING})(?:[.-](?P<more>s))?(?![\w@])"
    rf"|\((?P<held>{_ENDING})\)(?P<after>s?)(?![\w@])"
    rf"|(?P<at>@s?)(?![\w.]))?"
)
_DOTTED_ENDING = re.compile(rf"(?:{_ENDING})$")
_DOT = re.compile(f"[{_DOTS}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_JOINED_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word: folded for comparing, lower for its grammar, and where it stands in the text."""

    folded: str
    lower: str
    start: int
    end: int


def folded(text: str) -> str:
    """Return *text* in compatible characters, lower case and without the accents of Latin letters."""
    compatible = unicodedata.normalize("NFKC", text).casefold().translate(_JOINED_LETTERS)
    # Only Latin accents go: the marks of other scripts are letters to their readers.
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", compatible)))


def words(text: str) -> tuple[Word, ...]:
    """Return the words of *text* in order; inclusive French and Spanish forms count as their plain form."""
    return tuple(_word(found) for found in _ENDED.finditer(text))


def _word(found: re.Match[str]) -> Word:
    lower = _plain(found).lower()
    return Word(folded(lower), lower, found.start(), found.end())


def _plain(found: re.Match[str]) -> str:
    base = _without_dots(unicodedata.normalize("NFKC", found["base"]))
    if found["at"]:
        return base + found["at"].replace("@", "o")
    hung = (found["hung"] or found["held"] or "") + (found["more"] or found["after"] or "")
    return base + _plural(base, hung)


def _without_dots(base: str) -> str:
    """Return *base* without its middle dots: habitant·es is habitants, but the Catalan col·lectiu is collectiu."""
    first, *rest = _DOT.split(base)
    hung = [part for part in rest if _DOTTED_ENDING.match(part.lower())]
    inside = "".join(part for part in rest if part not in hung)
    return first + inside + _plural(first + inside, "".join(hung))


def _plural(base: str, ending: str) -> str:
    return "s" if ending.lower().endswith("s") and not base.lower().endswith(("s", "x", "z")) else ""
