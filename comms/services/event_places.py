"""Where an event from elsewhere takes place, said by a person: most calendars name no country."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from comms.domain.event_changes import Body
from comms.domain.events import Event
from comms.domain.written import COUNTRIES
from comms.errors import CommsError, NotFoundError
from comms.readers.calendars import Calendars
from comms.services.audit import By, record
from comms.services.people import allow
from comms.store.models import ImportedEvent

WORLDWIDE = "worldwide"


def known_place(where: str) -> dict[str, Any]:
    """Return the fields of an event that is *where*: a country's code or “worldwide”; none where nothing is said."""
    if where == WORLDWIDE:
        return {"worldwide": True}
    if where and where not in COUNTRIES:
        message = "“%(where)s” is no country; write its code of ISO 3166, such as ES, or worldwide"
        raise CommsError(message, where=where[:60])
    return {"country": where} if where else {}


def placed(body: Body, where: str) -> dict[str, Any]:
    """Return *body* with the place *where*; one that says already where it is stays as it is."""
    says = body.get("country") or body.get("worldwide")
    return {**body, **({} if says else known_place(where))}


def near_nobody(calendars: Calendars, today: date) -> list[Event]:
    """Return the events from elsewhere that are still to come and do not say where, so that no feed of a city has them.

    Those that were cancelled are left out.
    """
    ids = ImportedEvent.objects.exclude(body={}).order_by("id").values_list("id", flat=True)
    known = [calendars.events[id_] for id_ in ids if id_ in calendars.events]
    open_ = [one for one in known if not one.country and not one.is_near(()) and one.status != "cancelled"]
    return [one for one in open_ if one.last is None or one.last >= today]


def place(ids: Collection[str], where: str, *, by: By, now: datetime) -> int:
    """Give the events from elsewhere with these ids the place *where*; return for how many it was another one.

    It is ours: what their source says later changes it no more.
    """
    allow(by)
    fields = known_place(where)
    if not fields:
        message = "say where: a country, or worldwide"
        raise CommsError(message)
    with transaction.atomic():
        rows = {row.id: row for row in ImportedEvent.objects.select_for_update().filter(pk__in=ids).exclude(body={})}
        lost = sorted(set(ids) - set(rows))
        if lost:
            message = "%(ids)s: no event from elsewhere that was accepted or imported"
            raise NotFoundError(message, ids=", ".join(lost))
        changed = [row for row in rows.values() if _give(row, fields, now.date())]
        for row in changed:
            record("event placed", f"event:{row.id}", by=by, now=now, after={"where": where})
    return len(changed)


def _give(row: ImportedEvent, fields: Body, today: date) -> bool:
    before = row.body
    row.body = {name: value for name, value in before.items() if name not in ("country", "worldwide")} | dict(fields)
    if row.body == before:
        return False
    row.changed = today
    row.save(update_fields=["body", "changed"])
    return True
