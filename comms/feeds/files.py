"""Feeds on disk: replaced whole, and only when they differ."""

import fcntl
import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

_READABLE_BY_THE_WEB_SERVER = 0o644
TWIN = ".gz"
# The highest level takes three times as long for one octet in fifty.
_LEVEL = 6


def write(path: Path, content: bytes) -> Literal["written", "unchanged"]:
    """Put *content* at *path*, so that a reader sees the old file or the new one, whole."""
    if path.is_file() and path.read_bytes() == content:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, content)
    return "written"


def publish(path: Path, content: bytes, changed: datetime) -> None:
    """Put *content* at *path* and, compressed, at its twin; both files say that they changed at *changed*.

    The old twin goes first: a web server that takes a twin wherever there is one never meets a pair
    of two versions, only for a moment no twin at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    twin = twin_of(path)
    packed = gzip.compress(content, _LEVEL, mtime=0)
    twin.unlink(missing_ok=True)
    _put(path, content, changed)
    _put(twin, packed, changed)


def is_published(path: Path, size: int, changed: datetime) -> bool:
    """Tell whether *path* and its twin are as they were published, without reading them."""
    try:
        whole, packed = path.stat(), twin_of(path).stat()
    except FileNotFoundError:
        return False
    return whole.st_size == size and whole.st_mtime == packed.st_mtime == changed.timestamp()


def withdraw(path: Path) -> None:
    """Remove a feed and its twin."""
    twin_of(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def changed_at(path: Path) -> datetime | None:
    """Return when the file at *path* changed last by its own account, or None if there is none."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC) if path.is_file() else None


def twin_of(path: Path) -> Path:
    """Return where the compressed twin of *path* is."""
    return path.with_name(path.name + TWIN)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until nobody else holds the file *lock*; a writer that dies lets the next one in."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _put(path: Path, content: bytes, changed: datetime | None = None) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(_READABLE_BY_THE_WEB_SERVER)
        if changed:
            os.utime(name, (changed.timestamp(), changed.timestamp()))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
