"""From what is known of an observance and an initiative to a probability."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from comms.domain.evidence import Strength
from comms.domain.overlap import Overlap
from comms.domain.reasons import Reason

# The weights of the logistic, set by hand on 100 labelled initiatives and then rounded.
NOTHING_KNOWN = -5.5
BEST_THEME = 5.0
OTHER_THEMES = 3.5
NAME = 3.5
ABOUT = 6.0
SUGGESTED = 2.5

# A theme that weighs less than this part of the best one is not told: it would only distract.
TOLD = 0.25


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one pair, in numbers from 0 to about 1."""

    best_theme: float = 0.0
    other_themes: float = 0.0
    name: float = 0.0
    about: float = 0.0
    suggested: bool = False


Scorer = Callable[[Features], float]


def probability(features: Features) -> float:
    """Return the probability that an editor would call the pair a clear link.

    Four decimals: no tie is broken by the noise of adding floats.
    """
    score = (
        NOTHING_KNOWN
        + BEST_THEME * features.best_theme
        + OTHER_THEMES * features.other_themes
        + NAME * features.name
        + ABOUT * features.about
        + SUGGESTED * features.suggested
    )
    return round(1 / (1 + exp(-score)), 4)


@dataclass(frozen=True, slots=True)
class Pair:
    """An observance and an initiative: the themes they share by weight, their words, the record's own word."""

    themes: tuple[tuple[float, Strength], ...]
    overlap: Overlap
    suggested: bool

    def features(self) -> Features:
        """Return what is known in numbers."""
        weights = sorted((weight for weight, _ in self.themes), reverse=True) or [0.0]
        return Features(weights[0], min(1.0, sum(weights[1:])), self.overlap.name, self.overlap.about, self.suggested)

    def reasons(self) -> tuple[Reason, ...]:
        """Return why they go together: what the record says, then the themes by weight, then the words."""
        reasons = [Reason("suggested by the record")] if self.suggested else []
        by_weight = sorted(self.themes, key=lambda one: (-one[0], one[1].reason.values["theme"]))
        reasons += [strength.reason for weight, strength in by_weight if weight >= TOLD * by_weight[0][0]]
        if self.overlap.words:
            reasons.append(Reason("words shared", {"words": ", ".join(self.overlap.words)}))
        return tuple(reasons)
