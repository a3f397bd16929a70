"""The themes' stems, compiled so that a text is read once, word by word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comms.domain.text import Word, words
from comms.domain.themes import Theme

_WHOLE = "$"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A theme that a text betrays: by which stem, in which words as written, and where they stand."""

    theme: str
    stem: str
    word: str
    start: int
    end: int


class _Part(NamedTuple):
    """One word of a stem: its beginning, or the whole of it."""

    text: str
    whole: bool

    def fits(self, word: Word) -> bool:
        return word.folded == self.text if self.whole else word.folded.startswith(self.text)


class _Stem(NamedTuple):
    theme: str
    written: str
    parts: tuple[_Part, ...]

    def fits(self, text: Sequence[Word]) -> bool:
        return len(text) == len(self.parts) and all(
            part.fits(word) for part, word in zip(self.parts, text, strict=True)
        )


class Lexicon:
    """All stems of all themes by language.

    A stem is the beginning of a word; a final $ asks for the whole word. Several words are a phrase, whose
    words begin so in sequence.
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._stems: dict[str, dict[str, list[_Stem]]] = defaultdict(lambda: defaultdict(list))
        for theme in sorted(themes, key=lambda theme: theme.id):
            for language, written in theme.stems.items():
                for stem in written:
                    self._add(language, _Stem(theme.id, stem, tuple(_parts(stem))))
        self._lengths = {
            language: sorted({len(beginning) for beginning in stems}) for language, stems in self._stems.items()
        }

    def _add(self, language: str, stem: _Stem) -> None:
        if stem.parts:
            self._stems[language][stem.parts[0].text].append(stem)

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return what *text*, written in *language*, betrays, in the order of the text."""
        if language not in self._lengths:
            return ()
        read = words(text)
        return tuple(
            Evidence(stem.theme, stem.written, text[found[0].start : found[-1].end], found[0].start, found[-1].end)
            for place, word in enumerate(read)
            for stem in self._beginning(language, word.folded)
            if stem.fits(found := read[place : place + len(stem.parts)])
        )

    def _beginning(self, language: str, word: str) -> Iterator[_Stem]:
        stems = self._stems[language]
        for length in self._lengths[language]:
            if length > len(word):
                return
            yield from stems.get(word[:length], ())


def _parts(stem: str) -> Iterator[_Part]:
    for written in stem.split():
        whole = written.endswith(_WHOLE)
        *before, last = [word.folded for word in words(written.removesuffix(_WHOLE))] or [""]
        # In “l'eau” only the end may go on: the words before it are complete.
        yield from (_Part(word, whole=True) for word in before)
        if last:
            yield _Part(last, whole)
