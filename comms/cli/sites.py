"""The command that makes a new site."""

from pathlib import Path
from typing import Annotated

import typer

from comms.services.new_site import make_site


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("init")(init)


def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Make a new site: a commented config.yaml, and calendars of its own to edit."""
    for path in make_site(folder):
        print(f"wrote {path}")
    print(f"Next: edit {folder / 'config.yaml'}, then: cd {folder} && comms check && comms run")
