"""The commands on feeds."""

from pathlib import Path
from typing import Annotated

import typer

from comms import app as wiring
from comms.errors import CommsError
from comms.feeds.lint import findings

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
    from comms.services.feeds import build as build_feeds

    folder = out or config.var / "feeds"
    built = build_feeds(
        wiring.calendars(), wiring.calendars().network, config, folder, today=wiring.today(config.settings.zone)
    )
    print(f"{built.written} written, {built.unchanged} unchanged in {folder}")
    if built.findings:
        raise CommsError("\n".join(("These feeds were not published:", *built.findings)))


@feeds.command("lint")
def lint(files: Annotated[list[Path], typer.Argument(help="ICS files.")]) -> None:
    """Check feeds strictly; say nothing of those that are sound."""
    wrong = [f"{path}: {finding}" for path in files for finding in findings(_bytes(path))]
    if wrong:
        raise CommsError("\n".join(wrong))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise CommsError(message) from error
