"""Commands on the audit: prove it, write it out, empty what it tells of a person."""

import sys
from typing import Annotated

import typer

from comms import app as wiring
from comms.cli.accounts import BY

_SAID = {
    "line changed": "line {line} was changed after it was written",
    "line put in": "line {line} was put in between lines that were sealed before",
    "erased part filled": "line {line}: its {part} was erased, and something stands there now",
    "seal broken": "seal {seal} over lines {first} to {last}: {sealed} lines were sealed, {found} are there, "
    "or one was exchanged",
    "seal missing": "before seal {seal} another seal was taken away or exchanged",
    "head unknown": "no seal has the digest {head}: the end of the audit was taken away or written anew",
}
Known = Annotated[str, typer.Option("--known", metavar="DIGEST", help="A head that an earlier verify printed.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    group = typer.Typer(no_args_is_help=True, help="Prove that the audit is whole, write it out, erase a person.")
    for command in (verify, export, erase):
        group.command()(command)
    app.add_typer(group, name="audit")


def verify(known: Known = "") -> None:
    """Seal what is open, and tell every line that was changed, put in or taken away; then print the head."""
    wiring.start()
    from comms.services import audit_chain

    audit_chain.seal(wiring.now())
    found = list(audit_chain.verify(known))
    for breach in found:
        print(_SAID[breach.code].format(**breach.values))
    lines, seals = audit_chain.counts()
    print(f"{lines} lines, {seals} seals; head {audit_chain.head()}")
    if found:
        print("The audit is not whole.", file=sys.stderr)
        raise typer.Exit(1)
    print("The audit is whole. Note the head somewhere else: verify --known proves later that nothing was taken away.")


def export(
    who: Annotated[str, typer.Option("--who", help="Only what this account did.")] = "",
    act: Annotated[str, typer.Option("--act", help="Only this act, by its code.")] = "",
    subject: Annotated[str, typer.Option("--about", help="Only lines about this, or a part of it.")] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="From this day on, as 2026-12-10.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Up to this day.")] = "",
) -> None:
    """Write the audit as a table (CSV), the newest line first."""
    config = wiring.start()
    from comms.desk.audit_rows import asked, table
    from comms.errors import CommsError

    wanted = asked({"who": who, "act": act, "subject": subject, "first": first, "last": last})
    for option, given, read in (("--from", first, wanted.first), ("--to", last, wanted.last)):
        if given and read is None:
            message = f"{option} {given} is not a day; write it as 2026-12-10"
            raise CommsError(message)
    for row in table(wanted.lines(config.settings.zone)):
        sys.stdout.write(row)


def erase(
    name: Annotated[str, typer.Argument(help="An account, or the name of a person as lines hold it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it: what is erased cannot be had back.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Empty what the audit tells of a person; the chain still proves the rest."""
    wiring.start()
    from comms.errors import CommsError
    from comms.services import audit_chain

    if not yes:
        message = f"this empties what the audit tells of {name} for ever; say --yes to do it"
        raise CommsError(message)
    print(f"lines in which something was erased: {audit_chain.erase(name, by=BY, now=wiring.now())}")
