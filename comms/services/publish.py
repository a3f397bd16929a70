"""Sending: claim, send, settle. At most one live copy; nothing leaves without an approval of exactly these bytes.

The claim is committed before the request; what happens after the send cannot change its outcome.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q

from comms.config import Config
from comms.domain.answers import DeliveryError, DeliveryState, Unavailable, Uncertain
from comms.domain.message import Dispatch, Receipt, fingerprint
from comms.domain.posts import State, Timing
from comms.domain.rules import blocks
from comms.domain.sending import BUDGET, Outcome, settle
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import CLOCK, By, record
from comms.services.messages import findings_of, message_of
from comms.services.people import APPROVE, require
from comms.services.repeats import said_lately
from comms.services.review import locked, move, void_approval, when
from comms.services.spending import check_spending
from comms.services.standings import note_answer, standing_of, standings
from comms.store.models import Approval, Delivery, Person, Post

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
_CLAIMABLE = {State.SCHEDULED, State.APPROVED, State.HELD_LATE}
# An answer is worth more than a few seconds of one thread: without it, a person may have to look for the post.
_WRITE_AGAIN_AFTER = (0.5, 1.0, 2.0, 4.0, 8.0)


def due(now: datetime) -> list[tuple[int, str]]:
    """Return the id and channel of each scheduled post whose time has come and whose channel may be asked."""
    waiting = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    posts = Post.objects.filter(waiting, state=State.SCHEDULED, due_at__lte=now)
    return list(posts.order_by("due_at", "id").values_list("id", "channel"))


def send_due(config: Config, channels: Mapping[str, Channel], now: Now) -> list[int]:
    """Send every due post, one after the other; return the ids of those that were sent."""
    return [post_id for post_id, _ in due(now()) if send_if_time_allows(post_id, config, channels, now)]


def send_if_time_allows(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now) -> bool:
    """Send one due post, or hold or miss it where it is too late; return whether it is now published."""
    return _let_time_decide(post_id, config, now()) and deliver(post_id, config, channels, now, by=CLOCK)


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
    stop = standing_of(post.channel, now()).stop
    if stop:
        message = "the channel %(channel)s cannot be asked: %(stop)s; connect it again first"
        raise NotAllowedError(message, channel=post.channel, stop=stop)
    deliver(post_id, config, channels, now, by=by)
    return State(Post.objects.get(pk=post_id).state)


def _local_day(post: Post, now: datetime) -> date:
    return now.astimezone(ZoneInfo(post.zone)).date()


def deliver(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now, *, by: By) -> bool:
    """Claim the post, ask its channel once, and settle the answer; return whether it is now published."""
    if not _is_affordable(post_id, config, now()):
        return False
    end = time.monotonic() + BUDGET.total_seconds()
    claim = _claim(post_id, config, now(), by=by, time_left=lambda: end - time.monotonic())
    if claim is None:
        return False
    channel = claim.dispatch.message.channel
    answer = _ask(channels[channel], claim.dispatch)
    outcome = _settle_surely(post_id, claim, answer, config, now())
    _tell_the_channels_standing(channel, answer, now())
    return outcome.state is State.PUBLISHED


@dataclass(frozen=True)
class _Claim:
    """The right to ask a channel once: whose, and for which attempt."""

    dispatch: Dispatch
    attempt: int
    by: By


def _is_affordable(post_id: int, config: Config, now: datetime) -> bool:
    """Stop the channel where the post would cost more than the site allows in a month."""
    post = Post.objects.get(pk=post_id)
    try:
        check_spending(post, config, now)
    except Unavailable as limit:
        note_answer(post.channel, limit, now)
        return False
    return True


def _claim(post_id: int, config: Config, now: datetime, *, by: By, time_left: Callable[[], float]) -> _Claim | None:
    """Mark the post as sending and store what is about to leave, in one committed transaction."""
    with transaction.atomic():
        post = locked(post_id)
        if not _may_go(post, now, by):
            return None
        message = message_of(post)
        approval = Approval.objects.filter(post=post, voided_at__isnull=True).first()
        reason = _why_not(post, approval, fingerprint(message), config)
        if reason:
            _hold_unapproved(post, reason, now, by=by)
            return None
        post.attempts += 1
        post.next_attempt_at = None
        post.stamp = post.stamp or now
        Delivery.objects.create(
            post=post,
            attempt=post.attempts,
            fingerprint=fingerprint(message),
            state=DeliveryState.CLAIMED,
            claimed_at=now,
        )
        move(post, State.SENDING, by=by, now=now)
        return _Claim(Dispatch(message, post.stamp, time_left), post.attempts, by)


def _may_go(post: Post, now: datetime, by: By) -> bool:
    """Tell whether the row still says that it goes: another process may have been faster, the channel may rest."""
    if State(post.state) not in _CLAIMABLE:
        return False
    if by != CLOCK:
        return True
    waits = post.next_attempt_at is not None and post.next_attempt_at > now
    return not waits and post.state == State.SCHEDULED and standing_of(post.channel, now).may_be_asked(now)


def _why_not(post: Post, approval: Approval | None, print_: str, config: Config) -> str:
    if approval is None or approval.fingerprint != print_ or blocks(findings_of(post, config)):
        return "not sent: what would leave is not what was approved, or an error stands against it"
    repeated = None if approval.despite_repeat else said_lately(post, days=config.settings.publishing.repeat_days)
    return "not sent: this channel said the same lately; approve it again to say it again" if repeated else ""


def _hold_unapproved(post: Post, note: str, now: datetime, *, by: By) -> None:
    void_approval(post, note, by=by, now=now)
    move(post, State.DRAFT, by=by, now=now, note=note)


def _ask(channel: Channel, dispatch: Dispatch) -> Receipt | DeliveryError:
    try:
        return channel.publish(dispatch)
    except DeliveryError as error:
        return error
    # Whatever else breaks inside a channel, the message may be out: a person must look.
    except Exception as error:
        logger.exception("channel %s broke while sending %s", dispatch.message.channel, dispatch.message.key)
        return Uncertain(f"{type(error).__name__} while sending")


def _settle_surely(
    post_id: int, claim: _Claim, answer: Receipt | DeliveryError, config: Config, now: datetime
) -> Outcome:
    """Settle, again and again for a while where the database is locked or gone; then the claim is left in doubt."""
    for seconds in _WRITE_AGAIN_AFTER:
        try:
            return _settle(post_id, claim, answer, config, now)
        except DatabaseError:
            logger.exception("the answer to %s could not be written yet: %r", claim.dispatch.message.key, answer)
            close_old_connections()
            time.sleep(seconds)
    return _settle(post_id, claim, answer, config, now)


def _settle(post_id: int, claim: _Claim, answer: Receipt | DeliveryError, config: Config, now: datetime) -> Outcome:
    """Write what the answer makes of the post; then, apart, the audit line."""
    grace = timedelta(minutes=config.settings.publishing.grace_minutes)
    with transaction.atomic():
        post = locked(post_id)
        since = post.due_at if claim.by == CLOCK and post.due_at else now
        outcome = settle(answer, attempt=claim.attempt, now=now, since=since, grace=grace)
        in_doubt = outcome.state is State.UNCONFIRMED
        Delivery.objects.filter(post=post, attempt=claim.attempt).update(
            state=outcome.delivery, ended_at=now, note=outcome.note, next_look_at=outcome.next_at if in_doubt else None
        )
        if _is_still_ours(post, claim):
            _write(post, answer, outcome, now)
    try:
        record(str(outcome.state), f"post:{post.key}", by=claim.by, now=now, after={"note": outcome.note})
    except Exception:
        logger.exception("post %s is %s, but its audit line could not be written", post.key, outcome.state)
    return outcome


def _is_still_ours(post: Post, claim: _Claim) -> bool:
    """Tell whether the answer still decides: it came so late that the claim was given up, and others went on."""
    ours = post.attempts == claim.attempt and State(post.state) in {State.SENDING, State.UNCONFIRMED}
    if not ours:
        logger.error("post %s: the answer to attempt %d came after it was given up", post.key, claim.attempt)
    return ours


def _write(post: Post, answer: Receipt | DeliveryError, outcome: Outcome, now: datetime) -> None:
    post.state, post.note = outcome.state, outcome.note
    post.next_attempt_at = None if outcome.state is State.UNCONFIRMED else outcome.next_at
    if isinstance(answer, Receipt):
        post.receipt_id, post.receipt_url, post.published_at = answer.id, answer.url, now
    post.version += 1
    post.save()


def _tell_the_channels_standing(channel: str, answer: Receipt | DeliveryError, now: datetime) -> None:
    try:
        note_answer(channel, answer, now)
    except Exception:
        logger.exception("how channel %s stands could not be written", channel)


def open_channels(channels: Mapping[str, Channel], now: datetime) -> set[str]:
    """Return the channels that may be asked at *now*."""
    known = standings(now)
    return {channel for channel in channels if channel not in known or known[channel].may_be_asked(now)}
