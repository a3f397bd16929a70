"""Packs of observances, imported or typed: what that would change, and the files of the site that then hold them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from comms.domain.packs import Pack, Packs
from comms.errors import NotAllowedError, Problem, WrittenError
from comms.feeds.files import one_at_a_time, write
from comms.readers.calendars import Calendars
from comms.readers.packs import packs_in, read_packs
from comms.readers.yaml_file import Ours, parsed
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.store.models import Person

_HEADING = "# Packs of {}, written by an import. docs/calendars.md tells the format.\n"
_OURS = Ours("a file of packs", "packs")


@dataclass(frozen=True)
class Import:
    """What an import would do, row by row, what is wrong in the rows left out, and the packs that it leaves."""

    rows: tuple[tuple[Pack, str], ...]
    problems: tuple[Problem, ...]
    packs: Packs


def read(path: Path, calendars: Calendars) -> Import:
    """Return what importing the file at *path* would do; an entry with a problem is left out whole."""
    sound, problems = packs_in(path, str(path), frozenset(calendars.observances), ours=_OURS)
    rows = tuple(calendars.packs.differences(sound))
    return Import(rows, problems, calendars.packs.with_newer(sound))


def accept(found: Import, folder: Path) -> int:
    """Write the years that the import touches into *folder*; return how many files changed."""
    years = {pack.year for pack, _ in found.rows}
    by_year: dict[int, list[Pack]] = defaultdict(list)
    for key in sorted(found.packs.by_key):
        by_year[key[1]].append(found.packs.by_key[key])
    return sum(write(folder / f"{year}.yaml", _written(year, by_year[year])) == "written" for year in sorted(years))


def take_over(found: Import, folder: Path, *, by: Person, now: datetime) -> int:
    """Accept what a person has read of an import; return how many packs were new or changed."""
    require(by, WRITE)
    with _alone(folder), transaction.atomic():
        chosen = [pack for pack, what in found.rows if what == "new" or what.startswith("changes")]
        for pack in chosen:
            record("pack imported", _subject(pack), by=by, now=now, after={"version": pack.version})
        accept(found, folder)
    return len(chosen)


def type_in(  # noqa: PLR0913 - a typed pack has these parts
    raw: Mapping[str, Any], calendars: Calendars, folder: Path, *, seen: int, by: Person, now: datetime
) -> Pack:
    """Put the pack that a person typed, over version *seen*, into the file of its year; 0 is for none yet.

    The files are read anew for it: they hold what a colleague typed in the meantime, and a mistake in one is told
    before it could be written over.
    """
    require(by, WRITE)
    pack = parsed(Pack, {**raw, "version": seen + 1}, file=_typed_name(raw))
    with _alone(folder), transaction.atomic():
        there, problems = read_packs(folder, frozenset(calendars.observances))
        if problems:
            raise WrittenError(problems)
        known = calendars.packs.with_newer(there.by_key.values())
        before = known.by_key.get(pack.key)
        if (before.version if before else 0) != seen:
            message = "somebody else changed this pack while you were typing; look at it again"
            raise NotAllowedError(message)
        if before and before == pack.model_copy(update={"version": seen}):
            return before
        record("pack typed", _subject(pack), by=by, now=now, after=pack.model_dump(mode="json", exclude_defaults=True))
        accept(Import(((pack, ""),), (), known.with_newer([pack])), folder)
    return pack


def _typed_name(raw: Mapping[str, Any]) -> str:
    return f"{raw.get('observance')} {raw.get('year')}"


def _subject(pack: Pack) -> str:
    return f"observance:{pack.observance}:pack:{pack.year}"


def _alone(folder: Path) -> AbstractContextManager[None]:
    return one_at_a_time(folder / ".lock")


def _written(year: int, packs: Iterable[Pack]) -> bytes:
    entries = [pack.model_dump(mode="json", exclude_defaults=True, exclude={"year"}) for pack in packs]
    body = yaml.safe_dump({"year": year, "packs": entries}, allow_unicode=True, sort_keys=False, width=110)
    return (_HEADING.format(year) + body).encode()
