"""What an answer makes of a post, whenever it comes: also after its claim was given up and others went on."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from comms.config import Config
from comms.domain.answers import DeliveryError, DeliveryState
from comms.domain.message import Dispatch, Receipt
from comms.domain.posts import ANSWERS, State
from comms.domain.sending import Outcome, settle
from comms.services.audit import By, record
from comms.services.deliveries import DELETED, DOUBT, TAKEN_BACK, addresses
from comms.services.proofs import prove, weigh
from comms.services.review import locked
from comms.store.models import Delivery, Post

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """The right to ask a channel once: for which attempt, the how-manieth since the post was approved, and whose."""

    dispatch: Dispatch
    attempt: int
    since_approval: int
    by: By


def settle_answer(post_id: int, claim: Claim, answer: Receipt | DeliveryError, config: Config, now: datetime) -> State:
    """Write what the answer makes of the post; then, apart, the audit line. Return where the post stands."""
    grace = timedelta(minutes=config.settings.publishing.grace_minutes)
    with transaction.atomic():
        post = locked(post_id)
        # What has no hour, or is late, the clock never sends: it waits for a person again.
        since = post.due_at or now - grace
        outcome = settle(answer, attempt=claim.since_approval, now=now, since=since, grace=grace)
        before, is_plain = State(post.state), _take(post, claim, answer, outcome, now)
    if is_plain:
        _record(post, claim, outcome, before, now)
    return State(post.state)


def _take(post: Post, claim: Claim, answer: Receipt | DeliveryError, outcome: Outcome, now: datetime) -> bool:
    """Write the answer; return whether it alone decided, as it does nearly always."""
    delivery = post.deliveries.get(attempt=claim.attempt)
    is_awaited = delivery.state in DOUBT and post.attempts == claim.attempt and State(post.state) in ANSWERS
    if isinstance(answer, Receipt):
        is_news = prove(delivery, answer, DeliveryState.SENT, now, expected=is_awaited)
    else:
        is_news = is_awaited
        _end(delivery, outcome, now)
    others = set(addresses(post)) - ({answer.url} if isinstance(answer, Receipt) else set())
    if is_awaited and not others:
        _write(post, answer, outcome, now)
        return True
    if not is_awaited:
        logger.error("post %s: the answer to attempt %d came after it was given up", post.key, claim.attempt)
    if is_news:
        receipt = answer if isinstance(answer, Receipt) else None
        weigh(post, receipt, by=claim.by, now=now, note="an answer came late: it is public")
    return False


def _end(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Write how the delivery ended, unless better is known of it already."""
    is_lost = outcome.state is State.UNCONFIRMED
    is_denied = delivery.state == DeliveryState.ABSENT and not delivery.note.startswith((TAKEN_BACK, DELETED))
    if delivery.state in DOUBT or (is_denied and not is_lost):
        delivery.state, delivery.ended_at, delivery.note = outcome.delivery, now, outcome.note
        delivery.next_look_at = outcome.next_at if is_lost else None
        delivery.save()


def _write(post: Post, answer: Receipt | DeliveryError, outcome: Outcome, now: datetime) -> None:
    post.state, post.note = outcome.state, outcome.note
    post.next_attempt_at = outcome.again_at if outcome.state is State.UNCONFIRMED else outcome.next_at
    if isinstance(answer, Receipt):
        post.receipt_id, post.receipt_url, post.published_at = answer.id, answer.url, now
    post.version += 1
    post.save()


def _record(post: Post, claim: Claim, outcome: Outcome, before: State, now: datetime) -> None:
    after = {"state": str(outcome.state), "note": outcome.note}
    try:
        record(str(outcome.state), f"post:{post.key}", by=claim.by, now=now, before={"state": str(before)}, after=after)
    except Exception:
        logger.exception("post %s is %s, but its audit line could not be written", post.key, outcome.state)
