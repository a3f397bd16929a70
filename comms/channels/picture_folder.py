"""The pictures of messages, in a folder, each named after the SHA-256 of its bytes."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from comms.domain.answers import Refused


class PictureFolder:
    """Keep pictures and give them back unchanged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, picture: bytes) -> str:
        """Store a picture, once, and return its name."""
        name = sha256(picture).hexdigest()
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(descriptor, "wb") as file:
                file.write(picture)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        return name

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
