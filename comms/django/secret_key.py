"""The key that signs sessions and links."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from comms.config import Config


def secret_key(config: Config) -> str:
    """Return the key from COMMS_SECRET_KEY, or else from the site's file.

    The file is made at the first run, readable by its owner only.
    """
    given = config.secret("COMMS_SECRET_KEY")
    if given:
        return given
    path = config.site / config.settings.secret_key_file
    if not path.exists():
        _make(path)
    return path.read_text(encoding="utf-8").strip()


def _make(path: Path) -> None:
    """Write a new key whole and then give it its name, so that two first runs agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(50))
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
