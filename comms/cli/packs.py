"""The command that imports packs of observances."""

from pathlib import Path
from typing import Annotated

import typer

from comms import app as wiring
from comms.errors import WrittenError

packs = typer.Typer(no_args_is_help=True, help="This year's themes of observances, as their agencies give them out.")


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(packs, name="packs")


@packs.callback()
def about() -> None:
    """Keep the group a group."""


@packs.command("import")
def import_packs(
    file: Annotated[Path, typer.Argument(help="A YAML file, in the format of docs/calendars.md.")],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; otherwise only say what would change.")] = False,
) -> None:
    """Say what importing a file of packs would change; with --apply, do it."""
    site = wiring.start().site
    from comms.services import packs as service

    found = service.read(file, wiring.calendars())
    for pack, what in found.rows:
        print(f"{pack.year}  {pack.observance}  {what}")
    if apply:
        folder = wiring.packs_folder(site)
        print(f"{service.accept(found, folder)} files written in {folder}")
    if found.problems:
        raise WrittenError(found.problems)
