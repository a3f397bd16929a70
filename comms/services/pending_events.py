"""Answers to what followed calendars have changed: each counts only for what the person has read."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from comms.services import subscriptions
from comms.services.audit import By, record
from comms.services.people import allow
from comms.store.models import ImportedEvent

Answer = Literal["accept", "refuse", "cancel", "keep"]
# An event's id with the digest of what was shown of it.
Seen = tuple[str, str]
_FOR_GONE = ("cancel", "keep")


def answer(chosen: set[Seen], said: Answer, *, where: str = "", by: By, now: datetime) -> int:
    """Do what a person *said* about the *chosen* events; return for how many it still counts.

    Accept and refuse are about what waits; cancel and keep about events that their source tells no more.
    What is accepted and says no country takes place *where*.
    """
    allow(by)
    with transaction.atomic():
        waiting = {
            row.id: row
            for row in ImportedEvent.objects.select_for_update().filter(pk__in=[id_ for id_, _ in chosen])
            if (row.id, subscriptions.digest_of(row)) in chosen
        }
        told = [one.id for one in subscriptions.pending() if (one.what == "gone") == (said in _FOR_GONE)]
        rows = [waiting[id_] for id_ in told if id_ in waiting]
        if said == "accept":
            return subscriptions.accept([row.id for row in rows], where=where, by=by, now=now)
        for row in rows:
            _settle(row, said, by, now)
    return len(rows)


def _settle(row: ImportedEvent, said: Answer, by: By, now: datetime) -> None:
    act = "event change refused"
    if said == "refuse":
        row.refused, row.waiting = row.waiting, None
    elif said == "keep":
        act, row.refused = "event kept", {}
    else:
        act, row.changed = "event cancelled", now.date()
        row.body = {**row.body, "status": "cancelled"}
    row.save()
    record(act, f"event:{row.id}", by=by, now=now, after={"refused": row.refused} if said == "refuse" else None)
