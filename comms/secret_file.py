"""A file that holds a secret of this site."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def secret_file(path: Path, *, make: Callable[[], str]) -> str:
    """Return the secret in *path*; at its first use it is made, readable by its owner only.

    It is written whole before it gets its name, so that two first uses agree on one secret.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="utf-8").strip()


def change_secret(path: Path, secret: str) -> None:
    """Put *secret* into *path* in one step, readable by its owner only."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
