"""Pausing from the command line: at once, also when nobody is at the desk."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from comms import app as wiring
from comms.cli.accounts import BY
from comms.config import Config
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import wall_time
from comms.errors import CommsError

if TYPE_CHECKING:
    from comms.store.models import Pause

Channel = Annotated[str | None, typer.Option("--channel", help="Only this channel, by its id in config.yaml.")]
Language = Annotated[str | None, typer.Option("--language", help="Only this language.")]
Country = Annotated[str | None, typer.Option("--country", help="Only the members of this country: two capitals.")]
Member = Annotated[str | None, typer.Option("--member", help="Only this member, by its id.")]
Reason = Annotated[str, typer.Option("--reason", help="Why: everybody at the desk reads it.")]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="When it ends, as “2026-12-10 18:00”.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    group = typer.Typer(
        invoke_without_command=True, help="Pause everything, or one channel, language, country, member."
    )
    group.callback()(pause)
    group.command("list")(list_pauses)
    app.add_typer(group, name="pause")
    app.command("resume")(resume)


def pause(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    channel: Channel = None,
    language: Language = None,
    country: Country = None,
    member: Member = None,
    reason: Reason = "",
    until: Until = None,
) -> None:
    """Begin a pause: from now on nothing goes out that it covers."""
    if context.invoked_subcommand:
        return
    config = wiring.start()
    from comms.services import pauses

    scope = _scope(channel=channel, language=language, country=country, member=member)
    end = _instant(until, config) if until else None
    begun = pauses.begin(scope, reason=reason, end=end, config=config, by=BY, clock=wiring.now)
    print(f"paused: {_line(begun.pause, config)}")
    if begun.on_their_way:
        print(f"already on their way, and finishing: {begun.on_their_way}")


def _scope(**asked: str | None) -> Scope:
    named = [(kind, value) for kind, value in asked.items() if value]
    if len(named) > 1:
        message = "name one of --channel, --language, --country and --member; for two, begin two pauses"
        raise CommsError(message)
    return Scope(Kind(named[0][0]), named[0][1]) if named else Scope()


def _instant(text: str, config: Config) -> datetime:
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return wall_time(datetime.strptime(text, form), config.settings.zone)  # noqa: DTZ007 - wall_time gives it one
        except ValueError:
            continue
    message = f"“{text}” is not a day and hour; write it as 2026-12-10 18:00, in the zone {config.settings.zone}"
    raise CommsError(message)


def resume(
    number: Annotated[int | None, typer.Argument(help="The pause's number, where several hold.")] = None,
    every: Annotated[bool, typer.Option("--all", help="End every pause.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """End a pause; what fell inside is not sent, but waits at the desk for a person."""
    config = wiring.start()
    from comms.services import pauses

    now = wiring.now()
    lasting = pauses.on(now) + pauses.ahead(now)
    if number is None and not every and len(lasting) > 1:
        told = "\n".join(_line(one, config) for one in lasting)
        message = f"several pauses hold; give the number of one, or --all:\n{told}"
        raise CommsError(message)
    if number is None and not lasting:
        print("nothing is paused")
        return
    for one in lasting if number is None else [number]:
        pause_id = one if isinstance(one, int) else one.pk
        resumed = pauses.resume(pause_id, config=config, by=BY, now=now)
        print(
            f"resumed {pause_id}: fell inside, to be decided at the desk under Pauses: {resumed.inside}; "
            f"still ahead, going on as approved: {resumed.ahead}"
        )


def list_pauses() -> None:
    """List the pauses that hold, those to come, and the last ones that are over."""
    config = wiring.start()
    from comms.services import holds, pauses

    now = wiring.now()
    groups = (("holds", pauses.on(now)), ("to come", pauses.ahead(now)), ("over", list(pauses.over(now)[:10])))
    for word, rows in groups:
        for row in rows:
            print(f"{word:<8} {_line(row, config)}")
    if not any(rows for _, rows in groups):
        print("nothing is or was paused")
    print(f"held, to be decided at the desk under Pauses: {holds.waiting().count()}")


def _line(row: "Pause", config: Config) -> str:
    zone = ZoneInfo(config.settings.zone)
    span = f"from {row.starts_at.astimezone(zone):%Y-%m-%d %H:%M}"
    if row.ends_at:
        span += f" until {row.ends_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"{row.pk}  {f'{row.kind} {row.value}'.strip()}  {span} ({zone.key}), by {row.who}: {row.reason}"
