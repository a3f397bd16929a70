"""The occurrences and events of a window in one language, each rendered once for all feeds that hold it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from comms.domain.dates import Span
from comms.domain.events import Event, repeats_a_day
from comms.domain.observances import FIRST_DAY, LAST_DAY, Observance, Occurrence, nearest, occurrences
from comms.feeds.entries import Imprint, event_entry, occurrence_entry, period_entries, taken_back_entry
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
        self._window = window
        coming = occurrences(self._known, window.first, window.last)
        periods = [one for one in coming if one.observance.kind not in _KINDS]
        self._days = [
            (one.observance, each)
            for one in coming
            if one.observance.kind in _KINDS
            for each in told(occurrence_entry(one, language, imprint, periods), language, journal)
        ]
        self._by_id: dict[str, list[Told]] = defaultdict(list)
        for observance, each in self._days:
            self._by_id[observance.id].append(each)
        whole = occurrences((one for one in self._known if one.is_period), FIRST_DAY, LAST_DAY)
        self._periods = [
            (one, each)
            for one in whole
            for entry in period_entries(one, language, imprint)
            for each in told(entry, language, journal)
        ]
        by_date: dict[date, list[Occurrence]] = defaultdict(list)
        for one in coming:
            by_date[one.first].append(one)
        self._events = [
            (event, each, _repeated(event, by_date, imprint))
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
        found = [each for _, each in self._periods]
        for one in (one for one in self._known if not one.is_period):
            known = self._by_id.get(one.id) or self._nearest(one, within)
            near = [each for each in known if each.entry.first <= within.last and each.entry.last >= within.first]
            found += near or known[-1:]
        return found

    def _nearest(self, observance: Observance, within: Span) -> list[Told]:
        return [
            each
            for one in nearest(observance, within)
            for each in told(occurrence_entry(one, self._language, self._imprint), self._language, self._journal)
        ]

    def periods(self, wanted: Callable[[Observance], bool]) -> list[Told]:
        """Return the first and the last days of the years and decades in force that are *wanted*."""
        window = self._window
        return [
            each
            for one, each in self._periods
            if wanted(one.observance) and one.first <= window.last and one.last >= window.first
        ]

    def days_of(self, ids: Collection[str], feed: str) -> list[Told]:
        """Return the occurrences of the observances with these ids, as *feed* tells them."""
        found = [each for id_ in ids for each in self._by_id.get(id_, ())]
        apart = self._journal.told_apart(feed)
        if not apart:
            return found
        return [again for each in found for again in (self._apart(each, feed) if each.entry.uid in apart else [each])]

    def taken_back(self, ids: Mapping[str, datetime], feed: str) -> list[Told]:
        """Return the occurrences that *feed* told until somebody took consent back: cancelled, for as long as any."""
        return [
            again
            for id_, since in ids.items()
            for each in self._by_id.get(id_, ())
            for again in self._apart(each, feed, since)
        ]

    def _apart(self, one: Told, feed: str, since: datetime | None = None) -> list[Told]:
        entry = taken_back_entry(one.entry, self._language) if since else one.entry
        shared = self._journal.stamp(one.entry, self._language)
        stamp = shared and self._journal.stamp_apart(feed, entry, self._language, shared, since=since)
        return [Told(entry, stamp.changed, block(entry, stamp))] if stamp else []

    def events(self, wanted: Callable[[Event], bool], beside: Iterable[Told] = ()) -> list[Told]:
        """Return the events that are *wanted*, but for those that are a day which stands *beside* them."""
        days = {each.entry.uid for each in beside}
        return [each for event, each, repeated in self._events if wanted(event) and days.isdisjoint(repeated)]


def _repeated(event: Event, by_date: Mapping[date, Iterable[Occurrence]], imprint: Imprint) -> frozenset[str]:
    """Return the UIDs of the days that *event* only repeats under another name."""
    same_day = by_date.get(event.first, ()) if event.first else ()
    return frozenset(f"{one.key}@{imprint.host}" for one in same_day if repeats_a_day(event, (one,)))


def _falls_into(event: Event, window: Span) -> bool:
    if event.first is None or event.last is None:
        return False
    return event.first <= window.last and event.last >= window.first
