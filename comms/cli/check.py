"""The command that checks what people wrote."""

import typer

from comms import app as wiring
from comms.config import site_folder
from comms.errors import WrittenError
from comms.resources import shipped
from comms.services.check import check as check_site


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("check")(check)


def check() -> None:
    """Check configuration, calendars, templates and translations; say what is wrong and what is missing."""
    site = site_folder()
    folder = wiring.calendars_folder(site)
    found = check_site(site, folder, shipped("templates"), today=wiring.today("UTC"))
    for line in (*found.notices, *found.missing):
        print(line)
    if found.problems:
        raise WrittenError(found.problems)
    print(found.summary)
