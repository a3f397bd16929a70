"""Occurrences as a list: for a terminal, a program, a spreadsheet or a calendar."""

import csv
import io
import json
from collections.abc import Iterable
from typing import TypedDict

from comms.domain.feed_journal import midnight
from comms.domain.observances import Observance, Occurrence, within
from comms.feeds.entries import Imprint, occurrence_entry, period_entries
from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.ics_event import block
from comms.feeds.words import said

_COLOR = ("steelblue", "#4682B4")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(TypedDict):
    """One occurrence; *start* and *end* are ISO dates, both included.

    *unofficial* holds the languages whose name is our own translation, *within* the ids of the years and decades
    in force that share a theme.
    """

    id: str
    key: str
    start: str
    end: str
    name: str
    language: str
    kind: str
    official: str
    un_list: bool
    tier: str
    themes: list[str]
    page: str
    confidence: str
    unofficial: list[str]
    within: list[str]


def rows(occurrences: Iterable[Occurrence], language: str, periods: Iterable[Observance] = ()) -> list[Row]:
    """Return *occurrences* as rows, in their order, under their official names; *periods* are years and decades."""
    known = tuple(periods)
    return [_row(one, language, known) for one in occurrences]


def _row(occurrence: Occurrence, language: str, periods: Iterable[Observance]) -> Row:
    observance = occurrence.observance
    name, name_language = observance.official_name(language)
    return Row(
        id=observance.id,
        key=occurrence.key,
        start=occurrence.first.isoformat(),
        end=occurrence.last.isoformat(),
        name=name,
        language=name_language,
        kind=observance.kind,
        official=observance.official,
        un_list=observance.un_list,
        tier=observance.tier,
        themes=list(observance.themes),
        page=observance.page or "",
        confidence=observance.confidence,
        unofficial=list(observance.unofficial),
        within=[one.observance.id for one in within(occurrence, periods)],
    )


def as_json(listed: Iterable[Row]) -> str:
    """Return a JSON array of objects."""
    return json.dumps(list(listed), ensure_ascii=False, indent=2) + "\n"


def as_csv(listed: Iterable[Row]) -> str:
    """Return a table for a spreadsheet, with a heading; themes are joined by blanks."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(Row.__annotations__)
    for row in listed:
        sheet.writerow(cell(" ".join(value) if isinstance(value, list) else str(value)) for value in row.values())
    return written.getvalue()


def cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula and runs it."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_ics(occurrences: Iterable[Occurrence], language: str, imprint: Imprint) -> bytes:
    """Return a calendar of *occurrences*: days and weeks whole, years and decades as their first and last days."""
    entries = [
        entry
        for one in occurrences
        for entry in (
            period_entries(one, language, imprint)
            if one.observance.is_period
            else [occurrence_entry(one, language, imprint)]
        )
    ]
    cover = Cover(
        name=said("listing", language),
        description=said("listing about", language),
        color=_COLOR,
        changed=midnight(max((entry.changed for entry in entries), default=imprint.compiled)),
    )
    ordered = sorted(entries, key=lambda entry: (entry.first, entry.uid))
    return calendar(cover, (block(entry) for entry in ordered))
