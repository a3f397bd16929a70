"""Sending: claim, send, settle. At most one live copy; nothing leaves without an approval of exactly these bytes.

The claim is committed before the request; what happens after the send cannot change its outcome.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from comms.config import Config
from comms.domain.message import Message, Receipt, fingerprint
from comms.domain.posts import DeliveryError, Outcome, State, Timing, Uncertain, settle
from comms.domain.rules import blocks
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import CLOCK, By, record
from comms.services.messages import findings_of, message_of
from comms.services.people import APPROVE, require
from comms.services.review import locked, move, void_approval, when
from comms.store.models import Approval, Delivery, Person, Post

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
LEASE = timedelta(minutes=2)
_CLAIMABLE = {State.SCHEDULED, State.APPROVED, State.HELD_LATE}


def due(now: datetime) -> list[int]:
    """Return the ids of the scheduled posts whose time has come, earliest first."""
    waiting = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    posts = Post.objects.filter(waiting, state=State.SCHEDULED, due_at__lte=now)
    return list(posts.order_by("due_at", "id").values_list("id", flat=True))


def send_due(config: Config, channels: Mapping[str, Channel], now: Now) -> list[int]:
    """Send every due post, each on its own; hold the late ones; return the ids of those that were sent."""
    return [
        post_id
        for post_id in due(now())
        if _let_time_decide(post_id, config, now()) and deliver(post_id, config, channels, now, by=CLOCK)
    ]


def _let_time_decide(post_id: int, config: Config, now: datetime) -> bool:
    """Hold or miss a post that is too late; return whether it may go now."""
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.SCHEDULED:
            return False
        decision = when(post, now=now, config=config)
        if decision is Timing.HOLD:
            move(post, State.HELD_LATE, by=CLOCK, now=now, note="its hour passed while it could not be sent")
        elif decision is Timing.MISS:
            void_approval(post, "its day is over", by=CLOCK, now=now)
            move(post, State.MISSED, by=CLOCK, now=now, note="its day is over")
        return decision is Timing.SEND


def send_now(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now, *, by: Person) -> State:
    """Send an approved post at once, on its own day only; return its new state."""
    require(by, APPROVE)
    post = Post.objects.get(pk=post_id)
    if State(post.state) not in _CLAIMABLE:
        message = "a post that is %(state)s cannot be sent; it needs an approval first"
        raise NotAllowedError(message, state=State(post.state))
    if _local_day(post, now()) != post.day:
        message = "its words are for %(day)s; it can only be sent on that day"
        raise NotAllowedError(message, day=post.day)
    deliver(post_id, config, channels, now, by=by)
    return State(Post.objects.get(pk=post_id).state)


def _local_day(post: Post, now: datetime) -> date:
    return now.astimezone(ZoneInfo(post.zone)).date()


def deliver(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now, *, by: By) -> bool:
    """Claim the post, ask its channel once, and settle the answer; return whether it is now published."""
    message = _claim(post_id, config, now(), by=by)
    if message is None:
        return False
    answer = _ask(channels[message.channel], message)
    return _settle(post_id, answer, now(), by=by) is State.PUBLISHED


def _claim(post_id: int, config: Config, now: datetime, *, by: By) -> Message | None:
    """Mark the post as sending and store what is about to leave, in one committed transaction."""
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) not in _CLAIMABLE:
            return None
        message = message_of(post)
        if not _is_approved(post, message) or blocks(findings_of(post, config)):
            _hold_unapproved(post, now, by=by)
            return None
        post.attempts += 1
        post.next_attempt_at = None
        Delivery.objects.create(
            post=post, attempt=post.attempts, fingerprint=fingerprint(message), state="claimed", claimed_at=now
        )
        move(post, State.SENDING, by=by, now=now)
        return message


def _is_approved(post: Post, message: Message) -> bool:
    return Approval.objects.filter(post=post, voided_at__isnull=True, fingerprint=fingerprint(message)).exists()


def _hold_unapproved(post: Post, now: datetime, *, by: By) -> None:
    note = "not sent: what would leave is not what was approved, or an error stands against it"
    void_approval(post, note, by=by, now=now)
    move(post, State.DRAFT, by=by, now=now, note=note)


def _ask(channel: Channel, message: Message) -> Receipt | DeliveryError:
    try:
        return channel.publish(message)
    except DeliveryError as error:
        return error
    # Whatever else breaks inside a channel, the message may be out: a person must look.
    except Exception as error:
        logger.exception("channel %s broke while sending %s", message.channel, message.key)
        return Uncertain(f"{type(error).__name__} while sending")


def _settle(post_id: int, answer: Receipt | DeliveryError, now: datetime, *, by: By) -> State:
    """Write what the answer makes of the post; then, apart, the audit line of *by*, who had it sent."""
    with transaction.atomic():
        post = locked(post_id)
        outcome = settle(answer, attempt=post.attempts, now=now)
        _write(post, answer, outcome, now)
    try:
        record(str(outcome.state), f"post:{post.key}", by=by, now=now, after={"note": outcome.note})
    except Exception:
        logger.exception("post %s is %s, but its audit line could not be written", post.key, outcome.state)
    return outcome.state


_DELIVERY_STATES = {"Receipt": "sent", "Refused": "refused", "Unavailable": "unavailable"}


def _write(post: Post, answer: Receipt | DeliveryError, outcome: Outcome, now: datetime) -> None:
    post.state, post.note, post.next_attempt_at = outcome.state, outcome.note, outcome.retry_at
    if isinstance(answer, Receipt):
        post.receipt_id, post.receipt_url, post.published_at = answer.id, answer.url, now
    post.version += 1
    post.save()
    Delivery.objects.filter(post=post, attempt=post.attempts).update(
        state=_DELIVERY_STATES.get(type(answer).__name__, "uncertain"), ended_at=now, note=outcome.note
    )
