"""Saying again what was said: a new draft of the same words, for an approval of its own."""

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from comms.domain.posts import State, wall_time
from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.services.people import WRITE, require
from comms.services.review import locked
from comms.store.models import Person, Post


def say_again(post_id: int, *, by: Person, now: datetime) -> Post:
    """Return a new draft with the words of a post that was published or withdrawn from its channel.

    The old one stays as it is: sending again is another act, with its own approval, and never an edit. Where its day
    is over the new one is for today, at the same hour if that is ahead: whoever approves it reads whether its words
    are true today.
    """
    require(by, WRITE)
    with transaction.atomic():
        old = locked(post_id)
        if old.state not in {State.PUBLISHED, State.WITHDRAWN} or old.published_at is None:
            message = "a post that is %(state)s was not said yet"
            raise NotAllowedError(message, state=State(old.state))
        day, due_at = _when(old, now)
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
            day=day,
            due_at=due_at,
            zone=old.zone,
            state=State.DRAFT,
            author=by,
            sentences=old.sentences,
            missing=old.missing,
            drafted_at=now,
        )
        record("said again", f"post:{new.key}", by=by, now=now, after={"of": old.key})
        return new


def _when(old: Post, now: datetime) -> tuple[date, datetime | None]:
    """Return the day and the hour of the new draft; None where a person has to choose the hour."""
    place = ZoneInfo(old.zone)
    today = now.astimezone(place).date()
    if today <= old.day:
        return old.day, old.due_at
    with suppress(NotAllowedError):
        hour = old.due_at.astimezone(place).time() if old.due_at else time()
        due_at = wall_time(datetime.combine(today, hour), old.zone)
        return today, due_at if due_at > now else None
    return today, None
