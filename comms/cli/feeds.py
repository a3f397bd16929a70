"""The commands on feeds."""

from pathlib import Path
from typing import Annotated

import typer

from comms import app as wiring
from comms.cli.accounts import BY
from comms.errors import CommsError
from comms.feeds.lint import REMEDY, findings
from comms.feeds.lint_event import Expected
from comms.feeds.lint_values import LANGUAGE

feeds = typer.Typer(no_args_is_help=True, help="Calendar feeds (ICS).")


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(feeds, name="feeds")


@feeds.command("build")
def build(
    out: Annotated[Path | None, typer.Option("--out", help="Folder; var/feeds unless told otherwise.")] = None,
) -> None:
    """Write all feeds that differ from what is there."""
    config = wiring.start()
    from comms.cli.run import bring_up_to_date
    from comms.services.feeds import build as build_feeds
    from comms.services.feeds import left_over, nearly_full
    from comms.services.ticks import ticked

    bring_up_to_date()
    folder = out or config.var / "feeds"
    calendars = ticked(wiring.calendars())
    built = build_feeds(calendars, calendars.network, config, folder, now=wiring.now())
    print(f"{built.written} written, {built.unchanged} unchanged in {folder}")
    for path in left_over(calendars, calendars.network, folder):
        print(f"{path.name} is of no place, theme or region any more; remove it with: comms feeds retire {path.name}")
    for name, percent in nearly_full(folder).items():
        print(f"{name} takes {percent} % of its room; {REMEDY}")
    if built.findings:
        raise CommsError("\n".join(("These feeds were not published:", *built.findings)))


@feeds.command("retire")
def retire(name: Annotated[str, typer.Argument(help="A feed's file, such as city-accra.en.ics.")]) -> None:
    """Remove a feed for good: its subscribers lose it."""
    config = wiring.start()
    from comms.services.feeds import retire as retire_feed

    path = config.var / "feeds" / Path(name).name
    if not path.is_file():
        message = f"{path}: No such file or directory"
        raise CommsError(message)
    retire_feed(path, config, by=BY, now=wiring.now())


@feeds.command("address")
def address(
    member: Annotated[str, typer.Option("--member", help="Whose plan; the team's posts unless told.")] = "",
) -> None:
    """Make a secret address of a private feed and show it once."""
    config = wiring.start()
    from comms.services.feed_addresses import TEAM, make_address
    from comms.services.feeds import build_private
    from comms.services.ticks import ticked

    calendars = ticked(wiring.calendars())
    secret = make_address(member, calendars.network, by=BY, now=wiring.now())
    build_private(calendars, config, now=wiring.now())
    for language in config.settings.languages:
        print(f"/feeds/private/{secret}/{f'plan-{member}' if member else TEAM}.{language}.ics")


@feeds.command("addresses")
def addresses() -> None:
    """List the secret addresses in use by number; the secrets themselves are not kept."""
    wiring.start()
    from comms.services.feed_addresses import TEAM, in_use

    for one in in_use():
        print(f"{one.pk:>5}  {one.member or TEAM:<30}  {one.made_at:%Y-%m-%d}")


@feeds.command("revoke")
def revoke(number: Annotated[int, typer.Argument(help="As `comms feeds addresses` lists it.")]) -> None:
    """Make a secret address useless at once."""
    config = wiring.start()
    from comms.services.feed_addresses import revoke_address

    revoke_address(number, config, by=BY, now=wiring.now())


@feeds.command("lint")
def lint(files: Annotated[list[Path], typer.Argument(help="ICS files.")]) -> None:
    """Check feeds strictly; say nothing of those that are sound."""
    wrong = [f"{path}: {finding}" for path in files for finding in findings(_bytes(path), _expected(path))]
    if wrong:
        raise CommsError("\n".join(wrong))


def _expected(path: Path) -> Expected:
    """Return what the events of *path* are to be: in the language that its name tells, as in un-days.fr.ics."""
    *_, language, _ = ("", "", *path.name.split("."))
    expected = Expected(now=wiring.now())
    told = tuple(dict.fromkeys((language, "en")))
    return expected._replace(languages=told) if LANGUAGE.fullmatch(language) else expected


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise CommsError(message) from error
