"""A probability moved by what is known beside the texts, never by more than was said."""

from dataclasses import replace
from math import exp, log

from comms.domain.matching import Match
from comms.domain.reasons import Reason

# Nothing is impossible or certain: beyond these no shift could bring a probability back.
_LEAST, _MOST = 0.0001, 0.9999


def shifted(match: Match, by: float, reason: Reason) -> Match:
    """Return *match* with its log-odds moved *by* so much, and with *reason* before the others."""
    p = min(_MOST, max(_LEAST, match.p))
    moved = round(1 / (1 + exp(-log(p / (1 - p)) - by)), 4)
    return replace(match, p=moved, reasons=(reason, *match.reasons))
