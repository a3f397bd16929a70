"""Whose turn it is: how often and how long ago members and initiatives were featured."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from comms.domain.planning import PlanRules
from comms.domain.reasons import Reason

# What being featured once more in a period is worth beside p: much for the first time, less and less after it.
REWARDS = (1.0, 0.35, 0.15)
YEAR = 365
# Nobody waits longer than this; otherwise one forgotten member would outweigh everything.
LONGEST_WAIT = 3.0


class Turns:
    """The days on which each member and each initiative is featured, as planning adds them."""

    def __init__(self, rules: PlanRules, featured: Mapping[str, date], first: date) -> None:
        self._rules = rules
        self._first = first
        self._days: dict[str, list[date]] = defaultdict(list)
        self._remembers = False
        for id_, day in featured.items():
            self.add((id_,), day)

    def add(self, ids: Iterable[str | None], day: date) -> None:
        """Note that *ids*, a member and its initiative, are featured on *day*."""
        for id_ in ids:
            if id_ is not None:
                insort(self._days[id_], day)
                self._remembers = self._remembers or day < self._first

    def remove(self, ids: Iterable[str | None], day: date) -> None:
        """Forget that *ids* are featured on *day*."""
        for id_ in ids:
            if id_ is not None:
                self._days[id_].remove(day)

    def why_not(self, member: str, initiative: str, day: date) -> Reason | None:
        """Return the rule that *member* or *initiative* would break on *day*; None when none."""
        rules = self._rules
        for what, id_, gap, most in (
            ("member", member, rules.member_gap_days, rules.member_per_year),
            ("initiative", initiative, rules.initiative_gap_days, rules.initiative_per_year),
        ):
            near = [known for known in self._days.get(id_, ()) if abs((known - day).days) < YEAR]
            for known in near:
                if abs((known - day).days) < gap:
                    return Reason(f"{what} gap", {what: id_, "days": str(gap), "near": known.isoformat()})
            together = sorted([*near, day])
            if any((late - early).days < YEAR for early, late in zip(together, together[most:], strict=False)):
                return Reason(f"{what} year", {what: id_, "most": str(most)})
        return None

    def near(self, id_: str, first: date, last: date) -> list[date]:
        """Return the days of *id_* that a day of this period must keep its distance to."""
        far = timedelta(days=2 * YEAR)
        return [day for day in self._days.get(id_, ()) if first - far < day < last + far]

    def times(self, member: str) -> int:
        """Return how often *member* is featured from the first day of the period on."""
        return sum(day >= self._first for day in self._days.get(member, ()))

    def debt(self, member: str) -> float:
        """Return what the years that *member* has waited before the period are worth."""
        before = [day for day in self._days.get(member, ()) if day < self._first]
        if before:
            waited = min(LONGEST_WAIT, (self._first - max(before)).days / YEAR)
        else:
            waited = LONGEST_WAIT if self._remembers else 0.0
        return self._rules.waiting_worth * waited

    def rewards(self, member: str) -> tuple[float, ...]:
        """Return what the next features of *member* are worth, one after the other."""
        first, *others = REWARDS
        return ((first + self.debt(member)), *others)[self.times(member) :]

    def worth(self, member: str) -> float:
        """Return what featuring *member* once more is worth for fairness."""
        return next(iter(self.rewards(member)), 0.0)

    def reason(self, member: str, day: date) -> Reason:
        """Return why it is the turn of *member* on *day*: what was before it."""
        before = [known for known in self._days.get(member, ()) if known < day]
        if not before:
            return Reason("first turn", {"member": member})
        return Reason("turn", {"member": member, "times": str(len(before)), "last": max(before).isoformat()})
