"""Posts of which nobody knows whether they are public: the channel is looked at, else a person decides."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from comms.domain.answers import DeliveryError, DeliveryState
from comms.domain.message import Dispatch, Receipt
from comms.domain.posts import State
from comms.domain.sending import LEASE, next_look
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import CLOCK, record
from comms.services.messages import message_of
from comms.services.people import APPROVE, require
from comms.services.review import locked, move, void_approval
from comms.store.models import Delivery, Person, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)


def give_up_stale_claims(now: datetime) -> None:
    """Put posts in doubt whose claim is older than any answer may take: the process that sent them is gone."""
    stale = Delivery.objects.filter(state=DeliveryState.CLAIMED, claimed_at__lte=now - LEASE, post__state=State.SENDING)
    for post_id in list(stale.values_list("post_id", flat=True)):
        _give_up_claim(post_id, now)


def _give_up_claim(post_id: int, now: datetime) -> None:
    with transaction.atomic():
        post = locked(post_id)
        claim = _doubtful(post).filter(claimed_at__lte=now - LEASE).first()
        if post.state == State.SENDING and claim is not None:
            claim.state, claim.ended_at, claim.next_look_at = DeliveryState.UNCERTAIN, now, now
            claim.save()
            move(post, State.UNCONFIRMED, by=CLOCK, now=now, note="the desk stopped while sending; it may be public")


def _doubtful(post: Post) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(
        post=post, attempt=post.attempts, state__in=(DeliveryState.CLAIMED, DeliveryState.UNCERTAIN)
    )


def to_look_for(now: datetime) -> list[tuple[int, str]]:
    """Return the id and channel of each post in doubt whose next look is due."""
    looks = Delivery.objects.filter(
        state=DeliveryState.UNCERTAIN, next_look_at__lte=now, post__state=State.UNCONFIRMED, attempt=F("post__attempts")
    )
    return list(looks.order_by("next_look_at", "post_id").values_list("post_id", "post__channel"))


def recover(channels: Mapping[str, Channel], now: datetime) -> None:
    """Put stale claims in doubt, then look for every post in doubt whose look is due, one after the other."""
    give_up_stale_claims(now)
    for post_id, channel in to_look_for(now):
        if channel in channels:
            look(post_id, channels[channel], now)


def look(post_id: int, channel: Channel, now: datetime) -> None:
    """Look for one post in doubt: it is there, provably not there, or to be looked for again later."""
    post = Post.objects.get(pk=post_id)
    try:
        found = channel.find(Dispatch(message_of(post), post.stamp or now))
    except DeliveryError as error:
        _look_again(post_id, now, str(error))
        return
    except Exception as error:
        logger.exception("channel %s broke while looking for %s", post.channel, post.key)
        _look_again(post_id, now, type(error).__name__)
        return
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.UNCONFIRMED:
            return
        if found is not None:
            _confirm(post, found, now)
        elif channel.proves_absence:
            _end_delivery(post, DeliveryState.ABSENT, now)
            post.next_attempt_at = None
            move(post, State.SCHEDULED, by=CLOCK, now=now, note="looked for and not there: it will be sent again")
        else:
            _plan_next_look(post, now)


def _look_again(post_id: int, now: datetime, reason: str) -> None:
    with transaction.atomic():
        post = locked(post_id)
        logger.warning("post %s cannot be looked for: %s", post.key, reason)
        if post.state == State.UNCONFIRMED:
            _plan_next_look(post, now)


def _plan_next_look(post: Post, now: datetime) -> None:
    for delivery in _doubtful(post):
        delivery.looks += 1
        delivery.next_look_at = next_look(delivery.looks, delivery.ended_at or now)
        delivery.save()


def _confirm(post: Post, receipt: Receipt, now: datetime) -> None:
    _end_delivery(post, DeliveryState.CONFIRMED, now)
    post.receipt_id, post.receipt_url, post.published_at = receipt.id, receipt.url, now
    move(post, State.PUBLISHED, by=CLOCK, now=now, note="looked for and found")


def _end_delivery(post: Post, state: DeliveryState, now: datetime) -> None:
    Delivery.objects.filter(post=post, attempt=post.attempts).update(state=state, ended_at=now, next_look_at=None)


def it_is_there(post_id: int, *, url: str, by: Person, now: datetime) -> Post:
    """Record that a person found the post on its channel, and where."""
    require(by, APPROVE)
    if not url.strip():
        message = "paste the link of the post that you found"
        raise NotAllowedError(message)
    with transaction.atomic():
        post = locked(post_id)
        _end_delivery(post, DeliveryState.CONFIRMED, now)
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
        _end_delivery(post, DeliveryState.ABSENT, now)
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
