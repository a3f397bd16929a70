"""The occurrences and events of a window in one language, each rendered once for all feeds that hold it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from comms.domain.dates import Span
from comms.domain.events import Event
from comms.domain.observances import FIRST_DAY, LAST_DAY, Observance, nearest, occurrences
from comms.feeds.entries import Imprint, event_entry, occurrence_entry, period_entries
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
        self._known, self._imprint, self._journal, self._language = tuple(observances), imprint, journal, language
        coming = occurrences(self._known, window.first, window.last)
        periods = [one for one in coming if one.observance.kind not in _KINDS]
        self._days = [
            (one.observance, each)
            for one in coming
            if one.observance.kind in _KINDS
            for each in told(occurrence_entry(one, language, imprint, periods), language, journal)
        ]
        whole = occurrences((one for one in self._known if one.is_period), FIRST_DAY, LAST_DAY)
        self._periods = [
            each
            for one in whole
            for entry in period_entries(one, language, imprint)
            for each in told(entry, language, journal)
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

    def all_days(self, within: Span) -> list[Told]:
        """Return every observance: days and weeks in *within*, the others on their nearest date.

        Of a year or a decade there are its first and its last day, whenever they are.
        """
        by_observance: dict[str, list[Told]] = {}
        for observance, each in self._days:
            by_observance.setdefault(observance.id, []).append(each)
        found = [*self._periods]
        for one in (one for one in self._known if not one.is_period):
            known = by_observance.get(one.id) or self._nearest(one, within)
            near = [each for each in known if each.entry.first <= within.last and each.entry.last >= within.first]
            found += near or known[-1:]
        return found

    def _nearest(self, observance: Observance, within: Span) -> list[Told]:
        return [
            each
            for one in nearest(observance, within)
            for each in told(occurrence_entry(one, self._language, self._imprint), self._language, self._journal)
        ]

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
