"""Importing events from a file: row by row what would change, and then the change itself, on request."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from comms.domain.dates import Span
from comms.domain.event_changes import Change, Incoming, body_of, differences, patched
from comms.domain.written import web_address
from comms.errors import CommsError, Problem
from comms.readers.calendars import Calendars
from comms.readers.event_files import read_events
from comms.readers.shown import one_line
from comms.services.audit import By, record
from comms.services.event_places import known_place, placed
from comms.services.imported_events import key_of, new_body, problems_of, setting_of
from comms.services.people import allow
from comms.store.models import ImportedEvent


@dataclass(frozen=True)
class Row:
    """One event of a file: the uid that it is known by, what it changes, and the whole event then."""

    uid: str
    change: Change
    body: dict[str, Any]


@dataclass(frozen=True)
class Import:
    """What importing a file would do, what is wrong with events left out, and how many lie *outside* the period."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    outside: int
    period: Span


def read(  # noqa: PLR0913 - how a file is read has these parts
    path: Path, calendars: Calendars, *, zone: str, page: str = "", where: str = "", as_format: str = "", now: datetime
) -> Import:
    """Return what importing the events in the file at *path* would do to *calendars*.

    *zone* is that of events without one, *page* the address of those without one, *where* the place of those
    without a country.
    """
    if page:
        _known_page(page)
    known_place(where)
    setting = setting_of(calendars, zone, now.date())
    reading = read_events(path, setting, as_format=as_format)
    rows: dict[str, Row] = {}
    problems = list(reading.problems)
    for incoming in reading.events:
        row = _row(incoming, calendars, page, where, path.name)
        wrong = problems_of(row.body, calendars, file=str(path), entry=row.change.id)
        if row.change.id in rows:
            wrong.append(Problem(str(path), row.change.id, "id", "stands twice in this file; keep one"))
        problems += wrong
        if not wrong:
            rows[row.change.id] = row
    return Import(tuple(rows.values()), tuple(problems), reading.outside, setting.window)


def _known_page(page: str) -> None:
    try:
        web_address(page)
    except ValueError:
        message = "“%(url)s” is not a web address; write it in full, from https:// on"
        raise CommsError(message, url=one_line(page, 200)) from None


def _row(incoming: Incoming, calendars: Calendars, page: str, where: str, source: str) -> Row:
    known = _known(incoming, calendars)
    before = body_of(calendars.events[known]) if known in calendars.events else {}
    body = patched(before or new_body(incoming, page, source), incoming)
    if not before and incoming.whole:
        body = patched({}, incoming)
    body = placed(body, where)
    fields = differences(before, body)
    what = "new" if not before else "changed" if fields else "unchanged"
    name = body.get("name")
    told = str(name.get("en", "")) if isinstance(name, dict) else ""
    return Row(incoming.uid, Change(str(body.get("id", "")), told, what, fields if before else {}, whole=body), body)


def _known(incoming: Incoming, calendars: Calendars) -> str:
    """Return the id of the event that *incoming* is, if we have it."""
    if incoming.id in calendars.events:
        return incoming.id
    row = ImportedEvent.objects.filter(subscription=None, uid=key_of(incoming.uid)).first()
    return row.id if row else ""


def accept(found: Import, written: Calendars, *, by: By, now: datetime) -> int:
    """Do what *found* says; return how many events were new or changed. *written* are the calendars in files."""
    allow(by)
    chosen = [row for row in found.rows if row.change.what != "unchanged"]
    with transaction.atomic():
        for row in chosen:
            id_ = row.change.id
            own = written.events.get(id_)
            known = ImportedEvent.objects.filter(pk=id_).first()
            stored = known or ImportedEvent(id=id_, uid=key_of(row.uid))
            if own:
                stored.base = body_of(own)
            stored.body, stored.changed = row.body, now.date()
            stored.save(force_insert=known is None)
            record("event imported", f"event:{id_}", by=by, now=now, after={"what": row.change.what})
    return len(chosen)
