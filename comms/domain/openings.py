"""On which days an occasion may be told, and what it is worth there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from comms.domain.candidates import Candidate
from comms.domain.closed import closed
from comms.domain.planning import PlanRules

# How far ahead the last open day before a quiet one is looked for.
_FAR = 7


@dataclass(frozen=True)
class Opening:
    """A day on which an occasion may be told; a *reserved* one has its place already."""

    day: date
    worth: float
    reserved: bool = False


def openings(one: Candidate, rules: PlanRules, *, first: date, reserved: bool) -> tuple[Opening, ...]:
    """Return the days for *one*: its own, the eves, and for a quiet day the last open one; solemn days only their own.

    Never a day after: no wording would be true then.
    """
    found: list[Opening] = []
    if closed(one.day, rules) is None:
        if reserved:
            found.append(Opening(one.day, 1.0, reserved=True))
        if not reserved or rules.per_occurrence > 1:
            found.append(Opening(one.day, 1.0))
        ahead = list(_eves(one.day, rules))
    else:
        ahead = [Opening(day, rules.quiet_worth) for day in _open_before(one.day, rules)][:1]
    return tuple(found) + tuple(one_day for one_day in ahead if not one.solemn and one_day.day >= first)


def _eves(day: date, rules: PlanRules) -> Iterator[Opening]:
    for ahead in range(1, rules.eve_days + 1):
        eve = day - timedelta(days=ahead)
        if closed(eve, rules) is None:
            yield Opening(eve, rules.eve_worth**ahead)


def _open_before(day: date, rules: PlanRules) -> Iterator[date]:
    days = (day - timedelta(days=ahead) for ahead in range(1, _FAR + 1))
    return (one for one in days if closed(one, rules) is None)
