"""Files that people hand over at the desk, kept between reading what they would change and doing it."""

import re
import shutil
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from comms.errors import NotAllowedError
from comms.feeds.files import write
from comms.services.people import WRITE, require
from comms.store.models import Person

LARGEST = 2_000_000
_KEPT_FOR = timedelta(days=1)
_KEY = re.compile(r"[0-9a-f]{32}/[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
_ODD = re.compile(r"[^A-Za-z0-9.]+")


def keep(folder: Path, name: str, content: bytes, *, by: Person, now: datetime) -> str:
    """Keep *content*, a file called *name*, for a day in *folder*; return the key that finds just these bytes again."""
    require(by, WRITE)
    if len(content) > LARGEST:
        message = "the file is larger than 2 MB; split it into several files"
        raise NotAllowedError(message)
    _clear(folder, now)
    plain = _ODD.sub("-", Path(name).name).strip(".-")[-100:].lstrip(".-") or "file"
    key = f"{sha256(content).hexdigest()[:32]}/{plain}"
    write(folder / key, content)
    return key


def path_of(folder: Path, key: str) -> Path:
    """Return where the file with this key is."""
    path = folder / key
    if not _KEY.fullmatch(key) or not path.is_file():
        message = "the file is not here any more; choose it again"
        raise NotAllowedError(message)
    return path


def _clear(folder: Path, now: datetime) -> None:
    before = (now - _KEPT_FOR).timestamp()
    for old in folder.glob("*"):
        if old.stat().st_mtime < before:
            shutil.rmtree(old, ignore_errors=True)
