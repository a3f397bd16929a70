"""One YAML file, read safely, and its values parsed with every problem told in plain words."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
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


def read_yaml(path: Path, *, name: str) -> Any:
    """Return the value of the YAML file at *path*, called *name* in messages."""
    text = _text(path, name)
    hidden = tuple(islice(_invisible(text, name), _ENOUGH))
    if hidden:
        raise WrittenError(hidden)
    try:
        return document(text)
    except NotReadError as error:
        found = islice(error.found, _ENOUGH)
        raise WrittenError(Problem(name, f"line {line}", "", one_line(message)) for line, message in found) from None


def _text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise _whole_file(name, "is larger than 2 MB; split it into several files")
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
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
