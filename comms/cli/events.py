"""The commands on events: in and out as files, and the calendars of others that we follow."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comms import app as wiring
from comms.cli.options import Language, language_of
from comms.errors import CommsError, Problem, WrittenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comms.config import Config
    from comms.domain.dates import Span

events = typer.Typer(no_args_is_help=True, help="Events: import, export, and calendars that we follow.")
Zone = Annotated[str, typer.Option("--zone", help="Zone of events without one; the site's unless told otherwise.")]

Where = Annotated[str, typer.Option("--where", help="Of events without a country: its code, such as ES, or worldwide.")]


class EventFormat(StrEnum):
    """A format of events."""

    ICS = "ics"
    CSV = "csv"
    YAML = "yaml"


AsEvents = Annotated[EventFormat, typer.Option("--format")]
FromEvents = Annotated[EventFormat | None, typer.Option("--format", help="By the file's ending unless told otherwise.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(events, name="events")


def _start() -> "Config":
    site = wiring.start()
    from comms.cli.run import bring_up_to_date

    bring_up_to_date()
    return site


@events.command("export")
def export(as_format: AsEvents = EventFormat.YAML, lang: Language = None) -> None:
    """Print all events; YAML and CSV can be read back, ICS holds those with dates."""
    site = _start()
    language = language_of(lang, site.settings)
    from comms.feeds import event_export
    from comms.services.imprint import imprint

    calendars = wiring.calendars()
    known = list(calendars.events.values())
    match as_format:
        case EventFormat.YAML:
            told = event_export.as_yaml(known).encode()
        case EventFormat.CSV:
            told = event_export.as_csv(known).encode()
        case EventFormat.ICS:
            told = event_export.as_ics(known, language, imprint(calendars, site))
    sys.stdout.buffer.write(told)


@events.command("import")
def import_events(  # noqa: PLR0913 - how a file is read has these parts
    file: Annotated[Path, typer.Argument(help="A file that ends in .ics, .csv or .yaml.")],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; otherwise only say what would change.")] = False,
    zone: Zone = "",
    page: Annotated[str, typer.Option("--page", help="Address of events without one.")] = "",
    where: Where = "",
    as_format: FromEvents = None,
) -> None:
    """Say row by row what importing a file of events would change; with --apply, do it."""
    site = _start()
    from comms.services import event_imports
    from comms.services.audit import DESK

    found = event_imports.read(
        file,
        wiring.calendars(),
        zone=_zone(zone, site),
        page=page,
        where=where,
        as_format=as_format.value if as_format else "",
        now=wiring.now(),
    )
    for row in found.rows:
        print("\n".join(row.change.lines()))
    if found.outside:
        print(_outside(found.outside, found.period))
    if apply:
        number = event_imports.accept(found, wiring.written_calendars(), by=DESK, now=wiring.now())
        wiring.events_were_imported()
        print(f"{number} events imported")
    _tell(found.problems)


@events.command("subscribe")
def subscribe(url: Annotated[str, typer.Argument(help="Address of a calendar (ICS).")], zone: Zone = "") -> None:
    """Follow a calendar: `refresh` asks it, `accept` takes over what it says."""
    site = _start()
    from comms.services import subscriptions
    from comms.services.audit import DESK

    row = subscriptions.subscribe(url, zone=_zone(zone, site), by=DESK, now=wiring.now())
    print(f"following {row.url}; now: comms events refresh")


@events.command("refresh")
def refresh() -> None:
    """Ask the calendars that we follow, and show what would change."""
    _start()
    from comms.services import subscriptions

    found = subscriptions.refresh(wiring.client(), wiring.calendars(), now=wiring.now())
    _pending()
    for one in found:
        if one.outside and one.period:
            print(f"{one.url}: {_outside(one.outside, one.period)}")
        if one.note and not one.problems:
            print(one.note, file=sys.stderr)
    _tell(problem for one in found for problem in one.problems)


@events.command("calendars")
def calendars() -> None:
    """List the calendars that we follow: when each was asked last, and what went wrong."""
    _start()
    from comms.store.models import EventSubscription

    for row in EventSubscription.objects.order_by("url"):
        asked = f"asked {row.checked_at:%Y-%m-%d %H:%M} UTC" if row.checked_at else "not asked yet"
        print(f"{row.url}  {row.zone}  {asked}" + (f"\n             {row.note}" if row.note else ""))


@events.command("leave")
def leave(url: Annotated[str, typer.Argument(help="Address of a calendar that is followed.")]) -> None:
    """Follow a calendar no longer: what was accepted stays as ours, what nobody has accepted goes."""
    _start()
    from comms.services import subscriptions
    from comms.services.audit import DESK

    left = subscriptions.leave(subscriptions.followed(url).pk, by=DESK, now=wiring.now())
    print(f"no longer following {left.url}; accepted events that stay: {left.kept}, offers that went: {left.gone}")


@events.command("pending")
def pending() -> None:
    """Show what the calendars that we follow have changed and nobody has accepted."""
    _start()
    _pending()


def _pending() -> None:
    from comms.services import subscriptions

    for change in subscriptions.pending():
        print("\n".join(change.lines()))


@events.command("accept")
def accept(
    ids: Annotated[list[str] | None, typer.Argument(help="Events, by id.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="All that waits.")] = False,
    where: Where = "",
) -> None:
    """Take over what waits; fields that were changed here stay as they are."""
    _start()
    from comms.services import subscriptions
    from comms.services.audit import DESK

    if not ids and not everything:
        message = "name the events, or write --all; `comms events pending` lists what waits"
        raise CommsError(message)
    number = subscriptions.accept(None if everything else ids, where=where, by=DESK, now=wiring.now())
    wiring.events_were_imported()
    print(f"{number} events accepted")


@events.command("place")
def place(
    where: Annotated[str, typer.Argument(help="A country's code, such as ES, or worldwide.")],
    ids: Annotated[list[str], typer.Argument(help="Events that were accepted or imported, by id.")],
) -> None:
    """Say where events from elsewhere take place; what their source says later changes it no more."""
    _start()
    from comms.services import event_places
    from comms.services.audit import DESK

    number = event_places.place(ids, where, by=DESK, now=wiring.now())
    wiring.events_were_imported()
    print(f"{number} events placed")


def _zone(zone: str, site: "Config") -> str:
    from comms.domain.written import known_zone

    try:
        return known_zone(zone or site.settings.zone)
    except ValueError as error:
        message = f"--zone: {error}"
        raise CommsError(message) from None


def _outside(number: int, period: "Span") -> str:
    events_ = "1 event lies" if number == 1 else f"{number} events lie"
    return f"{events_} outside the period from {period.first} to {period.last}, and stayed out"


def _tell(problems: "Iterable[Problem]") -> None:
    found = tuple(problems)
    if found:
        raise WrittenError(found)
