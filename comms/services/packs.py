"""Importing packs of observances: what an import would change, and the files of the site that then hold them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from comms.domain.packs import Pack, Packs
from comms.errors import Problem
from comms.feeds.files import write
from comms.readers.calendars import Calendars
from comms.readers.packs import packs_in

_HEADING = "# Packs of {}, written by an import. docs/calendars.md tells the format.\n"


@dataclass(frozen=True)
class Import:
    """What an import would do, row by row, what is wrong in the rows left out, and the packs that it leaves."""

    rows: tuple[tuple[Pack, str], ...]
    problems: tuple[Problem, ...]
    packs: Packs


def read(path: Path, calendars: Calendars) -> Import:
    """Return what importing the file at *path* would do; an entry with a problem is left out whole."""
    sound, problems = packs_in(path, path.name, frozenset(calendars.observances))
    rows = tuple(calendars.packs.differences(sound))
    return Import(rows, problems, calendars.packs.with_newer(sound))


def accept(found: Import, folder: Path) -> int:
    """Write the years that the import touches into *folder*; return how many files changed."""
    years = {pack.year for pack, _ in found.rows}
    by_year: dict[int, list[Pack]] = defaultdict(list)
    for key in sorted(found.packs.by_key):
        by_year[key[1]].append(found.packs.by_key[key])
    return sum(write(folder / f"{year}.yaml", _written(year, by_year[year])) == "written" for year in sorted(years))


def _written(year: int, packs: Iterable[Pack]) -> bytes:
    entries = [pack.model_dump(mode="json", exclude_defaults=True, exclude={"year"}) for pack in packs]
    body = yaml.safe_dump({"year": year, "packs": entries}, allow_unicode=True, sort_keys=False, width=110)
    return (_HEADING.format(year) + body).encode()
