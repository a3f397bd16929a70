"""The packs of observances: one file a year, read whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comms.domain.packs import Pack, Packs
from comms.errors import Problem, WrittenError
from comms.readers.shapes import PacksFile
from comms.readers.sheets import yaml_files
from comms.readers.shown import nearest, shown
from comms.readers.yaml_file import parsed, parsed_entries, read_yaml


def read_packs(folder: Path, observances: frozenset[str] | None) -> tuple[Packs, tuple[Problem, ...]]:
    """Return the packs in *folder*, and all that is wrong; *observances* are the known ids, None allows all."""
    found: list[Pack] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        packs, wrong = packs_in(path, f"packs/{path.name}", observances)
        years = {pack.year for pack in packs}
        if years and years != {_year(path)}:
            year = min(years)
            wrong = (*wrong, Problem(f"packs/{path.name}", "", "year", f"is {year}; name the file {year}.yaml"))
        found += packs
        problems += wrong
    return Packs().with_newer(found), tuple(problems)


def packs_in(path: Path, name: str, observances: frozenset[str] | None) -> tuple[tuple[Pack, ...], tuple[Problem, ...]]:
    """Return the sound packs of one file, called *name* in messages, and all that is wrong in the others."""
    try:
        raw = read_yaml(path, name=name)
        whole = parsed(PacksFile, raw, file=name)
    except WrittenError as error:
        return (), error.problems
    entries = [_of_year(entry, whole.year) for entry in raw.get("packs") or []]
    packs, problems = parsed_entries(Pack, entries, file=name, entry_of=_entry_name)
    lost, twice = list(_lost(packs, name, observances)), list(_twice(packs, name))
    unfit = {problem.entry for problem in (*lost, *twice)}
    return tuple(pack for pack in packs if pack.observance not in unfit), (*problems, *lost, *twice)


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
