"""The room that the caps leave on a day and in a week."""

from collections import Counter
from datetime import date

from comms.domain.planning import PlanRules
from comms.domain.reasons import Reason


class Room:
    """The slots counted by day and by ISO week, as planning adds them."""

    def __init__(self, rules: PlanRules) -> None:
        self._rules = rules
        self._days: Counter[date] = Counter()
        self._weeks: Counter[tuple[int, int]] = Counter()

    def add(self, day: date) -> None:
        """Count one more slot on *day*."""
        self._days[day] += 1
        self._weeks[_week(day)] += 1

    def full(self, day: date) -> Reason | None:
        """Return why nothing more goes on *day*; None when there is room."""
        if self._days[day] >= self._rules.per_day:
            return Reason("day is full", {"cap": str(self._rules.per_day)})
        if self._weeks[_week(day)] >= self._rules.per_week:
            return Reason("week is full", {"cap": str(self._rules.per_week)})
        return None


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
