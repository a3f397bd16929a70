"""Taking back what is public: asked of the channel where it can, and recorded either way."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comms.domain.answers import DeliveryError
from comms.domain.message import Receipt
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import record
from comms.services.people import APPROVE, require
from comms.services.review import locked, move
from comms.store.models import Person, Post


def take_back(post_id: int, channels: Mapping[str, Channel], *, by: Person, now: datetime) -> Post:
    """Delete a published post on its channel, and record that it is withdrawn.

    Raises NotAllowedError where the channel cannot or did not: the post then stays published, as it is.
    """
    require(by, APPROVE)
    post = Post.objects.get(pk=post_id)
    if post.state != State.PUBLISHED:
        message = "a post that is %(state)s is not public"
        raise NotAllowedError(message, state=State(post.state))
    channel = channels[post.channel]
    if not channel.withdraws or not post.receipt_id:
        message = "this channel takes nothing back by itself; delete the post there, then record it here"
        raise NotAllowedError(message)
    try:
        channel.withdraw(Receipt(post.receipt_id, post.receipt_url))
    except DeliveryError as error:
        message = "the channel did not take it back: %(reason)s"
        raise NotAllowedError(message, reason=str(error)) from error
    return _record(post_id, "taken back on its channel", by=by, now=now)


def was_deleted_by_hand(post_id: int, *, by: Person, now: datetime) -> Post:
    """Record that a person deleted a published post on its channel."""
    require(by, APPROVE)
    return _record(post_id, "deleted on its channel by a person", by=by, now=now)


def _record(post_id: int, note: str, *, by: Person, now: datetime) -> Post:
    with transaction.atomic():
        post = locked(post_id)
        url = post.receipt_url
        move(post, State.WITHDRAWN, by=by, now=now, note=note)
        record("taken back", f"post:{post.key}", by=by, now=now, before={"url": url})
        return post
