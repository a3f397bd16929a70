"""What colleagues say to each other about a post, and who is asked for."""

import re
from datetime import datetime, timedelta

from django.db import transaction

from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.services.review import locked
from comms.store.models import Comment, Person, Post

LONGEST = 4_000
# Older questions are history.
_ASKED_WITHIN = timedelta(days=30)
_OVER = (State.PUBLISHED, State.WITHDRAWN, State.MISSED)
_NAMED = re.compile(r"(?<![\w.@])@([A-Za-z0-9][\w.-]*)")


def comment(post_id: int, *, text: str, by: Person, now: datetime) -> Comment:
    """Say something about a post; whoever may read it may say it, and its approval stands."""
    words = text.strip()
    if not words:
        message = "say something, or leave it"
        raise NotAllowedError(message)
    if len(words) > LONGEST:
        message = "a comment has at most %(limit)s characters; this one has %(length)s"
        raise NotAllowedError(message, limit=LONGEST, length=len(words))
    with transaction.atomic():
        post = locked(post_id)
        said = Comment.objects.create(post=post, by=by, at=now, text=words)
        named = sorted(person.username for person in asked_for(words))
        record("commented", f"post:{post.key}", by=by, now=now, after={"asked": named} if named else {})
    return said


def asked_for(text: str) -> list[Person]:
    """Return the people whom *text* asks for by their user name, as “@ana”."""
    names = {name.rstrip(".-").casefold() for name in _NAMED.findall(text)}
    return [one for one in Person.objects.filter(is_active=True) if one.username.casefold() in names] if names else []


def asks(person: Person, now: datetime) -> list[Post]:
    """Return the posts on which a colleague asked for *person* who has not said anything since, the newest first."""
    asking = Comment.objects.filter(text__icontains=f"@{person.username}", at__gt=now - _ASKED_WITHIN)
    asking = asking.exclude(by=person).exclude(post__state__in=_OVER).select_related("post__slot")
    found: dict[int, Comment] = {}
    for one in asking.order_by("at", "id"):
        if person in asked_for(one.text):
            found[one.post_id] = one
    answered = Comment.objects.filter(by=person, post_id__in=found).values_list("post_id", "at", "id")
    for post_id, at, number in answered:
        if post_id in found and (at, number) > (found[post_id].at, found[post_id].pk):
            del found[post_id]
    return [one.post for one in sorted(found.values(), key=lambda one: one.at, reverse=True)]
