"""The calendar as a grid: the weeks that a month touches, ISO weeks, and the hours of a day that are worth showing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7
_THURSDAY = 3
# The hours of an office; a day with posts outside of them shows more.
_MORNING, _EVENING = 8, 18


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week; its year is not always that of all its days."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week in which *day* lies."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def first(self) -> date:
        """Return its Monday; raise ValueError where the year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Return its days from Monday to Sunday."""
        return tuple(self.first + timedelta(days=number) for number in range(DAYS))

    def moved(self, weeks: int) -> "Week":
        """Return the week that is so many weeks later."""
        return Week.of(self.first + timedelta(weeks=weeks))


def weeks_of_month(first: date, *, first_weekday: int = 0) -> list[tuple[date, ...]]:
    """Return the whole weeks that the month of *first* touches, each from *first_weekday* (0 is Monday) on."""
    start = first.replace(day=1)
    start -= timedelta(days=(start.weekday() - first_weekday) % DAYS)
    end, weeks = month_after(first), []
    while start < end:
        weeks.append(tuple(start + timedelta(days=number) for number in range(DAYS)))
        start += timedelta(days=DAYS)
    return weeks


def week_of_row(days: Iterable[date]) -> Week:
    """Return the ISO week of a row: that of its Thursday, on whichever weekday the row begins."""
    return next(Week.of(day) for day in days if day.weekday() == _THURSDAY)


def month_before(first: date) -> date:
    """Return the first day of the month before that of *first*."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """Return the first day of the month after that of *first*."""
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1)


def hours_shown(hours: Iterable[int]) -> range:
    """Return the hours of a day's column: those of an office, and whatever else is needed for *hours*."""
    needed = {_MORNING, _EVENING, *hours}
    return range(min(needed), max(needed) + 1)
