"""What editors decided, in the store: read for those who match and plan, written once, undone by a later line."""

from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from comms.domain.verdicts import Decided
from comms.domain.verdicts import Verdict as Decision
from comms.errors import NotAllowedError, NotFoundError
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.store.models import Person, Verdict


def stored() -> tuple[Decision, ...]:
    """Return every decision, the undone ones and what undid them too, in the order in which they were made."""
    return tuple(row.decision() for row in Verdict.objects.select_related("by"))


def decided() -> Decided:
    """Return the standing decisions, ready to be applied to matches."""
    return Decided(stored())


def decided_here() -> Decided:
    """Return the standing decisions for a command; none where no desk was opened yet, or an older one."""
    is_there = has_database(connection.vendor, str(connection.settings_dict["NAME"]))
    try:
        return decided() if is_there else Decided()
    except DatabaseError:
        return Decided()


def has_database(vendor: str, name: str) -> bool:
    """Tell whether there is a database to ask: a file is not made by asking for it."""
    return vendor != "sqlite" or "memory" in name or Path(name).is_file()


def write(row: Verdict, *, now: datetime) -> Verdict:
    """Write one decision, with a line of the audit."""
    row.save(force_insert=True)
    told = {
        "kind": row.kind,
        "initiative": row.initiative,
        "instead": row.instead,
        "why": row.why,
        "text": row.text,
        "undoes": row.undoes_id,
    }
    after = {name: value for name, value in told.items() if value}
    record("decided", f"occurrence:{row.occurrence}", by=row.by, now=now, after=after)
    return row


def undo(verdict_id: int, *, why: str, by: Person, now: datetime) -> Verdict:
    """Take a decision back by a later one; what it once changed in the plan stays until somebody changes it."""
    require(by, WRITE)
    with transaction.atomic():
        found = Verdict.objects.select_for_update().filter(pk=verdict_id).exclude(kind="undo").first()
        if found is None:
            message = "this decision does not exist"
            raise NotFoundError(message)
        if Verdict.objects.filter(undoes=found).exists():
            message = "this decision was undone already"
            raise NotAllowedError(message)
        row = Verdict(
            kind="undo",
            observance=found.observance,
            occurrence=found.occurrence,
            initiative=found.initiative,
            why="other",
            text=why.strip(),
            by=by,
            at=now,
            undoes=found,
        )
        return write(row, now=now)
