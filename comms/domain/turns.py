"""Whose turn it is: how often and how long ago members and initiatives were featured."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from comms.domain.planning import PlanRules
from comms.domain.reasons import Reason

# What being featured once more is worth beside p: much for the first time, less and less after it.
REWARDS = (1.0, 0.35, 0.15, 0.05)
# What a whole year of waiting is worth; it settles the turns among members featured equally often.
WAITING = 0.2
_YEAR = 365


class Turns:
    """The days on which each member and each initiative is featured, as planning adds them."""

    def __init__(self, rules: PlanRules, featured: Mapping[str, date]) -> None:
        self._rules = rules
        self._days: dict[str, set[date]] = defaultdict(set)
        for id_, day in featured.items():
            self._days[id_].add(day)

    def add(self, ids: Iterable[str | None], day: date) -> None:
        """Note that *ids*, a member and its initiative, are featured on *day*."""
        for id_ in ids:
            if id_ is not None:
                self._days[id_].add(day)

    def allow(self, member: str, initiative: str, day: date) -> bool:
        """Tell whether both gaps are kept, to the features before *day* and to those after it."""
        return (
            self._waited(member, day) >= self._rules.member_gap_days
            and self._waited(initiative, day) >= self._rules.initiative_gap_days
        )

    def worth(self, member: str, day: date) -> float:
        """Return what featuring *member* on *day* is worth for fairness."""
        times = len(self._days[member])
        return REWARDS[min(times, len(REWARDS) - 1)] + WAITING * min(1.0, self._waited(member, day) / _YEAR)

    def reason(self, member: str, day: date) -> Reason:
        """Return why it is the turn of *member* on *day*."""
        days = self._days[member]
        if not days:
            return Reason("first turn", {"member": member})
        before = [known for known in days if known <= day]
        last = max(before) if before else min(days)
        return Reason("turn", {"member": member, "times": str(len(days)), "last": last.isoformat()})

    def _waited(self, id_: str, day: date) -> float:
        return min((abs((day - known).days) for known in self._days[id_]), default=float("inf"))
