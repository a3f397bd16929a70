"""The command that lists observances on dates."""

import sys
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from comms import app as wiring
from comms.cli.options import First, Language, Last, in_order, language_of
from comms.domain.observances import occurrences
from comms.feeds import calendar_listing as listing
from comms.feeds.calendar_table import as_table, unannounced
from comms.services.imprint import imprint


class CalendarFormat(StrEnum):
    """How the calendar is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("calendar")(calendar)


def calendar(
    first: First = None,
    last: Last = None,
    lang: Language = None,
    as_format: Annotated[CalendarFormat, typer.Option("--format")] = CalendarFormat.TABLE,
) -> None:
    """List the observances that fall between two days or reach into them; 31 days from today unless told otherwise."""
    settings = wiring.config().settings
    language = language_of(lang, settings)
    start = first or wiring.today(settings.zone)
    end = last or start + timedelta(days=30)
    in_order(start, end)
    known = wiring.calendars().observances.values()
    found = occurrences(known, start, end)
    rows = listing.rows(found, language, known)
    match as_format:
        case CalendarFormat.TABLE:
            waiting = unannounced(known, range(start.year, end.year + 1), language)
            print(as_table(rows, waiting, language), end="")
        case CalendarFormat.JSON:
            print(listing.as_json(rows), end="")
        case CalendarFormat.CSV:
            print(listing.as_csv(rows), end="")
        case CalendarFormat.ICS:
            sys.stdout.buffer.write(listing.as_ics(found, language, imprint(wiring.calendars(), wiring.config())))
