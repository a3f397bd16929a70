"""What an event would become, as a person reads it: field by field, with what is gone and what is new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from comms.desk.dates import day_in_words
from comms.desk.differences import Part, differences
from comms.desk.languages import language_name
from comms.desk.sayings.events import field, status
from comms.domain.event_changes import Change

_LONGEST_NAME = 8
_TOLD_OF_NEW = (
    *("name", "first", "last", "starts", "ends", "zone", "place", "country", "worldwide"),
    *("page", "status", "themes"),
)


@dataclass(frozen=True)
class Line:
    """One field: its name in words, and both sides of it; *language* where it holds for one alone."""

    field: str
    parts: list[Part]
    language: str = ""


@dataclass(frozen=True)
class Shown:
    """A change with its lines, and the names of the fields in which our words stay."""

    change: Change
    lines: list[Line]
    kept: list[str]

    @property
    def value(self) -> str:
        """Return what an answer names: the event and what was read of it."""
        return f"{self.change.id}|{self.change.digest}"


def shown(change: Change) -> Shown:
    """Return *change* in words of the present language."""
    fields: Mapping[str, tuple[Any, Any]] = change.fields
    if change.what == "new":
        fields = {name: (None, change.whole[name]) for name in _TOLD_OF_NEW if name in change.whole}
    lines = [line for name, sides in fields.items() for line in _lines(name, *sides)]
    return Shown(change, lines, [field(name) for name in change.kept])


def _lines(name: str, before: Any, after: Any) -> Iterator[Line]:
    if not (isinstance(before, Mapping) or isinstance(after, Mapping)):
        yield Line(field(name), _parts(_words(name, before), _words(name, after)))
        return
    old, new = before or {}, after or {}
    for code in dict.fromkeys([*old, *new]):
        if old.get(code) != new.get(code):
            yield Line(f"{field(name)} ({language_name(code)})", _parts(old.get(code, ""), new.get(code, "")), code)


def _parts(before: str, after: str) -> list[Part]:
    # A sentence is told word by word; a day or a name is read whole.
    if min(len(before.split()), len(after.split())) > _LONGEST_NAME:
        return differences(before, after)
    sides: list[Part] = [("gone", before), ("same", " " if before and after else ""), ("new", after)]
    return [part for part in sides if part[1]]


def _words(name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if value is True:
        return "✓"
    if name in {"first", "last"}:
        return day_in_words(date.fromisoformat(str(value)))
    if name in {"starts", "ends"}:
        moment = datetime.fromisoformat(str(value))
        return f"{day_in_words(moment.date())}, {moment:%H:%M}"
    if name == "status":
        return status(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
