"""Saying again what was said: a new draft of the same words, for an approval of its own."""

from datetime import datetime

from django.db import transaction

from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.services.review import locked
from comms.store.models import Person, Post


def say_again(post_id: int, *, by: Person, now: datetime) -> Post:
    """Return a new draft with the words of a post that was published or withdrawn from its channel.

    The old one stays as it is: sending again is another act, with its own approval, and never an edit.
    """
    require(by, WRITE)
    with transaction.atomic():
        old = locked(post_id)
        if old.state not in {State.PUBLISHED, State.WITHDRAWN} or old.published_at is None:
            message = "a post that is %(state)s was not said yet"
            raise NotAllowedError(message, state=State(old.state))
        first = old.key.partition(":again-")[0]
        number = Post.objects.filter(key__startswith=f"{first}:again-").count() + 1
        new = Post.objects.create(
            key=f"{first}:again-{number}",
            slot=old.slot,
            channel=old.channel,
            account=old.account,
            language=old.language,
            wording=old.wording,
            text=old.text,
            link=old.link,
            has_card=old.has_card,
            image=old.image,
            alt=old.alt,
            day=old.day,
            due_at=old.due_at,
            zone=old.zone,
            state=State.DRAFT,
            author=by,
            sentences=old.sentences,
            missing=old.missing,
            drafted_at=now,
        )
        record("said again", f"post:{new.key}", by=by, now=now, after={"of": old.key})
        return new
