"""One event of a feed, in one language, before it becomes iCalendar."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Literal, NamedTuple

from comms.domain.feed_journal import midnight

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
_UID = re.compile(r"[a-z0-9.-]+@[a-z0-9.-]+")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class FeedEvent:
    """What a subscriber sees; *last* is included, *changed* is the day on which its record changed last.

    *language* is that of the summary, *about_language* and *place_language* are those of the description and the
    location where they are others. *hours* are two aware times, for an event of some hours. A private one is not
    shown to those with whom a subscriber shares the calendar.
    """

    uid: str
    changed: date
    first: date
    last: date
    summary: str
    language: str
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    location: str = ""
    status: Status = "CONFIRMED"
    hours: tuple[datetime, datetime] | None = None
    is_private: bool = False
    about_language: str = ""
    place_language: str = ""

    def __post_init__(self) -> None:
        # These are written as they stand: a line break in them would add lines of its own to the feed.
        languages = [one for one in (self.about_language, self.place_language) if one]
        for value, pattern in ((self.uid, _UID), *((one, _LANGUAGE) for one in (self.language, *languages))):
            if not pattern.fullmatch(value):
                message = f"{value!r} cannot stand in a feed"
                raise ValueError(message)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of what a subscriber sees: the day of the record is not part of it."""
        days = [self.first.isoformat(), self.last.isoformat()]
        hours = [hour.astimezone(UTC).isoformat() for hour in self.hours or ()]
        texts = [self.summary, self.language, self.description, self.url, self.location, self.status, *self.categories]
        return sha256("\0".join([*days, *hours, *texts]).encode("utf-8", "replace")).hexdigest()


class Stamp(NamedTuple):
    """When an entry changed last, and how often it has."""

    changed: datetime
    sequence: int = 0


def first_stamp(entry: FeedEvent) -> Stamp:
    """Return the stamp of an entry that no journal knows: the day of its record."""
    return Stamp(midnight(entry.changed))
