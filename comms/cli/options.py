"""Options that several commands share."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comms.errors import CommsError


class Format(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    JSON = "json"


def as_date(text: str) -> date:
    """Return the date that a person typed."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        message = f"“{text}” is not a date; write it as 2026-12-10"
        raise typer.BadParameter(message) from None


Day = Annotated[date, typer.Option(parser=as_date, metavar="DATE")]
First = Annotated[date | None, typer.Option("--from", parser=as_date, metavar="DATE", help="First day, included.")]
Last = Annotated[date | None, typer.Option("--to", parser=as_date, metavar="DATE", help="Last day, included.")]
Language = Annotated[str, typer.Option("--lang", help="Language of names and texts.")]
AsFormat = Annotated[Format, typer.Option("--format", help="A table to read, or JSON for programs.")]
NetworkPath = Annotated[
    Path | None,
    typer.Option("--network", help="Another network: a folder or one YAML file, in the format of docs/calendars.md."),
]


def in_order(first: date, last: date) -> None:
    """Pass if the period is one; raise CommsError if it ends before it starts."""
    if last < first:
        message = f"--to {last} is before --from {first}; give the earlier day as --from"
        raise CommsError(message)
