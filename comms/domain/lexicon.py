"""The themes' stems, compiled so that a text is read once, word by word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comms.domain.text import Word, words
from comms.domain.themes import Theme

_WHOLE = "$"
# Between two parts of a stem that are joined by “..”, this many other words may stand.
_GAP = 4
_SMALL = 3
_WEIGHT = re.compile(r"\*(\d+(?:\.\d+)?)\s*$")


class Evidence(NamedTuple):
    """A theme that a text betrays: by which stem of which weight, in which words as written, where they stand."""

    theme: str
    stem: str
    word: str
    start: int
    end: int
    weight: float = 1.0


class _Part(NamedTuple):
    """One word of a stem: its beginning, or the whole of it; some words may stand before it."""

    text: str
    whole: bool
    far: bool

    def fits(self, word: Word) -> bool:
        return word.folded == self.text if self.whole else word.folded.startswith(self.text)


class _Stem(NamedTuple):
    theme: str
    written: str
    parts: tuple[_Part, ...]
    weight: float
    cancels: bool

    def end(self, text: Sequence[Word], place: int) -> int | None:
        """Return the place of its last word, when it begins at *place*."""
        for part in self.parts[1:]:
            reach = text[place + 1 : place + 2 + _GAP * part.far]
            place = next((place + 1 + n for n, word in enumerate(reach) if part.fits(word)), -1)
            if place < 0:
                return None
        return place


class Lexicon:
    """All stems of all themes by language.

    A stem is the beginning of a word; a final $ asks for the whole word. Several words are a phrase, whose
    words begin so in sequence; two dots let a few words stand between. *0.5 at the end makes it count half.
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._stems: dict[str, dict[str, list[_Stem]]] = defaultdict(lambda: defaultdict(list))
        for theme in sorted(themes, key=lambda theme: theme.id):
            for listed, cancels in ((theme.stems, False), (theme.not_if, True)):
                for language, written in listed.items():
                    for stem in written:
                        self._add(language, _compiled(theme.id, stem, cancels=cancels))
        self._lengths = {
            language: sorted({len(beginning) for beginning in stems}) for language, stems in self._stems.items()
        }
        # Texts repeat their words: what may begin with a word is looked up once.
        self._beginning: dict[tuple[str, str], tuple[_Stem, ...]] = {}

    @property
    def languages(self) -> frozenset[str]:
        """Return the languages in which any theme has stems."""
        return frozenset(self._lengths)

    def _add(self, language: str, stem: _Stem) -> None:
        if stem.parts:
            self._stems[language][stem.parts[0].text].append(stem)

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return what *text*, written in *language*, betrays, in the order of the text."""
        if language not in self._lengths:
            return ()
        read = words(text)
        found: list[Evidence] = []
        cancelled: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, word in enumerate(read):
            for stem in self._starting(language, word):
                end = place if len(stem.parts) == 1 else stem.end(read, place)
                if end is None:
                    continue
                if stem.cancels:
                    cancelled[stem.theme].append((word.start, read[end].end))
                else:
                    span = word.start, read[end].end
                    found.append(Evidence(stem.theme, stem.written, text[span[0] : span[1]], *span, stem.weight))
        return tuple(one for one in found if not _stands_in(one, cancelled.get(one.theme, ())))

    def _starting(self, language: str, word: Word) -> tuple[_Stem, ...]:
        key = language, word.folded
        known = self._beginning.get(key)
        if known is None:
            known = tuple(stem for stem in self._candidates(*key) if stem.parts[0].fits(word))
            self._beginning[key] = known
        return known

    def _candidates(self, language: str, word: str) -> Iterator[_Stem]:
        stems = self._stems[language]
        for length in self._lengths[language]:
            if length > len(word):
                return
            yield from stems.get(word[:length], ())


def _stands_in(one: Evidence, phrases: Iterable[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in phrases)


def _compiled(theme: str, written: str, *, cancels: bool) -> _Stem:
    weight = _WEIGHT.search(written)
    stem = written[: weight.start()] if weight else written
    return _Stem(theme, stem, tuple(_parts(stem)), float(weight[1]) if weight else 1.0, cancels)


def _parts(stem: str) -> Iterator[_Part]:
    far = False
    listed = stem.split()
    for written in listed:
        if written == "..":
            far = True
            continue
        # The small words of a phrase go on in no sense: “in need” is not “into needles”.
        whole = written.endswith(_WHOLE) or (len(listed) > 1 and len(written) <= _SMALL)
        *before, last = [word.folded for word in words(written.removesuffix(_WHOLE))] or [""]
        # In “l'eau” only the end may go on: the words before it are complete.
        for word in before:
            yield _Part(word, whole=True, far=far)
            far = False
        if last:
            yield _Part(last, whole, far)
            far = False
