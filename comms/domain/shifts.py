"""A probability moved by what is known beside the texts, never by more than was said."""

from dataclasses import replace
from math import exp, log

from comms.domain.matches import Match
from comms.domain.reasons import Reason

# Nothing is impossible or certain: beyond these no shift could bring a probability back.
_LEAST, _MOST = 0.0001, 0.9999


def shifted(match: Match, by: float, reason: Reason) -> Match:
    """Return *match* with its log-odds moved *by* so much, and with *reason* before the others."""
    return replace(match, p=moved(match.p, by), reasons=(reason, *match.reasons))


def moved(p: float, by: float) -> float:
    """Return the probability *p* with its log-odds moved *by* so much."""
    known = min(_MOST, max(_LEAST, p))
    return round(1 / (1 + exp(-log(known / (1 - known)) - by)), 4)
