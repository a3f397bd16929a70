"""The words that an observance and an initiative share, in one language; rare words weigh more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.vocabulary import LANGUAGES, stems

# With few initiatives nothing is known of how common a word is: as if there were these many more without it.
UNSEEN = 100
# A word in a larger share of the initiatives is common: it is never a reason.
COMMON = 0.2
IN_SUMMARY = 0.6
WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the name, and of the description, an initiative shares, from 0 to 1; and the words as written."""

    name: float = 0.0
    about: float = 0.0
    words: tuple[str, ...] = ()


def rarity(seen: int, total: int) -> float:
    """Return 1 for what is in none of *total* texts, falling to 0 for what is in all of very many."""
    return max(0.0, 1 - log(seen + 1) / log(total + UNSEEN))


class Vocabulary:
    """The words of all initiatives by language, ready to be compared with an observance."""

    def __init__(self, initiatives: Sequence[Initiative]) -> None:
        self._total = len(initiatives)
        # Language, then stem, then the position of the initiative: the word as written and its weight.
        self._holders: dict[str, dict[str, dict[int, tuple[str, float]]]] = {
            language: defaultdict(dict) for language in LANGUAGES
        }
        for position, initiative in enumerate(initiatives):
            for language in LANGUAGES:
                for text, weight in (
                    (initiative.title.get(language, ""), 1.0),
                    (initiative.summary.get(language, ""), IN_SUMMARY),
                ):
                    for stem, word in stems(text, language).items():
                        as_written = text[word.start : word.end]
                        self._holders[language][stem].setdefault(position, (as_written, weight))

    def overlaps(self, observance: Observance) -> dict[int, Overlap]:
        """Return, by the position of the initiative, what it shares with *observance* in its best language."""
        found: dict[int, Overlap] = {}
        for language in LANGUAGES:
            for position, overlap in self._in_language(observance, language).items():
                known = found.get(position)
                if known is None or (overlap.name, overlap.about) > (known.name, known.about):
                    found[position] = overlap
        return found

    def _in_language(self, observance: Observance, language: str) -> dict[int, Overlap]:
        name = self._weights(stems(observance.name.get(language, ""), language), language)
        about = self._weights(stems((observance.about or {}).get(language, ""), language), language)
        shared_name, shared_about = self._shared(name, language), self._shared(about, language)
        words: dict[int, dict[str, str]] = defaultdict(dict)
        for stem in (*name, *about):
            if self._is_rare(stem, language):
                for position, (word, _) in self._holders[language].get(stem, {}).items():
                    words[position].setdefault(stem, word)
        return {
            position: Overlap(
                shared_name[position], shared_about[position], tuple(dict.fromkeys(written.values()))[:WORDS_SHOWN]
            )
            for position, written in words.items()
        }

    def _shared(self, weights: Mapping[str, float], language: str) -> Mapping[int, float]:
        """Return which part of these words, by weight, each initiative has."""
        shared: defaultdict[int, float] = defaultdict(float)
        whole = sum(weights.values())
        for stem, weight in weights.items():
            if self._is_rare(stem, language):
                for position, (_, place) in self._holders[language].get(stem, {}).items():
                    shared[position] += weight * place / whole
        return shared

    def _weights(self, found: Iterable[str], language: str) -> dict[str, float]:
        return {stem: rarity(self._seen(stem, language), self._total) for stem in found}

    def _is_rare(self, stem: str, language: str) -> bool:
        return (self._seen(stem, language) + 1) / (self._total + UNSEEN) <= COMMON

    def _seen(self, stem: str, language: str) -> int:
        return len(self._holders[language].get(stem, ()))
