"""The best that is found for an instance, and how near the best possible it is known to be."""

from dataclasses import dataclass

import numpy as np

from comms.domain.choosing import Chosen, completed, rounded
from comms.domain.instance import Instance, Ints

try:
    from comms.domain.solving import exact, near, relaxed
except ImportError:  # pragma: no cover - without scipy plans are fair, and nobody knows how good
    SOLVES = False
else:
    SOLVES = True

# A plan that is proven this near its bound is not worth another search.
NEAR_ENOUGH, EXACT_ENOUGH = 1e-4, 3e-3


@dataclass(frozen=True)
class Solution:
    """The choices taken, the rooms in which they are told by day, and what they are worth beside the bound."""

    taken: Ints
    channels: dict[int, list[int]]
    method: str
    objective: float
    bound: float | None


def solution(one: Instance, seconds: int) -> Solution:
    """Return the solution of the linear programme, made whole; a greedy one where *seconds* do not suffice."""
    if not one.size:
        return _told(one, Chosen(one), "nothing to choose", None)
    found = relaxed(one, seconds) if SOLVES and seconds else None
    if found is None:
        return _told(one, _finished(completed(Chosen(one), shares=False)), "fair greedy", None)
    best = _finished(rounded(one, found.choices, found.shares))
    bound, method = found.bound, "linear programme, rounded"
    for search, name in ((near, "linear programme, settled nearby"), (exact, "linear programme, then exact")):
        short = (bound - _worth(one, best)) / max(1.0, abs(bound))
        if short <= (NEAR_ENOUGH if search is near else EXACT_ENOUGH):
            break
        settled = search(one, found, _worth(one, best), seconds)
        if settled is not None:
            whole = _finished(rounded(one, settled.choices, np.ones(len(settled.choices))))
            bound, method = min(bound, settled.bound), name
            best = max(best, whole, key=lambda chosen: _worth(one, chosen))
    return _told(one, best, method, bound)


def _finished(chosen: Chosen) -> Chosen:
    taken = -1
    while taken < len(chosen.taken):
        taken = len(chosen.taken)
        completed(chosen)
    return chosen


def _worth(one: Instance, chosen: Chosen) -> float:
    return one.worth(np.array(chosen.taken, dtype=np.int64))


def _told(one: Instance, chosen: Chosen, method: str, bound: float | None) -> Solution:
    return Solution(np.array(chosen.taken, dtype=np.int64), chosen.channels(), method, _worth(one, chosen), bound)
