"""What a person must look at: ticks on facts, and members' consent."""

from datetime import datetime
from typing import get_args

from django.db import transaction

from comms.domain.network import Consent as ConsentState
from comms.errors import NotAllowedError
from comms.services.audit import By, record
from comms.services.messages import facts_to_check
from comms.services.people import WRITE, require
from comms.services.review import locked
from comms.store.models import Consent, FactCheck, Initiative, Person


def tick(post_id: int, *, digests: set[str], by: Person, now: datetime) -> int:
    """Tick the facts of a post whose digests are given; return how many were new.

    A tick holds for every post that tells the same fact in the same words.
    """
    require(by, WRITE)
    with transaction.atomic():
        post = locked(post_id)
        chosen = [fact for fact in facts_to_check(post) if fact["digest"] in digests and fact["tick"] is None]
        for fact in chosen:
            FactCheck.objects.create(field=fact["field"], digest=fact["digest"], by=by, at=now)
            record("fact checked", fact["field"], by=by, now=now, after={"text": fact["text"]})
        return len(chosen)


def record_consent(initiative_id: str, *, state: str, said_by: str, by: Person, now: datetime) -> None:
    """Record what a member said about telling its initiative, and who said it."""
    require(by, WRITE)
    if state not in get_args(ConsentState) or state == "not asked":
        message = "say whether consent was given, refused or withdrawn"
        raise NotAllowedError(message)
    if not said_by.strip():
        message = "say who answered for the local government"
        raise NotAllowedError(message)
    with transaction.atomic():
        write_consent(initiative_id, state=state, said_by=said_by.strip(), recorded_by=by, by=by, now=now)


def write_consent(  # noqa: PLR0913 - a consent has these parts
    initiative_id: str, *, state: str, said_by: str, recorded_by: Person, by: By, now: datetime
) -> None:
    """Keep what a member said; *recorded_by* stands for it at the desk, *by* is who did it."""
    initiative = Initiative.objects.get(pk=initiative_id)
    Consent.objects.create(initiative=initiative, state=state, said_by=said_by, recorded_by=recorded_by, at=now)
    after = {"state": state, "said_by": said_by}
    record("consent recorded", f"initiative:{initiative_id}", by=by, now=now, after=after)
