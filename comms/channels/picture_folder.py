"""The pictures of messages, in a folder, each named after the SHA-256 of its bytes."""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from comms.domain.answers import Refused


class PictureFolder:
    """Keep pictures and give them back unchanged; a file that is not what its name says is written anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, picture: bytes) -> str:
        """Store a picture, once, and return its name."""
        name = sha256(picture).hexdigest()
        path = self._folder / name
        if self._is_whole(name):
            # Whoever clears up leaves alone what somebody wanted just now.
            os.utime(path)
        else:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(picture)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        return name

    def _is_whole(self, name: str) -> bool:
        try:
            self.read(name)
        except Refused:
            return False
        return True

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Yield the names of the files that nobody has stored since *moment*; what was never finished is one too."""
        if self._folder.is_dir():
            for entry in os.scandir(self._folder):
                if entry.stat().st_mtime < moment.timestamp():
                    yield entry.name

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone already is as good."""
        (self._folder / name).unlink(missing_ok=True)

    def read(self, name: str) -> bytes:
        """Return the bytes of a picture; raise Refused where they are not there or not what the name says."""
        try:
            picture = (self._folder / name).read_bytes()
        except OSError as error:
            reason = "its picture is not in the library any more; choose another"
            raise Refused(reason) from error
        if sha256(picture).hexdigest() != name:
            reason = "its picture was changed after it was approved; choose it anew"
            raise Refused(reason)
        return picture
