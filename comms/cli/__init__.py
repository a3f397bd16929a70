"""The commands. Each calls one service and prints what it returns; it decides nothing."""

import sys

import typer

from comms.cli import (
    accounts,
    audit,
    calendar,
    check,
    connect,
    drafts,
    events,
    feeds,
    kit,
    match,
    newsletter,
    packs,
    pages,
    pause,
    plan,
    run,
    sites,
)
from comms.errors import CommsError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A communications desk for human rights cities: days, members' work, drafts, approval, posts, feeds.",
)
for module in (
    run,
    sites,
    check,
    calendar,
    match,
    plan,
    drafts,
    feeds,
    pages,
    kit,
    newsletter,
    packs,
    events,
    connect,
    pause,
    accounts,
    audit,
):
    module.add_to(app)


def main() -> None:
    """Run a command; an error that a person can act on is told in its own lines, without a traceback."""
    try:
        app()
    except CommsError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
