"""One YAML file, read safely, and its values parsed with every problem told in plain words."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from comms.domain.written import Written
from comms.errors import Problem, WrittenError
from comms.readers.places import item_name
from comms.readers.plain_words import problems_of
from comms.readers.shown import one_line
from comms.readers.strict_yaml import NotReadError, document

_LARGEST = 2_000_000
# More would hide the first; they come back in the next run.
_ENOUGH = 50
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile("\r\n|\r|\n")

W = TypeVar("W", bound=Written)


@dataclass(frozen=True)
class Ours:
    """How one knows a file that somebody hands over as one of ours: by its *key*, as docs/calendars.md tells it."""

    what: str
    key: str

    @property
    def refusal(self) -> str:
        """Return what is said of any other file."""
        return (
            f"is not {self.what}: it has no list called “{self.key}”; give another file, "
            "or write it as docs/calendars.md tells"
        )

    def may_be(self, text: str) -> bool:
        """Tell whether *text*, sound YAML or not, names the key at all."""
        return re.search(rf"\b{self.key}[\"']?\s*:", text) is not None


def read_yaml(path: Path, *, name: str, ours: Ours | None = None) -> Any:
    """Return the value of the YAML file at *path*, called *name* in messages.

    Of a file that *ours* does not know as one of our own, no message quotes a word.
    """
    text = read_text(path, name)
    if ours and not ours.may_be(text):
        raise _whole_file(name, ours.refusal)
    value = _document(text, name)
    if ours and not (isinstance(value, dict) and ours.key in value):
        raise _whole_file(name, ours.refusal)
    return value


def written_text(path: Path, name: str) -> str:
    """Return the text of the file at *path*; raise WrittenError where it is none, or holds what no reader sees."""
    text = read_text(path, name)
    _refuse_invisible(text, name)
    return text


def _refuse_invisible(text: str, name: str) -> None:
    if "\0" in text:
        raise _whole_file(name, "holds signs that are no text (NUL); save the file as UTF-8, or give another")
    hidden = tuple(islice(_invisible(text, name), _ENOUGH))
    if hidden:
        raise WrittenError(hidden)


def _document(text: str, name: str) -> Any:
    _refuse_invisible(text, name)
    try:
        return document(text)
    except NotReadError as error:
        found = islice(error.found, _ENOUGH)
        raise WrittenError(Problem(name, f"line {line}", "", one_line(message)) for line, message in found) from None


def read_text(path: Path, name: str) -> str:
    """Return the text of the file at *path* without a byte-order mark; raise WrittenError where it is none."""
    try:
        # A device says that it is empty, and never ends: only reading tells how long a file is.
        with path.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise _whole_file(name, "is larger than 2 MB; split it into several files")
        return content.decode("utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise _whole_file(name, "is missing; create it") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _whole_file(name, "is not UTF-8; save the file as UTF-8", f"line {line}") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _whole_file(name, f"cannot be read ({reason}); make it a file that you may read") from None


def _whole_file(name: str, message: str, entry: str = "") -> WrittenError:
    return WrittenError([Problem(name, entry, "", message)])


def _invisible(text: str, name: str) -> Iterator[Problem]:
    if not _INVISIBLE.search(text):
        return
    for number, line in enumerate(_LINE_END.split(text), start=1):
        found = _INVISIBLE.search(line)
        if found:
            message = f"holds the invisible character U+{ord(found[0]):04X}; delete it"
            yield Problem(name, f"line {number}", "", message)


def parsed(model: type[W], raw: object, *, file: str) -> W:
    """Return *raw* as a *model*; raise WrittenError with all that is wrong in it."""
    value, problems = _parsed(model, raw, file, "")
    if value is None:
        raise WrittenError(problems)
    return value


def entry_name(raw: object, number: int) -> str:
    """Return what a message calls an entry: its id, or its place in the list counted from 1."""
    name = item_name(raw, number)
    return f"entry {number}" if name == str(number) else name


def parsed_entries(
    model: type[W], raw: Iterable[object], *, file: str, entry_of: Callable[[object, int], str] = entry_name
) -> tuple[list[W], list[Problem]]:
    """Return the sound entries of a list, and all that is wrong in the others."""
    values, problems = [], []
    for number, one in enumerate(raw, start=1):
        value, found = _parsed(model, one, file, entry_of(one, number))
        problems += found
        if value is not None:
            values.append(value)
    return values, problems


def _parsed(model: type[W], raw: object, file: str, entry: str) -> tuple[W | None, list[Problem]]:
    # Strict JSON takes a date only from a written date: lax parsing would read 930 as a quarter past midnight.
    text = json.dumps(raw, default=str)
    try:
        return model.model_validate_json(text, strict=True), []
    except ValidationError as error:
        return None, problems_of(error, model, raw, file=file, entry=entry)
