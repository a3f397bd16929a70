"""The packs of observances: one file a year, read whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comms.domain.packs import Pack, Packs
from comms.errors import Problem, WrittenError
from comms.readers.shapes import PacksFile
from comms.readers.sheets import yaml_files
from comms.readers.shown import nearest, shown
from comms.readers.yaml_file import Ours, parsed, parsed_entries, read_yaml

_ANY_YEAR = 2000


def read_packs(
    folder: Path, observances: frozenset[str] | None, *, prefix: str = ""
) -> tuple[Packs, tuple[Problem, ...]]:
    """Return the packs in *folder*, called by *prefix* and their path, and all that is wrong.

    *observances* are the known ids; None allows all.
    """
    found: list[Pack] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        name = f"{prefix}packs/{path.name}"
        packs, wrong = packs_in(path, name, observances)
        years = {pack.year for pack in packs}
        if years and years != {_year(path)}:
            year = min(years)
            wrong = (*wrong, Problem(name, "", "year", f"is {year}; name the file {year}.yaml"))
        found += packs
        problems += wrong
    return Packs().with_newer(found), tuple(problems)


def packs_in(
    path: Path, name: str, observances: frozenset[str] | None, *, ours: Ours | None = None
) -> tuple[tuple[Pack, ...], tuple[Problem, ...]]:
    """Return the sound packs of one file, called *name* in messages, and all that is wrong in the others."""
    try:
        raw = read_yaml(path, name=name, ours=ours)
    except WrittenError as error:
        return (), error.problems
    wrong = _wrong_file(raw, name)
    listed, year = (raw.get("packs"), raw.get("year")) if isinstance(raw, dict) else (None, None)
    # A year that is wrong is told once, for its file, and not again for each of its packs.
    of_file = year if type(year) is int and not any(one.field == "year" for one in wrong) else _ANY_YEAR
    entries = [_of_year(entry, of_file) for entry in (listed if isinstance(listed, list) else ())]
    packs, problems = parsed_entries(Pack, entries, file=name, entry_of=_entry_name)
    problems = [*wrong, *problems]
    if wrong:
        return (), tuple(problems)
    lost, twice = list(_lost(packs, name, observances)), list(_twice(packs, name))
    unfit = {problem.entry for problem in (*lost, *twice)}
    return tuple(pack for pack in packs if pack.observance not in unfit), (*problems, *lost, *twice)


def _wrong_file(raw: object, name: str) -> tuple[Problem, ...]:
    try:
        parsed(PacksFile, raw, file=name)
    except WrittenError as error:
        return error.problems
    return ()


def _year(path: Path) -> int | None:
    return int(path.stem) if path.stem.isascii() and path.stem.isdigit() else None


def _of_year(entry: Any, year: int) -> Any:
    """Return *entry* with the year of its file, unless it says one itself."""
    return {"year": year} | entry if isinstance(entry, dict) else entry


def _entry_name(entry: object, number: int) -> str:
    named = entry.get("observance") if isinstance(entry, dict) else None
    return named if isinstance(named, str) and named.isprintable() and named else f"entry {number}"


def _lost(packs: list[Pack], name: str, observances: frozenset[str] | None) -> Iterator[Problem]:
    for pack in packs:
        if observances is not None and pack.observance not in observances:
            near = nearest(pack.observance, sorted(observances))
            remedy = f"write {near}" if near else "write an id of observances/"
            yield Problem(
                name, pack.observance, "observance", f"{shown(pack.observance)} is not an observance; {remedy}"
            )


def _twice(packs: list[Pack], name: str) -> Iterator[Problem]:
    seen = set()
    for pack in packs:
        if pack.key in seen:
            yield Problem(name, pack.observance, "", "has two packs in this file; keep one")
        seen.add(pack.key)
