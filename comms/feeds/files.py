"""Feeds on disk: replaced whole, and only when they differ."""

import os
import tempfile
from pathlib import Path
from typing import Literal

_READABLE_BY_THE_WEB_SERVER = 0o644


def write(path: Path, content: bytes) -> Literal["written", "unchanged"]:
    """Put *content* at *path*, so that a reader sees the old file or the new one, whole."""
    if path.is_file() and path.read_bytes() == content:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(_READABLE_BY_THE_WEB_SERVER)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return "written"
