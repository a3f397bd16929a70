"""Sending: claim, send, settle. At most one live copy; nothing leaves without an approval of exactly these bytes.

The claim is committed before the request; what happens after the send cannot change its outcome.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q

from comms.config import Config
from comms.domain.answers import DeliveryError, DeliveryState, Unavailable, Uncertain
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Receipt, fingerprint
from comms.domain.posts import EASTERNMOST, State, Timing
from comms.domain.rules import blocks
from comms.domain.sending import BUDGET
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services import holds
from comms.services.approved_as import changed_since
from comms.services.audit import CLOCK, By
from comms.services.deliveries import forget_receipt
from comms.services.gates import gate
from comms.services.going import may_go_now, refuse_what_must_wait
from comms.services.looking_first import is_public_already
from comms.services.messages import findings_of, message_of
from comms.services.people import APPROVE, require
from comms.services.picture_library import is_lost
from comms.services.repeats import said_lately
from comms.services.review import locked, move, void_approval, when
from comms.services.settling import Claim, settle_answer
from comms.services.spending import check_spending, reopen_where_the_limit_changed
from comms.services.standings import await_turn, note_answer, standings
from comms.store.models import Approval, Delivery, Person, Post

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
_CLAIMABLE = {State.SCHEDULED, State.APPROVED, State.HELD_LATE}
_GONE_OUT = {State.SENDING, State.UNCONFIRMED, State.PUBLISHED}
# For how many seconds a person waits until a channel has a place for their post.
_PATIENCE = 10.0
# An answer is worth more than a few seconds of one thread: without it, a person may have to look for the post.
_WRITE_AGAIN_AFTER = (0.5, 1.0, 2.0, 4.0, 8.0)


def due(now: datetime) -> list[tuple[int, str]]:
    """Return the id and channel of each scheduled post whose time has come and whose channel may be asked."""
    waiting = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    posts = Post.objects.filter(waiting, state=State.SCHEDULED, due_at__lte=now)
    return list(posts.order_by("due_at", "id").values_list("id", "channel"))


def send_due(config: Config, channels: Mapping[str, Channel], now: Now) -> list[int]:
    """Send every due post, one after the other; return the ids of those that were sent."""
    reopen_where_the_limit_changed(config, now())
    hold_or_miss_what_is_late(config, now())
    return [post_id for post_id, _ in due(now()) if send_if_time_allows(post_id, config, channels, now)]


def send_if_time_allows(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now) -> bool:
    """Send one due post, or hold or miss it where it is too late; return whether it is now published."""
    return _let_time_decide(post_id, config, now()) and deliver(post_id, config, channels, now, by=CLOCK)


def hold_or_miss_what_is_late(config: Config, now: datetime) -> None:
    """Hold or miss every scheduled post whose time is up, also where it waits for a channel or has no hour at all."""
    grace = timedelta(minutes=config.settings.publishing.grace_minutes)
    is_late = Q(due_at__lt=now - grace) | Q(due_at__isnull=True)
    begun = Post.objects.filter(is_late, state=State.SCHEDULED, day__lte=(now + EASTERNMOST).date())
    for post_id in list(begun.values_list("id", flat=True)):
        _let_time_decide(post_id, config, now)


def _let_time_decide(post_id: int, config: Config, now: datetime) -> bool:
    """Hold or miss a post that is too late; return whether it may go now.

    Nothing is locked where it plainly may, since the claim looks at the row once more.
    """
    post = Post.objects.select_related("slot").get(pk=post_id)
    if post.state == State.SCHEDULED and _plainly_may_go(post, config, now):
        return True
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.SCHEDULED:
            return False
        decision = when(post, now=now, config=config)
        held = decision is not Timing.EARLY and holds.hold_if_must(post, config, now=now)
        quiet = config.settings.plan.is_quiet(now.astimezone(ZoneInfo(post.zone)).time())
        if decision is Timing.SEND and quiet and not held:
            move(post, State.HELD_LATE, by=CLOCK, now=now, note="the quiet hours had begun")
            held = True
        if decision is Timing.HOLD and not held:
            move(post, State.HELD_LATE, by=CLOCK, now=now, note="its hour passed while it could not be sent")
        elif decision is Timing.MISS:
            void_approval(post, "its day is over", by=CLOCK, now=now)
            move(post, State.MISSED, by=CLOCK, now=now, note="its day is over")
        return decision is Timing.SEND and not held


def _plainly_may_go(post: Post, config: Config, now: datetime) -> bool:
    is_quiet = config.settings.plan.is_quiet(now.astimezone(ZoneInfo(post.zone)).time())
    is_its_hour = when(post, now=now, config=config) is Timing.SEND
    return is_its_hour and not is_quiet and holds.reason_for(post, config, now=now) is None


def send_now(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now, *, by: Person) -> State:
    """Send an approved post at once, on its own day only; return its new state."""
    require(by, APPROVE)
    post = Post.objects.get(pk=post_id)
    if State(post.state) in _GONE_OUT:
        message = "the clock or a colleague was faster: the post is %(state)s now, and there is nothing left to send"
        raise NotAllowedError(message, state=State(post.state))
    if State(post.state) not in _CLAIMABLE:
        message = "a post that is %(state)s cannot be sent; it needs an approval first"
        raise NotAllowedError(message, state=State(post.state))
    if _local_day(post, now()) != post.day:
        message = "its words are for %(day)s; it can only be sent on that day"
        raise NotAllowedError(message, day=post.day)
    holds.refuse_what_is_held(post, config, now=now())
    reopen_where_the_limit_changed(config, now())
    refuse_what_must_wait(post, config, now=now())
    deliver(post_id, config, channels, now, by=by)
    tried = Post.objects.get(pk=post_id)
    if tried.attempts == post.attempts and State(tried.state) in _CLAIMABLE:
        # Something came between: the month's limit, or posts that were faster.
        refuse_what_must_wait(tried, config, now=now())
    return State(tried.state)


def _local_day(post: Post, now: datetime) -> date:
    return now.astimezone(ZoneInfo(post.zone)).date()


def deliver(post_id: int, config: Config, channels: Mapping[str, Channel], now: Now, *, by: By) -> bool:
    """Claim the post, ask its channel once, and settle the answer; return whether it is now published."""
    channel = Post.objects.values_list("channel", flat=True).get(pk=post_id)
    at_once = CHANNEL_RULES[config.channel(channel).kind].at_once
    with gate(channel, at_once, patience=None if by == CLOCK else _PATIENCE):
        if is_public_already(post_id, channels[channel], now, by=by):
            return False
        end = time.monotonic() + BUDGET.total_seconds()
        claim = _claim(post_id, config, now, by=by, time_left=lambda: end - time.monotonic())
        if claim is None:
            return False
        answer = _ask(channels[channel], claim.dispatch)
        state = _settle_surely(post_id, claim, answer, config, now())
        _tell_the_channels_standing(channel, answer, now())
        return state is State.PUBLISHED


def _is_affordable(post: Post, config: Config, now: datetime) -> bool:
    """Stop the channel where the post would cost more than the site allows in a month."""
    try:
        check_spending(post, config, now)
    except Unavailable as limit:
        note_answer(post.channel, limit, now)
        return False
    return True


def _claim(post_id: int, config: Config, clock: Now, *, by: By, time_left: Callable[[], float]) -> Claim | None:
    """Mark the post as sending and store what is about to leave, in one committed transaction.

    A pause is looked for in this same transaction: after it was committed, no claim can be made that it covers.
    """
    with transaction.atomic():
        post = locked(post_id)
        # Read once the row is held: whoever waited for it must not miss a pause that began meanwhile.
        await_turn(post.channel, clock())
        now = clock()
        if not _may_go(post, config, now, by) or holds.reason_for(post, config, now=now, by_hand=by != CLOCK):
            return None
        message = message_of(post)
        approval = Approval.objects.filter(post=post, voided_at__isnull=True).first()
        reason = _why_not(post, approval, fingerprint(message), config)
        if reason:
            # Whoever approves it again approves it for the account that the channel has now.
            post.account = config.channel(post.channel).account
            _hold_unapproved(post, reason, now, by=by)
            return None
        if approval is None or not _is_affordable(post, config, now):
            return None
        since_approval = post.deliveries.filter(claimed_at__gte=approval.at).count() + 1
        post.attempts += 1
        post.next_attempt_at = None
        post.stamp = post.stamp or now
        forget_receipt(post)
        Delivery.objects.create(
            post=post,
            attempt=post.attempts,
            fingerprint=fingerprint(message),
            state=DeliveryState.CLAIMED,
            claimed_at=now,
        )
        move(post, State.SENDING, by=by, now=now)
        return Claim(Dispatch(message, post.stamp, time_left), post.attempts, since_approval, by)


def _may_go(post: Post, config: Config, now: datetime, by: By) -> bool:
    """Tell whether the row still says that it goes: another process may have been faster, the channel may rest.

    Whoever waited for a place on the channel may have waited past the grace, or into the next day.
    """
    if by == CLOCK:
        is_ready = post.state == State.SCHEDULED and when(post, now=now, config=config) is Timing.SEND
    else:
        is_ready = State(post.state) in _CLAIMABLE and _local_day(post, now) == post.day
    return is_ready and may_go_now(post, config, now=now)


def _why_not(post: Post, approval: Approval | None, print_: str, config: Config) -> str:
    if post.account != config.channel(post.channel).account:
        return "not sent: its channel speaks for another account now; approve it again for that one"
    changed = changed_since(approval, config.channel(post.channel)) if approval else ()
    if changed:
        return f"not sent: its channel was changed in config.yaml ({', '.join(changed)}); approve it again for that"
    if is_lost(post.image, config):
        return "not sent: its picture is gone or was changed after it was approved; take it off or make it anew"
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
        if error.__cause__ is not None:
            # Only what kind of fault: its words may hold an address that is a secret, as one for uploads is.
            broke = type(error.__cause__).__name__
            logger.warning("channel %s: %s (%s)", dispatch.message.channel, error, broke)
        return error
    # Whatever else breaks inside a channel, the message may be out: a person must look.
    except Exception:
        logger.exception("channel %s broke while sending %s", dispatch.message.channel, dispatch.message.key)
        return Uncertain("something unexpected happened while sending; the desk's log says what")


def _settle_surely(post_id: int, claim: Claim, answer: Receipt | DeliveryError, config: Config, now: datetime) -> State:
    """Settle, again and again for a while where the database is locked or gone; then the claim is left in doubt."""
    for seconds in _WRITE_AGAIN_AFTER:
        try:
            return settle_answer(post_id, claim, answer, config, now)
        except DatabaseError:
            logger.exception("the answer to %s could not be written yet: %r", claim.dispatch.message.key, answer)
            close_old_connections()
            time.sleep(seconds)
    return settle_answer(post_id, claim, answer, config, now)


def _tell_the_channels_standing(channel: str, answer: Receipt | DeliveryError, now: datetime) -> None:
    try:
        note_answer(channel, answer, now)
    except Exception:
        logger.exception("how channel %s stands could not be written", channel)


def open_channels(channels: Mapping[str, Channel], now: datetime) -> set[str]:
    """Return the channels that may be asked at *now*."""
    known = standings(now)
    return {channel for channel in channels if channel not in known or known[channel].may_be_asked(now)}
