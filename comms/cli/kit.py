"""The command that makes a member's kit."""

from pathlib import Path
from typing import Annotated

import typer

from comms import app as wiring
from comms.domain.observances import FIRST_DAY


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("kit")(kit)


def kit(
    member: Annotated[str, typer.Argument(help="The id of a member.")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder; var/kit/MEMBER unless told otherwise.")] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=FIRST_DAY.year, help="Year of the report; the running one unless told otherwise."),
    ] = None,
) -> None:
    """Write a member's kit: texts to adapt and pictures for its days, and where its work was featured."""
    config = wiring.start()
    from comms.services.kit import make

    folder = out or config.var / "kit" / member
    made = make(wiring.desk(), wiring.template_folders(), member, folder, now=wiring.now(), year=year)
    print(f"{made.days} days, featured {made.featured} times, {made.written} files new or different in {folder}")
