"""Pins and exclusions from outside a story: this work for this day, or never this work for this day."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from comms.domain.matches import excluded
from comms.domain.network import Network
from comms.domain.verdicts import OTHER, Decided
from comms.errors import NotAllowedError, NotFoundError
from comms.readers.calendars import Calendars
from comms.services import verdicts
from comms.services.people import WRITE, require
from comms.services.telling import occurrence_of
from comms.store.models import Person, Verdict


def person_called(username: str) -> Person:
    """Return the person with this user name."""
    found = Person.objects.filter(username=username, is_active=True).first()
    if found is None:
        message = "there is no account %(username)s"
        raise NotFoundError(message, username=username)
    return found


def choose(  # noqa: PLR0913 - what is chosen, for which day, why, by whom, when
    kind: Literal["pin", "reject"],
    occurrence: str,
    initiative: str,
    *,
    calendars: Calendars,
    network: Network,
    why: str,
    by: Person,
    now: datetime,
) -> Verdict:
    """Pin *initiative* to *occurrence*, or reject it for that day; the next plan keeps to it."""
    require(by, WRITE)
    told = occurrence_of(calendars, occurrence)
    work = network.initiatives.get(initiative)
    if work is None:
        message = "the records hold no initiative %(initiative)s"
        raise NotFoundError(message, initiative=initiative)
    if kind == "pin" and excluded(work):
        message = "%(initiative)s is sensitive, or its local government has not agreed: it is never told by the plan"
        raise NotAllowedError(message, initiative=initiative)
    if not why.strip():
        message = "say why in your own words"
        raise NotAllowedError(message)
    with transaction.atomic():
        if _standing(verdicts.decided(), kind, occurrence, initiative) is not None:
            message = "this was decided already"
            raise NotAllowedError(message)
        row = Verdict(
            kind=kind,
            observance=told.observance.id,
            occurrence=told.key,
            initiative=initiative,
            why=OTHER,
            text=why.strip(),
            by=by,
            at=now,
        )
        return verdicts.write(row, now=now)


def unpin(occurrence: str, initiative: str, *, why: str, by: Person, now: datetime) -> Verdict:
    """Take back what was pinned or rejected last of *initiative* for *occurrence*."""
    require(by, WRITE)
    decided = verdicts.decided()
    found = [_standing(decided, kind, occurrence, initiative) for kind in ("pin", "reject")]
    newest = max((number for number in found if number is not None), default=None)
    if newest is None:
        message = "%(initiative)s is neither pinned to %(occurrence)s nor excluded from it"
        raise NotFoundError(message, initiative=initiative, occurrence=occurrence)
    return verdicts.undo(newest, why=why, by=by, now=now)


def _standing(decided: Decided, kind: str, occurrence: str, initiative: str) -> int | None:
    found = [
        one.id
        for one in decided.standing
        if (one.kind, one.occurrence, one.initiative) == (kind, occurrence, initiative)
    ]
    return max(found, default=None)
