"""The audit: who did what, when, with what changed."""

from datetime import datetime
from typing import Any

from comms.store.models import AuditLine, Person

CLOCK = "the clock"
DESK = "the desk"
By = Person | str


def name_of(by: By) -> str:
    """Return how the audit calls *by*: a person's user name, or the desk's own actor."""
    return by if isinstance(by, str) else by.username


def record(  # noqa: PLR0913 - a line has these parts
    act: str,
    subject: str,
    *,
    by: By,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write one line of the audit."""
    AuditLine.objects.create(at=now, who=name_of(by), act=act, subject=subject, before=before or {}, after=after or {})
