"""Files that a person hands over: kept until what they would change was read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from comms import app
from comms.desk.views.visitor import person_of
from comms.errors import NotAllowedError, Problem
from comms.services import uploads


def handed_over(request: HttpRequest) -> str:
    """Keep the file of *request*; return the key that finds it again."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        message = "choose a file first"
        raise NotAllowedError(message)
    content = file.read(uploads.LARGEST + 1)
    return uploads.keep(_folder(), file.name or "", content, by=person_of(request), now=app.now())


def kept_file(key: str) -> Path:
    """Return where the file with this key is."""
    return uploads.path_of(_folder(), key)


def discard(key: str) -> None:
    """Take a file away that has done its work."""
    kept_file(key).unlink()


def told_of(problems: Iterable[Problem]) -> list[str]:
    """Return what is wrong in a file, without where the desk keeps it."""
    return [str(replace(one, file=Path(one.file).name)) for one in problems]


def _folder() -> Path:
    return app.config().var / "uploads"
