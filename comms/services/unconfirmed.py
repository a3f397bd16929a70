"""Posts of which nobody knows whether they are public: the channel is looked at, else a person decides."""

import logging
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from comms.domain.message import Message, Receipt
from comms.domain.posts import DeliveryError, State
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import CLOCK, record
from comms.services.messages import message_of
from comms.services.people import APPROVE, require
from comms.services.publish import LEASE
from comms.services.review import locked, move, void_approval
from comms.store.models import Delivery, Person, Post

logger = logging.getLogger(__name__)


def recover(channels: Mapping[str, Channel], now: datetime) -> None:
    """Make stale claims unconfirmed, then look for every unconfirmed post where its channel can tell."""
    stale = Delivery.objects.filter(state="claimed", claimed_at__lte=now - LEASE, post__state=State.SENDING)
    for post_id in list(stale.values_list("post_id", flat=True)):
        _give_up_claim(post_id, now)
    for post in Post.objects.filter(state=State.UNCONFIRMED):
        channel = channels.get(post.channel)
        if channel is not None:
            _look(post.pk, message_of(post), channel, now)


def _give_up_claim(post_id: int, now: datetime) -> None:
    with transaction.atomic():
        post = locked(post_id)
        if post.state == State.SENDING:
            _end_delivery(post, "uncertain", now)
            move(post, State.UNCONFIRMED, by=CLOCK, now=now, note="the desk stopped while sending; it may be public")


def _look(post_id: int, message: Message, channel: Channel, now: datetime) -> None:
    try:
        found = channel.find(message)
    except DeliveryError as error:
        logger.warning("post %s cannot be looked for: %s", message.key, error)
        return
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.UNCONFIRMED:
            return
        if found is not None:
            _confirm(post, found, now)
        elif channel.proves_absence:
            _end_delivery(post, "absent", now)
            post.next_attempt_at = None
            move(post, State.SCHEDULED, by=CLOCK, now=now, note="looked for and not there: it will be sent again")


def _confirm(post: Post, receipt: Receipt, now: datetime) -> None:
    _end_delivery(post, "confirmed", now)
    post.receipt_id, post.receipt_url, post.published_at = receipt.id, receipt.url, now
    move(post, State.PUBLISHED, by=CLOCK, now=now, note="looked for and found")


def _end_delivery(post: Post, state: str, now: datetime) -> None:
    Delivery.objects.filter(post=post, attempt=post.attempts).update(state=state, ended_at=now)


def it_is_there(post_id: int, *, url: str, by: Person, now: datetime) -> Post:
    """Record that a person found the post on its channel, and where."""
    require(by, APPROVE)
    if not url.strip():
        message = "paste the link of the post that you found"
        raise NotAllowedError(message)
    with transaction.atomic():
        post = locked(post_id)
        _end_delivery(post, "confirmed", now)
        post.receipt_url, post.published_at = url.strip(), now
        move(post, State.PUBLISHED, by=by, now=now, note="found by a person")
        return post


def it_is_not(post_id: int, *, by: Person, now: datetime) -> Post:
    """Record that a person looked and found nothing: a draft again, and sending it is a new, approved act."""
    require(by, APPROVE)
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.UNCONFIRMED:
            message = "a post that is %(state)s is not in doubt"
            raise NotAllowedError(message, state=State(post.state))
        void_approval(post, "a person looked and it was not there", by=by, now=now)
        _end_delivery(post, "absent", now)
        move(post, State.DRAFT, by=by, now=now, note="not on the channel, says a person")
        record("looked for", f"post:{post.key}", by=by, now=now, after={"found": False})
        return post


def miss_what_is_over(now: datetime) -> None:
    """Make every unsent post whose day is over in its own zone a missed one."""
    waiting = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.HELD_LATE)
    for post in Post.objects.filter(state__in=waiting, due_at__lt=now):
        _miss(post.pk, now)


def _miss(post_id: int, now: datetime) -> None:
    with transaction.atomic():
        post = locked(post_id)
        if post.state not in {State.DRAFT, State.IN_REVIEW, State.APPROVED, State.HELD_LATE}:
            return
        if now.astimezone(ZoneInfo(post.zone)).date() > post.day:
            void_approval(post, "its day is over", by=CLOCK, now=now)
            move(post, State.MISSED, by=CLOCK, now=now, note="its day is over")
