"""The commands on the public pages."""

from pathlib import Path
from typing import Annotated

import typer

from comms import app as wiring

pages = typer.Typer(no_args_is_help=True, help="The public pages.")


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(pages, name="pages")


@pages.callback()
def _group() -> None:
    """Keep "build" a command of its own while it is the only one."""


@pages.command("build")
def build(
    out: Annotated[Path | None, typer.Option("--out", help="Folder; var/pages unless told otherwise.")] = None,
) -> None:
    """Write all pages that differ from what is there."""
    config = wiring.start()
    from comms.services.pages import build as build_pages

    folder = out or config.var / "pages"
    built = build_pages(wiring.desk(), wiring.template_folders(), folder, now=wiring.now())
    print(f"{built.written} written, {built.unchanged} unchanged in {folder}")
