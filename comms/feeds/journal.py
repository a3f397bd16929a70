"""The feed journal while feeds are made: what was told of each entry, and what is told of it now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from comms.domain.feed_journal import Remembered, is_told, remember
from comms.feeds.feed_event import FeedEvent, Stamp

# No UID holds it: before it stands the feed that has told of an entry otherwise than the others.
_OF = "/"


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
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one in (one.uid for one in known if _OF in one.uid):
            feed, _, uid = one.partition(_OF)
            self._apart[feed].add(uid)

    def stamp(self, entry: FeedEvent, language: str) -> Stamp | None:
        """Return when *entry* changed last; None once it has been cancelled long enough to go."""
        key = Told(entry.uid, language)
        before = self._known.get(key)
        cancelled = entry.status == "CANCELLED"
        now = remember(entry.fingerprint, before, written=entry.changed, cancelled=cancelled, now=self._now)
        if now != before:
            self.learnt[key] = now
        return Stamp(now.changed, now.sequence) if is_told(now, self._now.date()) else None

    def told_apart(self, feed: str) -> Collection[str]:
        """Return the UIDs of the entries that *feed* has told of otherwise than the others."""
        return self._apart.get(feed, ())

    def stamp_apart(
        self, feed: str, entry: FeedEvent, language: str, shared: Stamp, *, since: datetime | None = None
    ) -> Stamp | None:
        """Return the stamp of *entry* in one feed alone: *since* then it tells otherwise than those of *shared*.

        What it counts goes on from what its subscribers were told last, also where it comes back to all others.
        """
        key = Told(f"{feed}{_OF}{entry.uid}", language)
        before = self._known.get(key)
        now = remember(
            entry.fingerprint,
            before or Remembered("", shared.sequence, shared.changed),
            written=entry.changed,
            cancelled=entry.status == "CANCELLED",
            now=self._now if before or since is None else min(since, self._now),
        )
        if now != before:
            self.learnt[key] = now
        return Stamp(now.changed, now.sequence) if is_told(now, self._now.date()) else None
