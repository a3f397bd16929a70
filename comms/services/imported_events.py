"""Events from elsewhere in the store: shown together with those that people wrote, and changed only on request."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from dateutil.relativedelta import relativedelta
from pydantic import ValidationError

from comms.domain.dates import Span
from comms.domain.event_changes import Body, Incoming, body_of, three_way
from comms.domain.events import Event
from comms.domain.text import folded
from comms.errors import Problem
from comms.readers.calendars import Calendars
from comms.readers.foreign_reading import Setting
from comms.readers.yaml_file import parsed_entries
from comms.store.models import ImportedEvent

# As in a calendar of others: an end in 9999 is a slip, or means “without end”.
_MOST_DAYS = 366
_LONGEST_UID = 200
_LONGEST_NAME = 60
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def merged(written: Calendars) -> Calendars:
    """Return the calendars that people wrote, with the imported events among their own.

    A written event of which an import changed some fields keeps those that its file has changed since.
    """
    events = dict(written.events)
    for row in ImportedEvent.objects.exclude(body={}):
        own = events.get(row.id)
        body = three_way(row.base, body_of(own), row.body)[0] if own else row.body
        shown = event_of(body, written, row.changed)
        if shown:
            events[row.id] = shown
    return replace(written, events=events)


def state() -> str:
    """Return what changes whenever the imported events do; nothing while there are none."""
    rows = list(ImportedEvent.objects.exclude(body={}).order_by("id").values_list("id", "base", "body", "changed"))
    return sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest() if rows else ""


def event_of(body: Body, calendars: Calendars, changed: date | None) -> Event | None:
    """Return the event that *body* is, without themes that are no more; None where it is none."""
    themes = [theme for theme in body.get("themes", ()) if theme in calendars.taxonomy.themes]
    fields = {name: value for name, value in {**body, "themes": themes}.items() if value}
    try:
        return Event.model_validate(fields | {"changed": changed})
    except ValidationError:
        return None


def setting_of(calendars: Calendars, zone: str, today: date) -> Setting:
    """Return how foreign calendars are read here: from a year ago to two years ahead."""
    labels = {
        label.casefold(): theme.id for theme in calendars.taxonomy.themes.values() for label in theme.label.values()
    }
    return Setting(
        window=Span(today - relativedelta(years=1), today + relativedelta(years=2) - timedelta(days=1)),
        zone=zone,
        zones={event.id: event.zone for event in calendars.events.values()},
        themes=labels | {theme: theme for theme in calendars.taxonomy.themes},
    )


def key_of(uid: str) -> str:
    """Return *uid* as the store knows it: a very long one by its digest."""
    return uid if len(uid) <= _LONGEST_UID else sha256(uid.encode()).hexdigest()


def new_body(incoming: Incoming, page: str, source: str) -> dict[str, Any]:
    """Return what a new event is before anybody says more of it."""
    id_ = incoming.id or _slug(incoming, source)
    return {"id": id_, "kind": "imported", "page": page, "confidence": "medium", "evidence": source}


def _slug(incoming: Incoming, source: str) -> str:
    name = folded(str(incoming.says.get("name", {}).get("en", "")))
    words = _NO_SLUG.sub("-", name).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{words or 'event'}-{sha256(f'{source} {incoming.uid}'.encode()).hexdigest()[:6]}"


def problems_of(body: Mapping[str, Any], calendars: Calendars, *, file: str, entry: str) -> list[Problem]:
    """Return all that keeps *body* from being an event of ours."""
    found, problems = parsed_entries(Event, [dict(body)], file=file, entry_of=lambda *_: entry)
    if any(one.first and one.last and (one.last - one.first).days >= _MOST_DAYS for one in found):
        problems.append(Problem(file, entry, "last", f"is {_MOST_DAYS} days after first, or more; correct one of them"))
    return [*problems, *_unknown_themes(body.get("themes"), calendars, file, entry)]


def _unknown_themes(themes: Any, calendars: Calendars, file: str, entry: str) -> Iterable[Problem]:
    for theme in themes if isinstance(themes, list) else []:
        if theme not in calendars.taxonomy.themes:
            yield Problem(file, entry, "themes", f"“{theme}” is not a theme; write one that is in themes.yaml")
