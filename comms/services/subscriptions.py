"""Calendars of others that we follow: fetched with care, shown when they change, taken over on request.

Nothing is ever deleted because a source is silent: an empty or broken answer changes nothing at all.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

from comms.domain.dates import Span
from comms.domain.event_changes import Body, Change, Incoming, differences, patched, three_way
from comms.errors import CommsError, NotFoundError, Problem
from comms.fetch.addresses import FetchError, target_of
from comms.fetch.client import WEB_PORTS, Answer, refuse_own_network
from comms.readers.calendars import Calendars
from comms.readers.foreign_reading import Reading, Setting
from comms.services.audit import By, record
from comms.services.event_places import known_place, placed
from comms.services.imported_events import key_of, new_body, problems_of, setting_of
from comms.services.people import allow
from comms.store.models import EventSubscription, ImportedEvent

_OK, _NOT_MODIFIED = 200, 304
_SCHEMES = {"webcal://": "https://", "webcals://": "https://"}
_LONGEST_URL = 500


class Getter(Protocol):
    """What asks an address."""

    def get(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Return the answer."""
        ...


@dataclass(frozen=True)
class Refreshed:
    """What one refresh found: a note of what went wrong, all problems, how many events lie *outside* the *period*."""

    url: str
    note: str = ""
    problems: tuple[Problem, ...] = ()
    outside: int = 0
    period: Span | None = None


@dataclass(frozen=True)
class Left:
    """What leaving a calendar did: how many events stay as ours, and how many went that nobody had accepted."""

    url: str
    kept: int
    gone: int


def subscribe(url: str, *, zone: str, by: By, now: datetime, ports: frozenset[int] = WEB_PORTS) -> EventSubscription:
    """Follow the calendar at *url*, one that can be asked; *zone* is that of its events without one."""
    allow(by)
    address = address_of(url)
    # Whether its host is there is seen when it is asked; an address that can never be asked is refused at once.
    refuse_own_network(target_of(address, ports=ports))
    if len(address) > _LONGEST_URL:
        message = "%(url)s is too long; give an address of at most %(most)s signs"
        raise CommsError(message, url=f"{address[:80]}…", most=_LONGEST_URL)
    with transaction.atomic():
        row, made = EventSubscription.objects.get_or_create(url=address, defaults={"zone": zone})
        if made:
            record("calendar followed", f"calendar:{address}"[:200], by=by, now=now, after={"zone": zone})
    return row


def address_of(url: str) -> str:
    """Return the web address that *url* means: calendar programs write webcal:// for https://."""
    text = url.strip()
    scheme = next((one for one in _SCHEMES if text.lower().startswith(one)), "")
    return _SCHEMES[scheme] + text[len(scheme) :] if scheme else text


def followed(url: str) -> EventSubscription:
    """Return the calendar at *url* that is followed; raise NotFoundError if it is none."""
    row = EventSubscription.objects.filter(url=address_of(url)).first()
    if row is None:
        message = "this calendar is not followed"
        raise NotFoundError(message)
    return row


def leave(id_: int, *, by: By, now: datetime) -> Left:
    """Follow a calendar no longer. What was taken over stays, what nobody has accepted goes."""
    allow(by)
    with transaction.atomic():
        row = EventSubscription.objects.filter(pk=id_).first()
        if row is None:
            message = "this calendar is not followed"
            raise NotFoundError(message)
        gone, _ = row.events.filter(body={}).delete()
        kept = row.events.update(subscription=None, waiting=None, is_gone=False)
        row.delete()
        after = {"events kept": kept, "offers gone": gone}
        record("calendar left", f"calendar:{row.url}"[:200], by=by, now=now, after=after)
    return Left(row.url, kept, gone)


def refresh(
    client: Getter, calendars: Calendars, *, now: datetime, only: QuerySet[EventSubscription] | None = None
) -> list[Refreshed]:
    """Ask every calendar that we follow, or *only* some, what it says now; what is new waits for acceptance."""
    chosen = EventSubscription.objects.all() if only is None else only
    return [_refresh(row, client, calendars, now) for row in chosen.order_by("id")]


def ask_now(
    client: Getter, calendars: Calendars, only: QuerySet[EventSubscription], *, by: By, now: datetime
) -> list[Refreshed]:
    """Ask some calendars because a person wants it now."""
    allow(by)
    found = refresh(client, calendars, now=now, only=only)
    for one in found:
        record("calendar asked", f"calendar:{one.url}"[:200], by=by, now=now, after={"note": one.note})
    return found


def _refresh(row: EventSubscription, client: Getter, calendars: Calendars, now: datetime) -> Refreshed:
    conditions = {"If-None-Match": row.etag, "If-Modified-Since": row.last_modified}
    found = Refreshed(row.url)
    try:
        answer = client.get(row.url, {name: value for name, value in conditions.items() if value})
        if answer.status != _NOT_MODIFIED:
            found = _learn(row, answer, calendars, now)
    except FetchError as error:
        found = Refreshed(row.url, str(error))
    row.note, row.checked_at = found.note, now
    row.save()
    return found


