"""The files of a calendar and the entries in their lists, with everything wrong in them kept beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from comms.domain.events import Event
from comms.domain.network import Government, Initiative, Member, Region
from comms.domain.observances import Observance
from comms.domain.series import Series
from comms.domain.themes import Theme
from comms.domain.written import Written
from comms.errors import Problem, WrittenError
from comms.readers.shown import nearest
from comms.readers.yaml_file import Ours, entry_name, parsed, parsed_entries, read_yaml

W = TypeVar("W", Observance, Event, Theme, Region, Government, Member, Initiative, Series)
_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, eq=False)
class Sheet:
    """One file: its lists, the day it changed, what is wrong with the file as a whole."""

    name: str
    lists: Mapping[str, Any]
    changed: date | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry as it was written."""

    file: str
    number: int
    name: str
    written: Mapping[str, Any]


@dataclass(frozen=True)
class Entries(Generic[W]):
    """All entries of one kind; *ids* is None where a file could not be read, so that nobody can say what is unknown."""

    values: Mapping[str, W]
    written: tuple[Entry, ...]
    ids: frozenset[str] | None
    problems: tuple[Problem, ...]


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder by name; none where there is no such folder."""
    return sorted(path for path in folder.glob("[!.]*") if path.suffix in _SUFFIXES)


def sheet(path: Path, name: str, shape: type[Written], *, ours: Ours | None = None) -> Sheet:
    """Return the file at *path*; *shape* says which lists it may hold, *ours* how one knows a file handed over."""
    lists: dict[str, Any] = {}
    try:
        raw = read_yaml(path, name=name, ours=ours)
        lists = raw if isinstance(raw, dict) else {}
        whole = parsed(shape, raw, file=name)
    except WrittenError as error:
        return Sheet(name, lists, problems=error.problems)
    return Sheet(name, lists, getattr(whole, "changed", None))


def entries(sheets: Iterable[Sheet], key: str, model: type[W]) -> Entries[W]:
    """Return the entries in the lists called *key*; a file's *changed* is the default of its entries'."""
    values: list[W] = []
    written: list[Entry] = []
    problems: list[Problem] = []
    unread = False
    for one in sheets:
        items = one.lists.get(key, None if one.problems else [])
        if not isinstance(items, list):
            unread = True
            continue
        found, wrong = parsed_entries(model, items, file=one.name)
        values += (_dated(value, one.changed) for value in found)
        written += _written(one.name, items)
        problems += wrong
    ids = frozenset(entry.written["id"] for entry in written if isinstance(entry.written.get("id"), str))
    by_id = {value.id: value for value in values}
    return Entries(by_id, tuple(written), None if unread else ids, (*problems, *_twice(written)))


def _dated(value: W, changed: date | None) -> W:
    undated = changed is not None and getattr(value, "changed", changed) is None
    return value.model_copy(update={"changed": changed}) if undated else value


def _written(file: str, items: Iterable[Any]) -> Iterator[Entry]:
    for number, item in enumerate(items, start=1):
        yield Entry(file, number, entry_name(item, number), item if isinstance(item, dict) else {})


def _twice(written: Iterable[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in written:
        given = entry.written.get("id")
        if isinstance(given, str) and first.setdefault(given, entry) is not entry:
            other = first[given]
            message = f"entry {entry.number} has the id of entry {other.number} in {other.file}; rename one of them"
            yield Problem(entry.file, entry.name, "id", message)


def stray(folder: Path, names: Sequence[str], *, prefix: str = "") -> Iterator[Problem]:
    """Yield each YAML file of *folder* that nobody would read, most often a misspelt name."""
    for path in yaml_files(folder):
        if path.name not in names:
            near = nearest(path.stem, [name.removesuffix(".yaml") for name in names])
            remedy = f"rename it to {near}.yaml" if near else f"rename it to one of {', '.join(names)}, or move it away"
            yield Problem(f"{prefix}{path.name}", "", "", f"is not a file that is read; {remedy}")


def in_order(problems: Iterable[Problem], written: Iterable[Entry]) -> list[Problem]:
    """Return *problems* by file, and in a file in the order of its entries."""
    places = {(entry.file, entry.name): entry.number for entry in written}
    return sorted(problems, key=lambda one: (one.file, places.get((one.file, one.entry), 0)))
