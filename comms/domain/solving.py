"""The best choices and a proven bound, by a linear programme that grows by the choices that are worth their price."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array

from comms.domain.instance import Bools, Floats, Instance, Ints
from comms.domain.programme import Programme, programme

# A choice that would gain less than this changes nothing that anybody could see.
NOTHING = 1e-7
# So many choices are tried first for each day of an occasion and for each member, and as many join each time.
FIRST_BY_DAY, FIRST_BY_MEMBER, MOST_JOINING = 40, 12, 12_000
# Up to so many choices are settled exactly, and only until this gap is proven.
EXACT, EXACT_GAP, EXACT_NODES = 9_000, 2e-3, 200
# Choices that lose no more than this are tried again where the solution is not whole.
_NEAR = 0.04
_HALF = 0.5
_ROUNDS = 40
# What the choices that were never tried could add is counted into the bound; so little of it is not worth a round.
_LITTLE = 5e-5
# With those that are worth their price join those that nearly are: prices move, and rounds cost more than columns.
_BESIDE = 0.05


@dataclass(frozen=True)
class Relaxed:
    """The solution of the linear programme: which choices it holds and how far, its bound, and all reduced gains."""

    choices: Ints
    shares: Floats
    bound: float
    reduced: Floats
    finished: bool


def relaxed(one: Instance, seconds: float) -> Relaxed | None:
    """Return the optimum over all choices, found over the few that matter; None where *seconds* do not suffice."""
    active = _first(one)
    for number in range(_ROUNDS):
        lp = programme(one, active)
        found = linprog(
            -lp.gain,
            A_ub=lp.matrix,
            b_ub=lp.limits,
            bounds=np.column_stack([np.zeros(len(lp.most)), lp.most]),
            method="highs-ds",
            options={"time_limit": seconds},
        )
        if found.status != 0:
            return None
        reduced = lp.reduced(-found.ineqlin.marginals)
        joining = np.setdiff1d(np.flatnonzero(reduced > NOTHING), active, assume_unique=True)
        missing = _missing(one, reduced, joining)
        finished = missing <= _LITTLE * abs(found.fun)
        if finished or number == _ROUNDS - 1:
            return Relaxed(active, found.x[: len(active)], missing - found.fun, reduced, finished)
        joining = np.setdiff1d(np.flatnonzero(reduced > -_BESIDE), active, assume_unique=True)
        if len(joining) > MOST_JOINING:
            joining = joining[np.argsort(-reduced[joining], kind="stable")[:MOST_JOINING]]
        active = np.union1d(active, joining)
    raise AssertionError  # pragma: no cover - the last round returns


def _first(one: Instance) -> Ints:
    """Return the choices to begin with: the best of each day of an occasion and of each member."""
    value = one.value + one.best_reward()
    by_day = _best(one.occasion * (int(one.day.max(initial=0)) + 1) + one.day, value, FIRST_BY_DAY)
    most = max(1, min(FIRST_BY_MEMBER, MOST_JOINING // max(1, len(one.rewards))))
    return np.union1d(by_day, _best(one.member, value, most))


def _best(group: Ints, value: Floats, most: int) -> Ints:
    order = np.lexsort((-value, group))
    grouped = group[order]
    start = np.flatnonzero(np.r_[True, grouped[1:] != grouped[:-1]]) if len(grouped) else np.zeros(0, dtype=np.int64)
    rank = np.arange(len(grouped)) - np.repeat(start, np.diff(np.r_[start, len(grouped)]))
    return np.sort(order[rank < most])


def _missing(one: Instance, reduced: Floats, untried: Ints) -> float:
    """Return what the *untried* choices could add at most: each once, and no more of an occasion than it takes."""
    best, whole = np.zeros(len(one.caps)), np.zeros(len(one.caps))
    np.maximum.at(best, one.occasion[untried], reduced[untried])
    np.add.at(whole, one.occasion[untried], reduced[untried])
    return float(np.minimum(best * one.caps, whole).sum())


@dataclass(frozen=True)
class Settled:
    """Whole choices, and a bound on all plans."""

    choices: Ints
    bound: float


def near(one: Instance, found: Relaxed, worth: float, seconds: float) -> Settled | None:
    """Return whole choices near the relaxed solution: what is whole in it stays, and the rest is sought around it.

    What the plan is *worth* already is no help here.
    """
    del worth
    useful = np.union1d(np.flatnonzero(found.reduced >= -_NEAR), found.choices[found.shares > NOTHING])
    fixed = np.isin(useful, found.choices[found.shares >= 1 - NOTHING])
    if (~fixed).sum() > EXACT:
        return None
    solved = _whole(programme(one, useful), fixed, seconds)
    return Settled(solved.choices, found.bound) if solved else None


def exact(one: Instance, found: Relaxed, worth: float, seconds: float) -> Settled | None:
    """Return the best whole choices of all and a bound, where their number allows it.

    A choice whose reduced gain is below what *worth* is short of the bound can be in no better plan: what is left out
    loses nothing.
    """
    useful = np.flatnonzero(found.reduced >= worth - found.bound - NOTHING)
    if len(useful) > EXACT or not found.finished:
        return None
    return _whole(programme(one, useful), np.zeros(len(useful), dtype=bool), seconds)


def _whole(lp: Programme, fixed: Bools, seconds: float) -> Settled | None:
    least = np.zeros(len(lp.most))
    least[: len(fixed)][fixed] = 1.0
    whole = np.zeros(len(lp.most))
    whole[: len(fixed)] = 1
    result: OptimizeResult = milp(
        -lp.gain,
        integrality=whole,
        bounds=Bounds(least, lp.most),
        constraints=LinearConstraint(csr_array(lp.matrix), -np.inf, lp.limits),
        options={"mip_rel_gap": EXACT_GAP, "node_limit": EXACT_NODES, "time_limit": seconds},
    )
    if result.x is None:
        return None
    return Settled(lp.choices[result.x[: len(lp.choices)] > _HALF], float(-result.mip_dual_bound))
