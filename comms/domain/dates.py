"""The closed set of rules by which an observance finds its dates.

A date is a calendar date everywhere: no rule knows a zone, save the full moon, whose zone is UTC.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from dateutil import relativedelta as rd
from dateutil.rrule import YEARLY, rrule
from pydantic import Field, ValidationInfo, field_validator

from comms.domain.moon import full_moons
from comms.domain.written import Written, in_order

WeekdayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Month = Annotated[int, Field(ge=1, le=12)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
_WEEKDAYS: dict[str, rd.weekday] = {
    "mon": rd.MO,
    "tue": rd.TU,
    "wed": rd.WE,
    "thu": rd.TH,
    "fri": rd.FR,
    "sat": rd.SA,
    "sun": rd.SU,
}
_WEEK = timedelta(days=6)


class Span(NamedTuple):
    """The first and the last day, both included; one day has them equal."""

    first: date
    last: date


def _one(day: date) -> tuple[Span, ...]:
    return (Span(day, day),)


def _week_from(monday: date) -> tuple[Span, ...]:
    return (Span(monday, monday + _WEEK),)


def _monday_of(day: date) -> date:
    return day + rd.relativedelta(weekday=rd.MO(-1))


class MonthDay(Written):
    """A day of a month, the same in every year."""

    month: Month
    day: DayOfMonth

    @field_validator("day")
    @classmethod
    def _exists(cls, day: int, info: ValidationInfo) -> int:
        month = info.data.get("month")
        if month and day > monthrange(2024, month)[1]:
            message = f"is {day}, but month {month} has no day {day}; correct the day or the month"
            raise ValueError(message)
        return day

    def of(self, year: int) -> date | None:
        """Return the date in *year*; 29 February is None in a common year."""
        return date(year, self.month, self.day) if self.day <= monthrange(year, self.month)[1] else None


class Fixed(MonthDay):
    """The same date each year: 10 December."""

    kind: Literal["fixed"]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*, or nothing where that day does not exist."""
        day = self.of(year)
        return _one(day) if day else ()


class NthWeekday(Written):
    """A weekday counted within its month: the first Monday of October."""

    kind: Literal["nth-weekday"]
    month: Month
    weekday: WeekdayName
    nth: Literal[1, 2, 3, 4]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*."""
        return _one(date(year, self.month, 1) + rd.relativedelta(weekday=_WEEKDAYS[self.weekday](self.nth)))


class LastWeekday(Written):
    """The last such weekday of a month: the last Thursday of September."""

    kind: Literal["last-weekday"]
    month: Month
    weekday: WeekdayName

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*."""
        return _one(date(year, self.month, 1) + rd.relativedelta(day=31, weekday=_WEEKDAYS[self.weekday](-1)))


class Period(Written):
    """From one day to another, both included; an end before the start lies in the next year.

    An end on 29 February is the last day of February in every year.
    """

    kind: Literal["period"]
    start: MonthDay
    end: MonthDay

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the period that starts in *year*."""
        wraps = (self.end.month, self.end.day) < (self.start.month, self.start.day)
        first, last_year = self.start.of(year), year + wraps
        last = self.end.of(last_year) or date(last_year, 2, 28)
        return (Span(first, last),) if first else ()


class WeekContaining(MonthDay):
    """The week, Monday to Sunday, that holds a date; it may start in the year before."""

    kind: Literal["week-containing"]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the week in *year*, or nothing where that day does not exist."""
        day = self.of(year)
        return _week_from(_monday_of(day)) if day else ()


class LastFullWeek(Written):
    """The last week, Monday to Sunday, that lies whole in a month."""

    kind: Literal["last-full-week"]
    month: Month

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the week in *year*."""
        last_sunday = date(year, self.month, 1) + rd.relativedelta(day=31, weekday=rd.SU(-1))
        return _week_from(last_sunday - _WEEK)


class WeekdayOfNthWeek(Written):
    """A weekday of the nth week of a month; the first week is the first with four days or more in it."""

    kind: Literal["weekday-of-nth-week"]
    month: Month
    week: Literal[1, 2, 3, 4]
    weekday: WeekdayName

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*."""
        first_week = _monday_of(date(year, self.month, 4))
        monday = first_week + timedelta(weeks=self.week - 1)
        return _one(monday + timedelta(days=_WEEKDAYS[self.weekday].weekday))


