"""From what is known of an observance and an initiative to a probability."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from comms.domain.coefficients import COEFFICIENTS, NOTHING_KNOWN
from comms.domain.evidence import Strength
from comms.domain.reasons import Reason
from comms.domain.retrieval import Overlap

# A theme that weighs less than this part of the best one is not told: it would only distract.
TOLD = 0.3
# What the record itself says counts beside what was learnt from labels.
SUGGESTED = 2.5


class Features(NamedTuple):
    """What is known of one pair, in numbers from 0 to about 1."""

    best_theme: float = 0.0
    own_theme: float = 0.0
    other_themes: float = 0.0
    relative: float = 0.0
    declared: float = 0.0
    declared_and_found: float = 0.0
    words: float = 0.0
    relative_words: float = 0.0
    suggested: bool = False

    @property
    def learnt(self) -> tuple[float, ...]:
        """Return those whose weights are learnt from labels, in the order of the coefficients."""
        return (
            self.best_theme,
            self.own_theme,
            self.other_themes,
            self.relative,
            self.declared,
            self.declared_and_found,
            self.words,
            self.relative_words,
        )


Scorer = Callable[[Features], float]


def probability(features: Features) -> float:
    """Return the probability that an editor would call the pair a clear link.

    Four decimals: no tie is broken by the noise of adding floats.
    """
    score = NOTHING_KNOWN + SUGGESTED * features.suggested
    for coefficient, value in zip(COEFFICIENTS, features.learnt, strict=True):
        score += coefficient * value
    return round(1 / (1 + exp(-score)), 4)


Share = tuple[float, Strength]


@dataclass(slots=True)
class Pair:
    """An observance and an initiative: the themes they share by weight, their words, what the record says."""

    themes: list[Share]
    own: float
    declared: list[Share]
    overlap: Overlap
    suggested: bool = False

    def features(self, strongest: float, most_words: float) -> Features:
        """Return what is known in numbers, beside the *strongest* theme and most words shared with any day."""
        weights = sorted((weight for weight, _ in self.themes), reverse=True) or [0.0]
        declared = max((weight for weight, _ in self.declared), default=0.0)
        words = min(1.0, self.overlap.score)
        return Features(
            weights[0],
            self.own,
            min(1.0, sum(weights[1:])),
            weights[0] * weights[0] / strongest if strongest else 0.0,
            declared,
            declared * weights[0],
            words,
            words * self.overlap.score / most_words if most_words else 0.0,
            self.suggested,
        )

    def reasons(self) -> tuple[Reason, ...]:
        """Return why they go together: what the record says, then the themes by weight, then the words."""
        reasons = [Reason("suggested by the record")] if self.suggested else []
        shares = sorted(self.themes + self.declared, key=lambda one: (-one[0], one[1].reason.values["theme"]))
        reasons += [strength.reason for weight, strength in shares if weight >= TOLD * shares[0][0]]
        if self.overlap.words:
            reasons.append(Reason("words shared", {"words": ", ".join(self.overlap.shown)}))
        return tuple(reasons)
