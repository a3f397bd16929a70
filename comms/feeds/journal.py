"""The feed journal while feeds are made: what was told of each entry, and what is told of it now."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from comms.domain.feed_journal import Remembered, is_told, remember
from comms.feeds.feed_event import FeedEvent, Stamp


class Told(NamedTuple):
    """Whom an entry is known by: a text that changes in one language is no change in another."""

    uid: str
    language: str


class Journal:
    """What is remembered by entry and language; *learnt* is what has still to be stored."""

    def __init__(self, known: Mapping[Told, Remembered], *, now: datetime) -> None:
        self._known = known
        self._now = now
        self.learnt: dict[Told, Remembered] = {}

    def stamp(self, entry: FeedEvent, language: str) -> Stamp | None:
        """Return when *entry* changed last; None once it has been cancelled long enough to go."""
        key = Told(entry.uid, language)
        before = self._known.get(key)
        cancelled = entry.status == "CANCELLED"
        now = remember(entry.fingerprint, before, written=entry.changed, cancelled=cancelled, now=self._now)
        if now != before:
            self.learnt[key] = now
        return Stamp(now.changed, now.sequence) if is_told(now, self._now.date()) else None
