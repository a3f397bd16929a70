"""The commands on the newsletter."""

import typer

from comms import app as wiring

newsletter = typer.Typer(no_args_is_help=True, help="The newsletter.")


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(newsletter, name="newsletter")


@newsletter.callback()
def _group() -> None:
    """Keep "draft" a command of its own while it is the only one."""


@newsletter.command("draft")
def draft() -> None:
    """Write the next edition in every language to files, for a person to read."""
    config = wiring.start()
    from comms.services.newsletter import write_next

    written = write_next(wiring.desk(), wiring.template_folders(), today=wiring.today(config.settings.zone))
    print(f"edition {written.month}: {written.changed} files new or different in {written.folder}")
    for edition in written.editions:
        print(f"{edition.language}: {len(edition.sections)} sections, {len(edition.to_check)} facts to check")
