"""The occurrences and events of a window in one language, each rendered once for all feeds that hold it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from comms.domain.dates import Span
from comms.domain.events import Event
from comms.domain.observances import Observance, occurrences
from comms.feeds.entries import Imprint, event_entry, occurrence_entry
from comms.feeds.feed_event import FeedEvent
from comms.feeds.ics_event import block
from comms.feeds.journal import Journal

# A year or a decade would cover every day of a subscriber's calendar.
_KINDS = ("day", "week")


@dataclass(frozen=True)
class Told:
    """An entry, when it changed last, and its block."""

    entry: FeedEvent
    changed: datetime
    block: str

    @property
    def place(self) -> tuple[date, str]:
        """Return where it stands in a feed: by date, then by UID."""
        return self.entry.first, self.entry.uid


def told(entry: FeedEvent, language: str, journal: Journal) -> list[Told]:
    """Return *entry* as feeds in *language* tell it; nothing where it has been cancelled for long."""
    stamp = journal.stamp(entry, language)
    return [Told(entry, stamp.changed, block(entry, stamp))] if stamp else []


class Shelf:
    """Days and weeks, and the events whose dates are announced, that fall into *window* or reach into it."""

    def __init__(  # noqa: PLR0913 - what feeds are made of
        self,
        observances: Iterable[Observance],
        events: Iterable[Event],
        language: str,
        *,
        window: Span,
        imprint: Imprint,
        journal: Journal,
    ) -> None:
        coming = occurrences(observances, window.first, window.last)
        periods = [one for one in coming if one.observance.kind not in _KINDS]
        self._days = [
            (one.observance, each)
            for one in coming
            if one.observance.kind in _KINDS
            for each in told(occurrence_entry(one, language, imprint, periods), language, journal)
        ]
        self._events = [
            (event, each)
            for event in events
            if _falls_into(event, window)
            for each in told(event_entry(event, language, imprint), language, journal)
        ]

    def days(self, wanted: Callable[[Observance], bool]) -> list[Told]:
        """Return the occurrences of the observances that are *wanted*."""
        return [each for observance, each in self._days if wanted(observance)]

    def days_of(self, ids: Collection[str]) -> list[Told]:
        """Return the occurrences of the observances with these ids."""
        return self.days(lambda observance: observance.id in ids)

    def events(self, wanted: Callable[[Event], bool]) -> list[Told]:
        """Return the events that are *wanted*."""
        return [each for event, each in self._events if wanted(event)]


def _falls_into(event: Event, window: Span) -> bool:
    if event.first is None or event.last is None:
        return False
    return event.first <= window.last and event.last >= window.first
