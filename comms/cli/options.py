"""Options that several commands share."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comms.config import Settings
from comms.domain.observances import FIRST_DAY, LAST_DAY
from comms.errors import CommsError

_LONGEST_PLAN = timedelta(days=1_095)


class Format(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    JSON = "json"


def as_date(text: str) -> date:
    """Return the date that a person typed."""
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        message = f"“{text}” is not a date; write it as 2026-12-10"
        raise typer.BadParameter(message) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        message = f"{text} is outside the calendars; give a day from {FIRST_DAY} to {LAST_DAY}"
        raise typer.BadParameter(message)
    return found


Day = Annotated[date, typer.Option(parser=as_date, metavar="DATE")]
First = Annotated[date | None, typer.Option("--from", parser=as_date, metavar="DATE", help="First day, included.")]
Last = Annotated[date | None, typer.Option("--to", parser=as_date, metavar="DATE", help="Last day, included.")]
Language = Annotated[
    str | None, typer.Option("--lang", help="Language of names and texts, one of the site's; English where it has it.")
]
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


def language_of(asked: str | None, settings: Settings) -> str:
    """Return the language that a person asked for; raise CommsError with the site's own if it is none of them."""
    if asked is None:
        return "en" if "en" in settings.languages else settings.languages[0]
    if asked not in settings.languages:
        message = f"--lang {asked} is not a language of this site; give one of {', '.join(settings.languages)}"
        raise CommsError(message)
    return asked


def to_plan(first: date, last: date) -> None:
    """Pass if the period is one that can be planned; raise CommsError if it is none, or would keep a person waiting."""
    in_order(first, last)
    if last - first > _LONGEST_PLAN:
        latest = first + _LONGEST_PLAN
        message = f"from {first} to {last} is too long a period to plan; give --to {latest} or an earlier day"
        raise CommsError(message)
