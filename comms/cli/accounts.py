"""Commands on accounts."""

from typing import Annotated

import typer

from comms import app as wiring

BY = "the command line"


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("account")(account)
    app.command("password")(password)


def account(
    username: Annotated[str, typer.Argument(help="A new user name.")],
    role: Annotated[str, typer.Option("--role", help="reader, officer (writes) or coordinator (writes and approves).")],
) -> None:
    """Make an account with a random password and show it once."""
    wiring.start()
    from comms.services.people import make_account

    print(f"{username}: {make_account(username, role=role, by=BY, now=wiring.now())}")


def password(
    username: Annotated[str, typer.Argument(help="Whose password: officer or coordinator in a demo.")],
) -> None:
    """Give an account a new random password and show it once."""
    wiring.start()
    from comms.services.people import reset_password

    print(f"{username}: {reset_password(username, by=BY, now=wiring.now())}")
