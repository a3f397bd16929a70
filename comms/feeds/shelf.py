"""The occurrences and events of a window in one language, each rendered once for all feeds that hold it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from comms.domain.dates import Span
from comms.domain.events import Event
from comms.domain.observances import Observance, occurrences
from comms.feeds.entries import Imprint, event_entry, occurrence_entry
from comms.feeds.feed_event import FeedEvent
from comms.feeds.ics_event import block

# A year or a decade would cover every day of a subscriber's calendar.
_KINDS = ("day", "week")


@dataclass(frozen=True)
class Told:
    """An entry and its block."""

    entry: FeedEvent
    block: str

    @property
    def place(self) -> tuple[date, str]:
        """Return where it stands in a feed: by date, then by UID."""
        return self.entry.first, self.entry.uid


def _told(entry: FeedEvent) -> Told:
    return Told(entry, block(entry))


class Shelf:
    """Days and weeks, and the events whose dates are announced, that fall into *window* or reach into it."""

    def __init__(
        self,
        observances: Iterable[Observance],
        events: Iterable[Event],
        language: str,
        *,
        window: Span,
        imprint: Imprint,
    ) -> None:
        shown = [one for one in observances if one.kind in _KINDS]
        self._days = [
            (one.observance, _told(occurrence_entry(one, language, imprint)))
            for one in occurrences(shown, window.first, window.last)
        ]
        self._events = [
            (event, _told(event_entry(event, language, imprint))) for event in events if _falls_into(event, window)
        ]

    def days(self, wanted: Callable[[Observance], bool]) -> list[Told]:
        """Return the occurrences of the observances that are *wanted*."""
        return [told for observance, told in self._days if wanted(observance)]

    def days_of(self, ids: Collection[str]) -> list[Told]:
        """Return the occurrences of the observances with these ids."""
        return self.days(lambda observance: observance.id in ids)

    def events(self, wanted: Callable[[Event], bool]) -> list[Told]:
        """Return the events that are *wanted*."""
        return [told for event, told in self._events if wanted(event)]


def _falls_into(event: Event, window: Span) -> bool:
    if event.first is None or event.last is None:
        return False
    return event.first <= window.last and event.last >= window.first
