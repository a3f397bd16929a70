"""The turns of an event that comes back: counted out within limits, each with a name that it keeps."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component

from comms.domain.dates import Span
from comms.readers.foreign_event import UnreadableError

# A meeting of every week has its place for three years; what comes back daily would fill the feeds of the whole site.
MOST_TURNS = 200
# A series is counted out from its first day, day by day.
_EARLIEST_YEAR = 1900


def named_turns(events: list[Component], zones: Iterable[Component], window: Span) -> Iterator[tuple[str, Component]]:
    """Yield each turn in *window* with its name: its day or, for a second one on a day, the day and the hour.

    A turn that was moved keeps the name of the day on which it would have been.
    """
    named: set[str] = set()
    for turn in _turns(events, zones, window):
        name = next((one for one in _names(turn) if one not in named), "")
        # The same hour of the same day a second time is no other turn.
        if name:
            named.add(name)
            yield name, turn


def _names(turn: Component) -> Iterator[str]:
    starts: Any = turn["DTSTART"]
    for moment in (_planned(turn), starts.dt):
        yield f"{moment:%Y%m%d}"
        if isinstance(moment, datetime):
            yield f"{moment:%Y%m%dT%H%M%S}"


def _planned(turn: Component) -> date:
    known: Any = turn.get("RECURRENCE-ID") or turn["DTSTART"]
    planned: date = known.dt
    return planned


def _turns(events: list[Component], zones: Iterable[Component], window: Span) -> list[Component]:
    for event in events:
        _refuse_early(event)
    calendar = Calendar()
    for component in (*zones, *events):
        calendar.add_component(component)
    try:
        turns = list(islice(recurring_ical_events.of(calendar).between(window.first, window.last), MOST_TURNS + 1))
    # The library raises what it likes on a rule that makes no sense, and its words mostly mean something else.
    except Exception as error:
        message = "is a rule that cannot be counted out; correct it in the source"
        raise UnreadableError(message, field="RRULE") from error
    if len(turns) > MOST_TURNS:
        message = f"comes back more than {MOST_TURNS} times in the period, which would fill the feeds; leave it out"
        raise UnreadableError(message, field="RRULE")
    return turns


def _refuse_early(event: Component) -> None:
    starts = getattr(event.get("DTSTART"), "dt", None)
    if isinstance(starts, date) and starts.year < _EARLIEST_YEAR:
        message = f"is in the year {starts.year}; begin the series in {_EARLIEST_YEAR} or later"
        raise UnreadableError(message, field="DTSTART")
