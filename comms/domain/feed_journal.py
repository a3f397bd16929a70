"""What feeds remember of each entry and each file: so that a change is told once, and a time never goes back."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

CANCELLED_DAYS = timedelta(days=30)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Remembered:
    """What subscribers were told of an entry last: its content, how often it changed, when, and until when it stays.

    Only a cancelled entry has an end: it is struck through in a reader's calendar, and then it goes.
    """

    fingerprint: str
    sequence: int
    changed: datetime
    cancelled_until: date | None = None


def midnight(day: date) -> datetime:
    """Return the instant at which *day* begins in UTC: the time of a record that only knows its day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def later(before: datetime, now: datetime) -> datetime:
    """Return the time of a change at *now*: whole seconds, and after *before* even where a clock was set back."""
    return max(now.replace(microsecond=0), before + _SECOND)


def remember(
    fingerprint: str, before: Remembered | None, *, written: date, cancelled: bool, now: datetime
) -> Remembered:
    """Return what to remember of an entry whose record was written on the day *written*.

    The first time its own record gives the time, so that a journal begun anew gives the same bytes.
    """
    if before is None:
        told = Remembered(fingerprint, 0, min(midnight(written), now.replace(microsecond=0)))
    elif before.fingerprint == fingerprint:
        return before
    else:
        told = Remembered(fingerprint, before.sequence + 1, later(before.changed, now), before.cancelled_until)
    if not cancelled:
        return replace(told, cancelled_until=None)
    return replace(told, cancelled_until=told.cancelled_until or told.changed.date() + CANCELLED_DAYS)


def is_told(one: Remembered, today: date) -> bool:
    """Tell whether an entry still stands in its feeds on the day *today*."""
    return one.cancelled_until is None or today <= one.cancelled_until
