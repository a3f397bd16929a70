"""Words of a text as matching compares them, each with its place in what was written."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

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


class Word(NamedTuple):
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
    base, hung, more, held, after, at = found.groups("")
    return Word(*_forms(base, (hung or held) + (more or after), at), *found.span())


@lru_cache(maxsize=200_000)
def _forms(base: str, ending: str, at: str) -> tuple[str, str]:
    """Return the folded and the lower form of a word in its parts; texts repeat their words."""
    lower = _plain(base, ending, at).lower()
    return folded(lower), lower


def _plain(written: str, ending: str, at: str) -> str:
    base = _without_dots(unicodedata.normalize("NFKC", written))
    return base + (at.replace("@", "o") if at else _plural(base, ending))


def _without_dots(base: str) -> str:
    """Return *base* without its middle dots: habitant·es is habitants, but the Catalan col·lectiu is collectiu."""
    first, *rest = _DOT.split(base)
    hung = [part for part in rest if _DOTTED_ENDING.match(part.lower())]
    inside = "".join(part for part in rest if part not in hung)
    return first + inside + _plural(first + inside, "".join(hung))


def _plural(base: str, ending: str) -> str:
    return "s" if ending.lower().endswith("s") and not base.lower().endswith(("s", "x", "z")) else ""
