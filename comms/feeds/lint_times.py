"""Time in a feed: its events stand in their order, and nothing of it changed in the future."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from comms.feeds.lint_lines import Finding, Property
from comms.feeds.lint_values import day, instant

# Clocks differ; a day apart they do not.
_AHEAD = timedelta(days=1)
_DAY = timedelta(days=1)
_STAMPS = ("DTSTAMP", "LAST-MODIFIED")


class Place(NamedTuple):
    """Where an event stands in a feed: by its first day, then by UID.

    Hours are told in UTC, so that the day at the place of an event lies anywhere from *first* to *last*.
    """

    first: date
    last: date
    uid: str

    def is_before(self, other: "Place") -> bool:
        """Tell whether it must stand before *other*."""
        if self.last < other.first:
            return True
        return self.first == self.last == other.first == other.last and self.uid < other.uid


def place_of(event: Sequence[Property]) -> Place | None:
    """Return where *event* stands; None if it does not say when it begins."""
    known = {one.name: one.value for one in event}
    start, uid = known.get("DTSTART", ""), known.get("UID", "")
    whole, hour = day(start), instant(start)
    if whole:
        return Place(whole.date(), whole.date(), uid)
    return Place(hour.date() - _DAY, hour.date() + _DAY, uid) if hour else None


def in_order(places: Sequence[Place]) -> bool:
    """Tell whether events at these *places* stand one after the other as the writer puts them."""
    return not any(later.is_before(earlier) for earlier, later in pairwise(places))


def order_findings(events: Sequence[Sequence[Property]]) -> Iterator[Finding]:
    """Find events that stand after one that they must stand before."""
    places = [(event[0].line, place) for event in events if (place := place_of(event))]
    for (_, earlier), (line, later) in pairwise(places):
        if later.is_before(earlier):
            yield Finding("order", line, f"{later.uid} stands after {earlier.uid}; events stand by first day, then UID")


def is_ahead(stamp: datetime, now: datetime | None) -> bool:
    """Tell whether *stamp* lies in the future of *now*; nothing does while nobody says when now is."""
    return now is not None and stamp.replace(tzinfo=UTC) > now + _AHEAD


def future_findings(written: Sequence[Property], now: datetime | None) -> Iterator[Finding]:
    """Find changes that have not happened yet: who asks only for newer ones would get none until then."""
    for one in (one for one in written if one.name in _STAMPS):
        stamp = instant(one.value)
        if stamp and is_ahead(stamp, now):
            yield Finding(one.name, one.line, f"{one.value} is in the future; set the clock or “changed” right")
