"""Events as files for others: whole as YAML or CSV, which can be read back, or as a calendar."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import yaml

from comms.domain.event_changes import body_of
from comms.domain.events import Event
from comms.domain.feed_journal import midnight
from comms.feeds.calendar_listing import cell
from comms.feeds.entries import Imprint, event_entry
from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.ics_event import block
from comms.feeds.words import said

_COLOR = ("darkorange", "#FF8C00")
_TEXTS = ("name", "place", "pages", "role")
_FIELDS = tuple(name for name in Event.model_fields if name != "changed")


def as_yaml(events: Iterable[Event]) -> str:
    """Return a file of events as people write it."""
    return yaml.safe_dump({"events": [body_of(one) for one in events]}, allow_unicode=True, sort_keys=False, width=110)


def as_csv(events: Iterable[Event]) -> str:
    """Return a table: a column for each field, and for each language of a text."""
    bodies = [body_of(one) for one in events]
    columns = [column for field in _FIELDS for column in _columns(field, bodies)]
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(columns)
    for body in bodies:
        sheet.writerow(cell(_value(body, column)) for column in columns)
    return written.getvalue()


def _columns(field: str, bodies: Iterable[dict[str, Any]]) -> list[str]:
    if field not in _TEXTS:
        return [field]
    languages = {language for body in bodies for language in body.get(field, {})} | {"en"}
    return [f"{field}.{language}" for language in sorted(languages)]


def _value(body: dict[str, Any], column: str) -> str:
    field, _, language = column.partition(".")
    value = body.get(field, {}).get(language, "") if language else body.get(field, "")
    if isinstance(value, list):
        return (" | " if field == "conflicts" else " ").join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_ics(events: Iterable[Event], language: str, imprint: Imprint) -> bytes:
    """Return a calendar of the events whose dates are announced."""
    dated = sorted((one for one in events if one.is_announced), key=lambda one: (one.first, one.id))
    entries = [event_entry(one, language, imprint) for one in dated]
    cover = Cover(
        name=said("events", language),
        description=said("events about", language),
        color=_COLOR,
        changed=midnight(max((entry.changed for entry in entries), default=imprint.compiled)),
    )
    return calendar(cover, (block(entry) for entry in entries))