class EveryNYears(MonthDay):
    """A date that comes back after some years: 20 October, every five years from 2010."""

    kind: Literal["every-n-years"]
    every: Annotated[int, Field(ge=2, le=100)]
    counted_from: Annotated[int, Field(ge=1900, le=2200)]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*, or nothing in the years between."""
        first = self.of(self.counted_from)
        if first is None or year < self.counted_from:
            return ()
        start = date(self.counted_from, self.month, self.day)
        days = rrule(YEARLY, interval=self.every, dtstart=start, until=date(year, 12, 31))
        return tuple(Span(day.date(), day.date()) for day in days if day.year == year)


class FullMoon(Written):
    """The first or the last full moon of a month, by the date in UTC."""

    kind: Literal["full-moon"]
    month: Month
    which: Literal["first", "last"]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the day in *year*, or nothing where the month has no full moon."""
        moons = full_moons(year, self.month)
        return _one(moons[0 if self.which == "first" else -1].date()) if moons else ()


class AnnouncedDates(Written):
    """One year's dates: the first day and, for more than one day, the last (included)."""

    first: date
    last: date | None = None

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: date | None, info: ValidationInfo) -> date | None:
        return in_order(last, info, "first", "last is the last day, included")


class Announced(Written):
    """Dates that somebody announces year by year; a year that is not here is not announced."""

    kind: Literal["announced"]
    years: dict[int, AnnouncedDates]

    @field_validator("years")
    @classmethod
    def _own_year(cls, years: dict[int, AnnouncedDates]) -> dict[int, AnnouncedDates]:
        wrong = [
            f"those under {year} start on {dates.first}" for year, dates in years.items() if dates.first.year != year
        ]
        if wrong:
            message = f"holds dates under another year than theirs: {', '.join(wrong)}; move them"
            raise ValueError(message)
        return years

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return what was announced for *year*, or nothing."""
        dates = self.years.get(year)
        return (Span(dates.first, dates.last or dates.first),) if dates else ()


class Years(Written):
    """A year or a decade: from a first to a last year, both included."""

    kind: Literal["years"]
    first: Annotated[int, Field(ge=1945, le=2200)]
    last: Annotated[int, Field(ge=1945, le=2200)]
    starts: MonthDay = MonthDay(month=1, day=1)
    ends: Annotated[MonthDay, Field(validate_default=True)] = MonthDay(month=12, day=31)

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: int, info: ValidationInfo) -> int:
        return in_order(last, info, "first")

    @field_validator("ends")
    @classmethod
    def _after_starts(cls, ends: MonthDay, info: ValidationInfo) -> MonthDay:
        starts, same_year = info.data.get("starts"), info.data.get("first") == info.data.get("last", 0)
        if starts and same_year and (ends.month, ends.day) < (starts.month, starts.day):
            told, begins = (f"month {one.month}, day {one.day}" for one in (ends, starts))
            message = f"is {told}, before starts, {begins}, in the same year; correct starts or ends"
            raise ValueError(message)
        return ends

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return the whole period if it starts in *year*."""
        first, last = self.starts.of(self.first), self.ends.of(self.last)
        return (Span(first, last),) if year == self.first and first and last else ()


SimpleRule = Annotated[
    Fixed
    | NthWeekday
    | LastWeekday
    | Period
    | WeekContaining
    | LastFullWeek
    | WeekdayOfNthWeek
    | EveryNYears
    | FullMoon
    | Announced
    | Years,
    Field(discriminator="kind"),
]


class Several(Written):
    """Several days a year, each by its own rule."""

    kind: Literal["several"]
    rules: Annotated[tuple[SimpleRule, ...], Field(min_length=2, max_length=12)]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Return all of them in *year*, earliest first."""
        return tuple(sorted(span for rule in self.rules for span in rule.spans(year)))


Rule = Annotated[SimpleRule | Several, Field(discriminator="kind")]
