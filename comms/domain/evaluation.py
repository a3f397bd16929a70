"""How good the matches are, beside what people labelled: the usual figures of ranking and of proposing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from comms.domain.network import Initiative

# From this grade on a day is a clear link; below it only a side aspect; without any, it has nothing to do with it.
CLEAR = 2
BEST_FEW = 5
PROPOSED = 3


@dataclass(frozen=True)
class Labelled:
    """An initiative, and the grades (3, 2, 1) of the days that it goes with."""

    initiative: Initiative
    grades: Mapping[str, int]
    off_topic: bool = False


@dataclass(frozen=True)
class Ranked:
    """A day as it was ranked for one initiative."""

    observance: str
    p: float
    proposed: bool
    solemn: bool


@dataclass
class Figures:
    """What was found on a set of labels, added up."""

    initiatives: int = 0
    ndcg: list[float] = field(default_factory=list)
    hit: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    first_right: list[bool] = field(default_factory=list)
    proposals: int = 0
    unrelated: int = 0
    with_good: int = 0
    served: int = 0
    off_topic: int = 0
    off_topic_proposed: int = 0
    solemn: int = 0
    solemn_wrong: int = 0

    def add(self, labelled: Labelled, ranked: Sequence[Ranked]) -> None:
        """Count one initiative, whose days are given best first."""
        self.initiatives += 1
        grades = labelled.grades
        proposed = [one for one in ranked if one.proposed][:PROPOSED]
        self.proposals += len(proposed)
        self.unrelated += sum(not grades.get(one.observance) for one in proposed)
        self.solemn += sum(one.solemn for one in proposed)
        self.solemn_wrong += sum(one.solemn and grades.get(one.observance, 0) < CLEAR for one in proposed)
        self.off_topic += labelled.off_topic
        self.off_topic_proposed += labelled.off_topic and bool(proposed)
        if max(grades.values(), default=0) >= CLEAR:
            self._add_ranking(grades, [one.observance for one in ranked])
            self.with_good += 1
            self.served += any(grades.get(one.observance, 0) >= CLEAR for one in proposed)
            if proposed:
                self.first_right.append(grades.get(proposed[0].observance, 0) >= CLEAR)

    def _add_ranking(self, grades: Mapping[str, int], days: Sequence[str]) -> None:
        gains = [grades.get(day, 0) for day in days]
        ideal = sorted(grades.values(), reverse=True)
        self.ndcg.append(_discounted(gains) / _discounted(ideal))
        clear = [gain >= CLEAR for gain in gains]
        self.hit.append(float(clear[:1] == [True]))
        self.precision.append(sum(clear[:PROPOSED]) / PROPOSED)
        self.reciprocal.append(1 / (clear.index(True) + 1) if True in clear else 0.0)

    def told(self) -> dict[str, float]:
        """Return the figures by name, shares from 0 to 1."""
        return {
            "initiatives": self.initiatives,
            "nDCG@5": _mean(self.ndcg),
            "hit@1": _mean(self.hit),
            "P@3": _mean(self.precision),
            "MRR": _mean(self.reciprocal),
            "first proposal right": _mean(self.first_right),
            "proposals": self.proposals,
            "unrelated proposals": _share(self.unrelated, self.proposals),
            "with a good day": self.with_good,
            "of these proposed one": _share(self.served, self.with_good),
            "off-topic": self.off_topic,
            "off-topic proposed": self.off_topic_proposed,
            "solemn proposals": self.solemn,
            "solemn wrong": self.solemn_wrong,
        }


def figures(labels: Iterable[tuple[Labelled, Sequence[Ranked]]]) -> dict[str, dict[str, float]]:
    """Return the figures of each language of the initiatives, and of all of them together as “all”."""
    by_language: dict[str, Figures] = {"all": Figures()}
    for labelled, ranked in labels:
        by_language["all"].add(labelled, ranked)
        by_language.setdefault(labelled.initiative.language, Figures()).add(labelled, ranked)
    return {language: by_language[language].told() for language in ["all", *sorted(by_language.keys() - {"all"})]}


def _discounted(gains: Sequence[int]) -> float:
    return sum(((1 << gain) - 1) / log2(place + 2) for place, gain in enumerate(gains[:BEST_FEW]))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
