"""Putting feeds where subscribers find them: checked, only when they differ, and at a time that never goes back."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol, Self

from django.db import transaction

from comms.domain.feed_journal import later
from comms.feeds.files import changed_at, is_published, publish
from comms.services.audit import DESK, record
from comms.store.models import FeedFile

_WRITERS, _WAITING = 2, 8
_FIELDS = ("digest", "size", "changed", "findings")


class Feed(Protocol):
    """What can be published."""

    @property
    def file(self) -> str:
        """Return its name."""
        ...

    @property
    def newest(self) -> datetime:
        """Return when the last of what it holds changed."""
        ...

    def content(self, changed: datetime) -> bytes:
        """Return the bytes as of *changed*."""
        ...

    def findings(self, content: bytes, now: datetime) -> list[str]:
        """Return what keeps *content* from being published *now*."""
        ...


@dataclass(frozen=True)
class Built:
    """What a build did: files written, files that were already so, and findings that kept a file back."""

    written: int
    unchanged: int
    findings: tuple[str, ...]


class Press:
    """Publish feeds into *folder*; a feed with a finding is held back, the old one stays, and a person is told."""

    def __init__(self, folder: Path, *, prefix: str = "", now: datetime) -> None:
        self._folder, self._prefix, self._now = folder, prefix, now
        self._rows = {row.name: row for row in FeedFile.objects.filter(name__startswith=prefix)}
        self._learnt: list[FeedFile] = []
        self._held: list[FeedFile] = []
        self._writers = ThreadPoolExecutor(_WRITERS)
        self._under_way: deque[Future[None]] = deque()
        self._written = self._unchanged = 0
        self._findings: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writers.shutdown()

    def offer(self, feed: Feed) -> None:
        """Publish *feed* if it differs from what subscribers have."""
        name = self._prefix + feed.file
        path = self._folder / feed.file
        row = self._rows.get(name) or FeedFile(name=name)
        before = row.changed or changed_at(path)
        # A day written with a slip, as 2099, is no reason to tell of the future.
        changed = before or min(feed.newest, self._now.replace(microsecond=0))
        content = feed.content(changed)
        digest = _digest(content)
        if before and digest != (row.digest or _digest_at(path)):
            changed = later(before, self._now)
            content = feed.content(changed)
            digest = _digest(content)
        if row.digest != digest or row.findings:
            # A clock that was ahead has told its time already: holding what follows back until then helps nobody.
            wrong = feed.findings(content, max(self._now, before) if before else self._now)
            if wrong:
                self._hold(row, wrong)
                return
            row.digest, row.size, row.changed, row.findings = digest, len(content), changed, []
            self._learnt.append(row)
        self._put(path, content, changed)

    def finish(self) -> Built:
        """Wait for the last file, remember what was published, and say what was done."""
        self._wait_for(0)
        with transaction.atomic():
            FeedFile.objects.bulk_create(
                self._learnt, batch_size=500, update_conflicts=True, unique_fields=["name"], update_fields=_FIELDS
            )
            for row in self._held:
                record("feed held back", row.name, by=DESK, now=self._now, after={"findings": row.findings})
        return Built(self._written, self._unchanged, tuple(self._findings))

    def _put(self, path: Path, content: bytes, changed: datetime) -> None:
        if is_published(path, len(content), changed):
            self._unchanged += 1
            return
        self._under_way.append(self._writers.submit(publish, path, content, changed))
        self._written += 1
        self._wait_for(_WAITING)

    def _wait_for(self, most: int) -> None:
        while len(self._under_way) > most:
            self._under_way.popleft().result()

    def _hold(self, row: FeedFile, wrong: list[str]) -> None:
        self._findings += [f"{row.name}: {finding}" for finding in wrong]
        if row.findings != wrong:
            row.findings = wrong
            self._held.append(row)
            self._learnt.append(row)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _digest_at(path: Path) -> str:
    return _digest(path.read_bytes()) if path.is_file() else ""
