"""A month as weeks of days: observances by tier, events, and how many posts stand where."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from comms.domain.events import Event
from comms.domain.observances import Occurrence, occurrences
from comms.readers.calendars import Calendars
from comms.store.queries import states_by_day

_MONDAY_FIRST = calendar.Calendar(firstweekday=0)


@dataclass
class MonthDay:
    """A day of the table; what lasts several days stands on the first of them that is shown."""

    day: date
    is_inside: bool
    observances: dict[str, list[Occurrence]] = field(default_factory=lambda: defaultdict(list))
    events: list[Event] = field(default_factory=list)
    states: Mapping[str, int] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all falls on the day."""
        return not (self.observances or self.events or self.states)


@dataclass(frozen=True)
class Month:
    """The weeks that a month touches, and what lasts longer than any of them."""

    first: date
    weeks: list[list[MonthDay]]
    all_year: list[Occurrence]


def month_of(calendars: Calendars, year: int, month: int) -> Month:
    """Return the month with everything on it."""
    first = date(year, month, 1)
    weeks = [
        [MonthDay(day, day.month == month) for day in week] for week in _MONDAY_FIRST.monthdatescalendar(year, month)
    ]
    days = {one.day: one for week in weeks for one in week}
    begin, end = min(days), max(days)
    all_year = []
    for occurrence in occurrences(calendars.observances.values(), begin, end):
        if occurrence.observance.kind in {"year", "decade"}:
            all_year.append(occurrence)
        else:
            days[max(begin, occurrence.first)].observances[occurrence.observance.tier].append(occurrence)
    for event in calendars.events.values():
        if event.first and event.last and event.first <= end and event.last >= begin:
            days[max(begin, event.first)].events.append(event)
    for day, states in states_by_day(begin, end).items():
        days[day].states = states
    return Month(first, weeks, all_year)


def before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def after(first: date) -> date:
    """Return the first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)
