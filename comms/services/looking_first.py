"""Looking before a post is sent once more: what an earlier request made public meanwhile must not get a second copy."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from comms.domain.answers import DeliveryError, DeliveryState, Unavailable, Uncertain
from comms.domain.message import Message, Receipt, fingerprint
from comms.domain.posts import PROOFS, State
from comms.domain.sending import left_alone_until
from comms.ports import Channel
from comms.services.audit import By
from comms.services.deliveries import LOOK_BROKE, addresses, dispatch_to_look_for, requests_to_look_for, unanswered
from comms.services.messages import message_of
from comms.services.proofs import prove, weigh
from comms.services.review import locked, move, void_approval
from comms.services.sent_as import sent_elsewhere, where_to_look
from comms.store.models import Approval, Delivery, Post

logger = logging.getLogger(__name__)
_LOOK_AGAIN_AFTER = timedelta(minutes=1)
_READY = {State.APPROVED, State.SCHEDULED, State.HELD_LATE}


def is_public_already(post_id: int, channel: Channel, now: Callable[[], datetime], *, by: By) -> bool:
    """Look for what earlier requests of the post may have made public; return whether it must not be sent now.

    A channel that proves absence was asked for the same words just now, and takes them once. So there only other
    words are looked for, and without an answer nothing is sent. On other channels a person has decided already that
    nothing is there: a look that cannot be had changes nothing.

    What was sent from another place cannot be looked for: a person decides, and approves it knowing that.
    """
    post = Post.objects.select_related("slot").get(pk=post_id)
    if post.attempts == 0 or State(post.state) not in _READY:
        return False
    if addresses(post):
        _take_note(post_id, None, None, now(), by=by)
        return True
    present = fingerprint(message_of(post))
    away = _sent_elsewhere_since_the_approval(post, channel)
    if away is not None and _must_wait(post_id, channel, Uncertain(where_to_look(away)), now(), by=by):
        return True
    for delivery, message in requests_to_look_for(post, channel.place):
        if channel.proves_absence and fingerprint(message) == present:
            continue
        found = _look(channel, delivery, message)
        if isinstance(found, Receipt):
            _take_note(post_id, delivery, found, now(), by=by)
            return True
        if found is not None and _must_wait(post_id, channel, found, now(), by=by):
            return True
    return False


def _sent_elsewhere_since_the_approval(post: Post, channel: Channel) -> Delivery | None:
    """Return the last request that left as somebody else, or to another server, and that no person decided about."""
    approval = Approval.objects.filter(post=post, voided_at__isnull=True).first()
    undecided = unanswered(post).filter(ended_at__gt=approval.at) if approval else unanswered(post).none()
    left = [one for one in sent_elsewhere(undecided, channel.place) if not one.sent_as["pretend"]]
    return left[-1] if left else None


def _look(channel: Channel, delivery: Delivery, message: Message) -> Receipt | DeliveryError | None:
    # Looks cost money on some channels, and are counted.
    Delivery.objects.filter(pk=delivery.pk).update(looks=F("looks") + 1)
    try:
        return channel.find(dispatch_to_look_for(delivery, message))
    except DeliveryError as error:
        return error
    except Exception:
        logger.exception("channel %s broke while it was looked at for %s", message.channel, message.key)
        return Unavailable(LOOK_BROKE)


def _take_note(post_id: int, delivery: Delivery | None, found: Receipt | None, now: datetime, *, by: By) -> None:
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) not in _READY:
            return
        if delivery is not None and found is not None:
            prove(post.deliveries.get(pk=delivery.pk), found, DeliveryState.CONFIRMED, now, expected=True)
        weigh(post, found, by=by, now=now, note="looked for and found")


def _must_wait(post_id: int, channel: Channel, why: DeliveryError, now: datetime, *, by: By) -> bool:
    """Write why it was not looked for; return whether the post must wait for that."""
    if not channel.proves_absence and not isinstance(why, Uncertain):
        return False
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) not in _READY:
            return True
        if isinstance(why, Uncertain):
            void_approval(post, "it is public already, or may be", by=by, now=now)
            move(post, State.UNCONFIRMED, by=by, now=now, note=str(why), table=PROOFS)
        else:
            asked = left_alone_until(why, now)
            post.next_attempt_at, post.note = max(asked or now, now + _LOOK_AGAIN_AFTER), str(why)
            post.save()
    return True
