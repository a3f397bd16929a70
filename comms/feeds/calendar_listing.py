"""Occurrences as a list: for a terminal, a program, a spreadsheet or a calendar."""

import csv
import io
import json
from collections.abc import Iterable
from typing import TypedDict

from comms.domain.observances import Occurrence
from comms.feeds.entries import Imprint, occurrence_entry
from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.ics_event import block
from comms.feeds.ics_text import one_line
from comms.feeds.words import said

_COLOR = ("steelblue", "#4682B4")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(TypedDict):
    """One occurrence; *start* and *end* are ISO dates, both included."""

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


def rows(occurrences: Iterable[Occurrence], language: str) -> list[Row]:
    """Return *occurrences* as rows, in their order, under their official names."""
    return [_row(one, language) for one in occurrences]


def _row(occurrence: Occurrence, language: str) -> Row:
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
    )


def as_table(listed: Iterable[Row]) -> str:
    """Return lines of dates, tier and name, as a person reads them."""
    return "".join(f"{_days(row):<23}  {row['tier']:<7}  {one_line(row['name'])}\n" for row in listed)


def _days(row: Row) -> str:
    return row["start"] if row["start"] == row["end"] else f"{row['start']}/{row['end']}"


def as_json(listed: Iterable[Row]) -> str:
    """Return a JSON array of objects."""
    return json.dumps(list(listed), ensure_ascii=False, indent=2) + "\n"


def as_csv(listed: Iterable[Row]) -> str:
    """Return a table for a spreadsheet, with a heading; themes are joined by blanks."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(Row.__annotations__)
    for row in listed:
        sheet.writerow(_cell(" ".join(value) if isinstance(value, list) else str(value)) for value in row.values())
    return written.getvalue()


def _cell(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula and runs it."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_ics(occurrences: Iterable[Occurrence], language: str, imprint: Imprint) -> bytes:
    """Return a calendar of the days and weeks; a year or a decade would cover every day of it."""
    shown = [one for one in occurrences if one.observance.kind in ("day", "week")]
    entries = [occurrence_entry(one, language, imprint) for one in shown]
    cover = Cover(
        name=said("listing", language),
        description=said("listing about", language),
        color=_COLOR,
        changed=max((entry.changed for entry in entries), default=imprint.compiled),
    )
    return calendar(cover, (block(entry) for entry in entries))
