"""Published files in memory: read once a version, noticed at once when they are replaced."""

import os
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

MOST_OCTETS = 64_000_000


class Version(NamedTuple):
    """What changes whenever a file is replaced."""

    modified: int
    size: int
    inode: int


class Head(NamedTuple):
    """The headers of an answer, as WSGI wants them and as ASGI does."""

    words: list[tuple[str, str]]
    octets: list[tuple[bytes, bytes]]

    @classmethod
    def of(cls, words: list[tuple[str, str]]) -> "Head":
        """Return the head that these headers make."""
        return cls(words, [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in words])


@dataclass(frozen=True)
class Body:
    """The bytes of one version of a file; *modified* is in whole seconds.

    *heads* are the headers that were made for it, by status: they are the same until the file is replaced.
    """

    version: Version
    octets: bytes
    etag: str
    modified: int
    heads: dict[int, Head] = field(default_factory=dict)


class Bodies:
    """The bodies that were asked for lately, up to *most* octets; the oldest go first."""

    def __init__(self, most: int = MOST_OCTETS) -> None:
        self._most = most
        self._kept: dict[str, Body] = {}
        self._octets = 0
        self._lock = threading.Lock()

    def body(self, path: str) -> Body | None:
        """Return the present body of the file at *path*, or None if there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116 - this runs at each request
        except OSError:
            self._forget(path)
            return None
        kept = self._kept.get(path)
        if kept and kept.version == (found.st_mtime_ns, found.st_size, found.st_ino):
            return kept
        return self._read(path)

    def _read(self, path: str) -> Body | None:
        try:
            with Path(path).open("rb") as file:
                found, octets = os.fstat(file.fileno()), file.read()
        except OSError:
            return None
        version = Version(found.st_mtime_ns, found.st_size, found.st_ino)
        body = Body(version, octets, f'"{sha256(octets).hexdigest()}"', int(found.st_mtime))
        self._keep(path, body)
        return body

    def _keep(self, path: str, body: Body) -> None:
        with self._lock:
            self._drop(path)
            self._kept[path] = body
            self._octets += len(body.octets)
            while self._octets > self._most and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def _forget(self, path: str) -> None:
        if path in self._kept:
            with self._lock:
                self._drop(path)

    def _drop(self, path: str) -> None:
        gone = self._kept.pop(path, None)
        self._octets -= len(gone.octets) if gone else 0
