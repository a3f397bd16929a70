"""The room that the caps leave: on all channels together, and on each channel that has more of its own."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from comms.domain.planning import PlanRules
from comms.domain.reasons import Reason

Week = tuple[int, int]


@dataclass(frozen=True)
class Space:
    """How many slots one channel takes on a day and in a week; the main one, without a name, is told on all."""

    channel: str
    per_day: int
    per_week: int


def spaces(rules: PlanRules) -> tuple[Space, ...]:
    """Return the main space and then the channels' own, in the order of the rules."""
    own = (Space(room.channel, room.per_day, room.features_per_week) for room in rules.rooms)
    return (Space("", rules.per_day, rules.per_week), *own)


def week_of(day: date) -> Week:
    """Return the ISO week of *day*."""
    year, week, _ = day.isocalendar()
    return year, week


class Rooms:
    """The slots counted by channel, day and ISO week, as planning adds them."""

    def __init__(self, rules: PlanRules) -> None:
        self.rules = rules
        self.spaces = spaces(rules)
        self._days: Counter[tuple[str, date]] = Counter()
        self._weeks: Counter[tuple[str, Week]] = Counter()

    def add(self, channel: str, day: date, times: int = 1) -> None:
        """Count one more slot of *channel* on *day*; with minus one, take it away."""
        self._days[channel, day] += times
        self._weeks[channel, week_of(day)] += times

    def day_left(self, space: Space, day: date) -> int:
        """Return how many more slots *day* takes."""
        return max(0, space.per_day - self._days[space.channel, day])

    def week_left(self, space: Space, day: date) -> int:
        """Return how many more slots the week of *day* takes."""
        return max(0, space.per_week - self._weeks[space.channel, week_of(day)])

    def full(self, day: date) -> Reason | None:
        """Return why nothing more is told on all channels on *day*; None when there is room."""
        main = self.spaces[0]
        if not self.day_left(main, day):
            return Reason("day is full", {"cap": str(main.per_day)})
        if not self.week_left(main, day):
            return Reason("week is full", {"cap": str(main.per_week)})
        return None

    def open(self, day: date) -> str | None:
        """Return the first channel with room on *day*, the main one before the others; None when all are full."""
        for space in self.spaces:
            if self.day_left(space, day) and self.week_left(space, day):
                return space.channel
        return None
