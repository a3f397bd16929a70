"""The words that an initiative and an observance share; words that few days have weigh more."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.text import words
from comms.domain.tongues import language_of
from comms.domain.vocabulary import LANGUAGES, stems

# The usual constants of BM25; the texts of days are short, so that their length matters little.
_SATURATION = 1.2
_LENGTH = 0.4
_IN_NAME = 2
# A score that is as good as it gets: name and description in common.
_FULL = 14.0
# Below this rarity a word is no reason by itself.
_RARE = 2.2
WORDS_SHOWN = 3


@dataclass(slots=True)
class Overlap:
    """How much of the words of a day an initiative shares, from 0 to 1; and the rare ones as written."""

    score: float = 0.0
    words: list[str] = field(default_factory=list)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the first few of the words."""
        return tuple(dict.fromkeys(self.words))[:WORDS_SHOWN]


class DayTexts:
    """The names and descriptions of days by language, ready to be asked with the words of an initiative."""

    def __init__(self, observances: Sequence[Observance]) -> None:
        self._weights: dict[str, dict[str, dict[str, float]]] = {}
        self._rarity: dict[str, dict[str, float]] = {}
        for language in LANGUAGES:
            counts = {one.id: _counts(one, language) for one in observances}
            self._weigh(language, {day: counted for day, counted in counts.items() if counted})

    def _weigh(self, language: str, days: Mapping[str, Counter[str]]) -> None:
        holders: dict[str, list[str]] = defaultdict(list)
        for day, counted in days.items():
            for stem in counted:
                holders[stem].append(day)
        usual = sum(counted.total() for counted in days.values()) / max(1, len(days))
        rarity = {stem: log(1 + (len(days) - len(held) + 0.5) / (len(held) + 0.5)) for stem, held in holders.items()}
        lengths = {day: 1 - _LENGTH + _LENGTH * counted.total() / usual for day, counted in days.items()}
        self._rarity[language] = rarity
        self._weights[language] = {
            stem: {
                day: rarity[stem] * n * (_SATURATION + 1) / (n + _SATURATION * lengths[day]) / _FULL
                for day in held
                for n in (days[day][stem],)
            }
            for stem, held in holders.items()
        }

    def overlaps(self, initiative: Initiative) -> dict[str, Overlap]:
        """Return, by day, what *initiative* shares with it in the language that shares most."""
        best: dict[str, Overlap] = {}
        for code in sorted({*initiative.title, *initiative.summary}):
            for day, overlap in self._in_language(initiative, code).items():
                if day not in best or overlap.score > best[day].score:
                    best[day] = overlap
        return best

    def _in_language(self, initiative: Initiative, code: str) -> dict[str, Overlap]:
        text = f"{initiative.title.get(code, '')}. {initiative.summary.get(code, '')}"
        language = language_of(words(text), code)
        found: dict[str, Overlap] = {}
        if language not in LANGUAGES:
            return found
        rarity, weights = self._rarity[language], self._weights[language]
        for stem, word in stems(text, language).items():
            for day, weight in weights.get(stem, {}).items():
                overlap = found.setdefault(day, Overlap())
                overlap.score += weight
                if rarity[stem] >= _RARE:
                    overlap.words.append(text[word.start : word.end])
        return found


def _counts(observance: Observance, language: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text, times in (
        (observance.name.get(language, ""), _IN_NAME),
        ((observance.about or {}).get(language, ""), 1),
    ):
        _add(counted, stems(text, language), times)
    return counted


def _add(counted: Counter[str], found: Iterable[str], times: int) -> None:
    for stem in found:
        counted[stem] += times