def _learn(row: EventSubscription, answer: Answer, calendars: Calendars, now: datetime) -> Refreshed:
    if answer.status != _OK:
        message = "%(url)s answered %(status)s; nothing was changed"
        raise FetchError(message, url=row.url, status=answer.status)
    from comms.readers.foreign_ics import read_ics  # noqa: PLC0415 - its library is for those who read, not for the desk

    setting = setting_of(calendars, row.zone, now.date())
    reading = read_ics(answer.body, setting, file=row.url)
    problems = list(reading.problems)
    if reading.events:
        with transaction.atomic():
            for incoming in reading.events:
                problems += _wait(row, incoming, calendars)
            if not problems:
                _mark_gone(row, {key_of(one.uid) for one in reading.events}, setting)
        # An answer with a problem is asked for whole again, so that the problem is told until it is solved.
        row.etag = "" if problems else answer.headers.get("etag", "")[:300]
        row.last_modified = "" if problems else answer.headers.get("last-modified", "")[:100]
    note = _note(row.url, reading, problems, setting.window)
    return Refreshed(row.url, note, tuple(problems), reading.outside, setting.window)


def _note(url: str, reading: Reading, problems: Sequence[Problem], period: Span) -> str:
    """Return what went wrong, with the first problem as it stands: where it is and what to do about it."""
    if problems:
        message = "not all could be read: %(problem)s" if reading.events else "nothing was changed: %(problem)s"
        return message % {"problem": problems[0]}
    if reading.events:
        return ""
    message = "%(url)s tells no event from %(first)s to %(last)s; nothing was changed"
    return message % {"url": url, "first": period.first, "last": period.last}


def _wait(row: EventSubscription, incoming: Incoming, calendars: Calendars) -> list[Problem]:
    """Keep what *incoming* says until somebody accepts it; return what is wrong with it."""
    uid = key_of(incoming.uid)
    # An id of ours in a foreign calendar is its own claim: it must not reach an event that we wrote.
    foreign = Incoming(incoming.uid, incoming.says)
    fresh = new_body(foreign, row.url, row.url)
    followed = ImportedEvent.objects.filter(subscription=row, uid=uid).first()
    # Taken over when the calendar was followed before: it is the same event still.
    known = followed or ImportedEvent.objects.filter(subscription=None, pk=fresh["id"], uid=uid).first()
    theirs = patched((known and known.base) or fresh, foreign)
    if known:
        theirs["id"] = known.id
    problems = problems_of(theirs, calendars, file=row.url, entry=theirs["id"])
    if problems:
        return problems
    stored = known or ImportedEvent(id=theirs["id"], uid=uid)
    stored.subscription = row
    stored.waiting = None if theirs in (stored.base, stored.refused) else theirs
    # It speaks again: that we did not mind its silence is of the past.
    stored.refused = stored.refused or None
    stored.is_gone = False
    stored.save(force_insert=known is None)
    return []


def _mark_gone(row: EventSubscription, told: Iterable[str], setting: Setting) -> None:
    """Mark what the source has stopped telling; what is over lies outside the period and is only history."""
    for event in ImportedEvent.objects.filter(subscription=row).exclude(uid__in=told):
        last = (event.waiting or event.base).get("last", "")
        if last >= setting.window.first.isoformat():
            event.is_gone = True
            # What nobody had accepted is no longer offered.
            event.waiting = event.waiting if event.body else None
            event.save(update_fields=["is_gone", "waiting"])


def pending() -> list[Change]:
    """Return what the followed calendars have changed and nobody has accepted, and what they tell no more."""
    found = []
    for row in ImportedEvent.objects.filter(waiting__isnull=False):
        merged, kept = _merged(row)
        what = "changed" if row.body else "new"
        fields: dict[str, Any] = differences(row.body, merged) if row.body else _dates_of(merged)
        found.append(Change(row.id, _name(merged), what, fields, kept, digest_of(row), merged))
    gone = ImportedEvent.objects.filter(is_gone=True, waiting__isnull=True).exclude(body={})
    left = [row for row in gone if row.refused != {} and row.body.get("status") != "cancelled"]
    return [*found, *(Change(row.id, _name(row.body), "gone", digest=digest_of(row)) for row in left)]


def digest_of(row: ImportedEvent) -> str:
    """Return what changes whenever an answer about *row* would do something else."""
    told = json.dumps([row.base, row.body, row.waiting, row.is_gone], sort_keys=True)
    return sha256(told.encode()).hexdigest()[:16]


def _merged(row: ImportedEvent) -> tuple[dict[str, Any], tuple[str, ...]]:
    theirs: dict[str, Any] = row.waiting or {}
    return three_way(row.base, row.body, theirs) if row.body else (theirs, ())


def _dates_of(body: Body) -> dict[str, tuple[None, Any]]:
    return {name: (None, body[name]) for name in ("first", "last") if name in body}


def _name(body: Body) -> str:
    return str(body.get("name", {}).get("en", ""))


def accept(ids: Iterable[str] | None, *, where: str = "", by: By, now: datetime) -> int:
    """Take over what waits for the events with these ids, or for all; return how many. What we changed stays ours.

    Those that say no country take place *where*.
    """
    allow(by)
    known_place(where)
    with transaction.atomic():
        rows = {row.id: row for row in ImportedEvent.objects.select_for_update().filter(waiting__isnull=False)}
        chosen = list(rows) if ids is None else list(ids)
        lost = sorted(set(chosen) - set(rows))
        if lost:
            message = "nothing waits for %(ids)s; `comms events pending` lists what does"
            raise NotFoundError(message, ids=", ".join(lost))
        for id_ in chosen:
            row = rows[id_]
            before, (row.body, kept) = row.body, _merged(row)
            row.body = placed(row.body, where)
            row.base, row.waiting, row.refused, row.changed = row.waiting, None, None, now.date()
            row.save()
            after = {"fields": sorted(differences(before, row.body)), "kept": list(kept)}
            record("event accepted", f"event:{id_}", by=by, now=now, after=after)
    return len(chosen)
