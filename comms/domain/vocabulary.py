"""The words that carry meaning, and their stems, in the languages that have a stemmer."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

import snowballstemmer

from comms.domain.stop_words import STOP_WORDS
from comms.domain.text import Word, folded, words

_STEMMERS = {"en": "english", "es": "spanish", "fr": "french"}
LANGUAGES = tuple(_STEMMERS)
_SHORTEST = 3


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def stems(text: str, language: str) -> Mapping[str, Word]:
    """Return the stem of each word of *text* that carries meaning, with the first word that has it."""
    if language not in _STEMMERS:
        return {}
    found: dict[str, Word] = {}
    for word in words(text):
        if _carries_meaning(word.folded, language):
            found.setdefault(_stem(word.lower, language), word)
    return found


def _carries_meaning(word: str, language: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdigit() and word not in STOP_WORDS[language]


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    # A stemmer keeps state while it works: a new one each time is cheap, and safe among threads.
    stemmer: _Stemmer = snowballstemmer.stemmer(_STEMMERS[language])
    return folded(stemmer.stemWord(word))
