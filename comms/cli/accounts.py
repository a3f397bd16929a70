"""Commands on accounts."""

from typing import Annotated

import typer

from comms import app as wiring


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("password")(password)


def password(
    username: Annotated[str, typer.Argument(help="Whose password: officer or coordinator in a demo.")],
) -> None:
    """Give an account a new random password and show it once."""
    wiring.start()
    from comms.services.people import reset_password

    print(f"{username}: {reset_password(username, by='the command line', now=wiring.now())}")
