"""Names in an entry that must be the id of another entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comms.errors import Problem
from comms.readers.sheets import Entry
from comms.readers.shown import nearest, shown

_FEW = 12
# Among hundreds of ids one is a little like anything: a guess must be a slip of the same word.
_LIKE = 0.8


@dataclass(frozen=True)
class Ids:
    """The ids that may be named: of what, and in which file they are; None allows all."""

    what: str
    home: str
    known: frozenset[str] | None


def unknown(written: Iterable[Entry], field: str, ids: Ids) -> Iterator[Problem]:
    """Yield each name under *field*, one or a list or the keys of weights, that is no known id."""
    if ids.known is None:
        return
    for entry in written:
        for name in _names(entry.written.get(field)):
            if name not in ids.known:
                yield Problem(entry.file, entry.name, field, _message(name, ids, ids.known))


def _names(value: Any) -> list[str]:
    return [name for name in (value if isinstance(value, list | dict) else [value]) if isinstance(name, str)]


def _message(name: str, ids: Ids, known: frozenset[str]) -> str:
    near = nearest(name, sorted(known), likeness=_LIKE)
    if near:
        remedy = f"write {near}, or add it to {ids.home}"
    elif known and len(known) <= _FEW:
        remedy = f"write one of {', '.join(sorted(known))}, or add it to {ids.home}"
    else:
        remedy = f"write one that is in {ids.home}, or add it there"
    return f"{shown(name)} is not {ids.what}; {remedy}"
