"""Posts of which nobody knows whether they are public: the channel is looked at, else a person decides."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from comms.domain.answers import DeliveryError, DeliveryState, Refused, Unavailable, Uncertain
from comms.domain.message import Receipt
from comms.domain.posts import DECISIONS, EASTERNMOST, LOOKS, State
from comms.domain.sending import LEASE, left_alone_until, next_look
from comms.domain.standing import Standing
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import CLOCK, record
from comms.services.deliveries import (
    LOOK_BROKE,
    addresses,
    dispatch_to_look_for,
    end,
    forget_receipt,
    in_doubt,
    other_post_at,
    proven,
    requests_to_look_for,
)
from comms.services.people import APPROVE, require
from comms.services.proofs import prove, restore_words, weigh
from comms.services.review import locked, move, void_approval
from comms.services.sent_as import sent_elsewhere, where_to_look
from comms.services.standings import note_answer, standings
from comms.store.models import Approval, Delivery, Person, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
_UNSENT = {State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE}


def give_up_stale_claims(now: datetime) -> None:
    """Put posts in doubt whose claim is older than any answer may take: the process that sent them is gone."""
    stale = Delivery.objects.filter(state=DeliveryState.CLAIMED, claimed_at__lte=now - LEASE, post__state=State.SENDING)
    for post_id in list(stale.values_list("post_id", flat=True)):
        _give_up_claim(post_id, now)


def _give_up_claim(post_id: int, now: datetime) -> None:
    with transaction.atomic():
        post = locked(post_id)
        claim = in_doubt(post).filter(attempt=post.attempts, claimed_at__lte=now - LEASE).first()
        if post.state == State.SENDING and claim is not None:
            claim.state, claim.ended_at, claim.next_look_at = DeliveryState.UNCERTAIN, now, now
            claim.save()
            note = "the desk stopped while sending; it may be public"
            if addresses(post):
                weigh(post, None, by=CLOCK, now=now)
            else:
                move(post, State.UNCONFIRMED, by=CLOCK, now=now, note=note, table=LOOKS)


def to_look_for(now: datetime) -> list[tuple[int, str]]:
    """Return the id and channel of each post in doubt whose next look is due and whose channel may be looked at."""
    looks = Delivery.objects.filter(state=DeliveryState.UNCERTAIN, next_look_at__lte=now, post__state=State.UNCONFIRMED)
    known = standings(now)
    found = dict.fromkeys(looks.order_by("next_look_at", "post_id").values_list("post_id", "post__channel"))
    return [(post, channel) for post, channel in found if known.get(channel, Standing()).may_be_looked_at(now)]


def recover(channels: Mapping[str, Channel], now: datetime) -> None:
    """Put stale claims in doubt, then look for every post in doubt whose look is due, one after the other."""
    give_up_stale_claims(now)
    for post_id, channel in to_look_for(now):
        if channel in channels:
            look(post_id, channels[channel], now)


def look(post_id: int, channel: Channel, now: datetime) -> None:
    """Look for one post in doubt: it is there, provably not there, or to be looked for again later."""
    if not _may_tell(post_id, channel):
        return
    post = Post.objects.get(pk=post_id)
    try:
        found = _found(post, channel)
    except DeliveryError as error:
        _look_again(post_id, channel, now, error)
        return
    except Exception:
        logger.exception("channel %s broke while looking for %s", post.channel, post.key)
        _look_again(post_id, channel, now, Unavailable(LOOK_BROKE))
        return
    with transaction.atomic():
        post = locked(post_id)
        if post.state != State.UNCONFIRMED:
            return
        if found is not None:
            delivery, receipt = found
            prove(post.deliveries.get(pk=delivery.pk), receipt, DeliveryState.CONFIRMED, now, expected=True)
            # The look that found it cost money too, on some channels.
            post.deliveries.filter(pk=delivery.pk).update(looks=F("looks") + 1)
        if channel.proves_absence:
            end(_sent_from(channel, post), DeliveryState.ABSENT, now)
        else:
            _plan_next_look(post, channel, now)
        _conclude(post, found[1] if found else None, now)
    if found is not None:
        note_answer(post.channel, found[1], now)


def _may_tell(post_id: int, channel: Channel) -> bool:
    """Leave to a person what was sent as somebody else, or elsewhere; return whether anything else is in doubt.

    A channel that was changed since finds nothing, and that proves nothing.
    """
    with transaction.atomic():
        post = locked(post_id)
        others = sent_elsewhere(in_doubt(post), channel.place)
        if post.state != State.UNCONFIRMED or not others:
            return True
        in_doubt(post).filter(pk__in=[one.pk for one in others]).update(next_look_at=None)
        if not addresses(post):
            post.note = where_to_look(others[-1])
            post.save()
        return _sent_from(channel, post).exists()


def _sent_from(channel: Channel, post: Post) -> "QuerySet[Delivery]":
    """Return the deliveries in doubt of which *channel* can tell what became."""
    return in_doubt(post).exclude(pk__in=[one.pk for one in sent_elsewhere(in_doubt(post), channel.place)])


def _found(post: Post, channel: Channel) -> tuple[Delivery, Receipt] | None:
    """Look for all that requests of *post* may have made public, also in words that it has no more."""
    for delivery, message in requests_to_look_for(post, channel.place):
        receipt = channel.find(dispatch_to_look_for(delivery, message))
        if receipt is not None:
            return delivery, receipt
    return None


def _conclude(post: Post, receipt: Receipt | None, now: datetime) -> None:
    """Move *post* to where the look puts it; one that has no approval any more never goes on by itself."""
    if addresses(post):
        weigh(post, receipt, by=CLOCK, now=now, note="looked for and found")
    elif in_doubt(post).exists():
        return
    elif Approval.objects.filter(post=post, voided_at__isnull=True).exists():
        # The hour from which it may be sent again was set when its answer was lost.
        note = "looked for and not there: it will be sent again"
        move(post, State.SCHEDULED, by=CLOCK, now=now, note=note, table=LOOKS)
    else:
        move(post, State.DRAFT, by=CLOCK, now=now, note="looked for and not there", table=LOOKS)


def _look_again(post_id: int, channel: Channel, now: datetime, why: DeliveryError) -> None:
    """Plan another look; a channel that stands still is looked at once it was opened again."""
    with transaction.atomic():
        post = locked(post_id)
        logger.warning("post %s cannot be looked for: %s", post.key, why)
        asked = left_alone_until(why, now)
        if isinstance(why, Unavailable) and why.stops:
            note_answer(post.channel, why, now)
        elif post.state == State.UNCONFIRMED:
            _plan_next_look(post, channel, now, asked)
            # What comes by itself is not told; what a person has to know or do is.
            if isinstance(why, Uncertain) or (isinstance(why, Refused) and not addresses(post)):
                post.note = str(why)
                post.save()


def _plan_next_look(post: Post, channel: Channel, now: datetime, asked: datetime | None = None) -> None:
    for delivery in _sent_from(channel, post):
        delivery.looks += 1
        delivery.next_look_at = next_look(delivery.looks, delivery.ended_at or now, now=now, asked=asked)
        delivery.save()


def it_is_there(post_id: int, channels: Mapping[str, Channel], *, url: str, by: Person, now: datetime) -> Post:
    """Record that a person found the post on its channel, and where; of several copies it is the one that stays."""
    require(by, APPROVE)
    with transaction.atomic():
        post = _doubted(post_id)
        receipt = _receipt_at(url.strip(), post, channels.get(post.channel))
        stays = proven(post).filter(note=receipt.url).first() or in_doubt(post).last() or post.deliveries.last()
        end(proven(post).exclude(note=receipt.url), DeliveryState.ABSENT, now, note="not on the channel, says a person")
        if stays is not None:
            end(post.deliveries.filter(pk=stays.pk), DeliveryState.CONFIRMED, now, note=receipt.url)
        end(in_doubt(post), DeliveryState.ABSENT, now)
        post.receipt_id, post.receipt_url, post.published_at = receipt.id, receipt.url, now
        restore_words(post, receipt.url)
        move(post, State.PUBLISHED, by=by, now=now, note="found by a person", table=DECISIONS)
        return post


def _doubted(post_id: int) -> Post:
    post = locked(post_id)
    if post.state != State.UNCONFIRMED:
        message = "a post that is %(state)s is not in doubt"
        raise NotAllowedError(message, state=State(post.state))
    return post


def _receipt_at(url: str, post: Post, channel: Channel | None) -> Receipt:
    """Return what the link proves; of a channel that is gone or was changed since, no more is known than the link."""
    if not url:
        message = "paste the link of the post that you found"
        raise NotAllowedError(message)
    receipt = channel.receipt_at(url) if channel else Receipt("", url)
    if receipt is None and channel and sent_elsewhere(post.deliveries.all(), channel.place):
        receipt = Receipt("", url)
    if receipt is None:
        message = "this is no link of a post on this channel: %(url)s"
        raise NotAllowedError(message, url=url)
    other = other_post_at(receipt, post)
    if other is not None:
        message = "this link is of another post, which is public there: %(key)s; paste the link of this one"
        raise NotAllowedError(message, key=other.key)
    return receipt


def it_is_not(post_id: int, *, by: Person, now: datetime) -> Post:
    """Record that a person looked and found nothing: a draft again, and sending it is a new, approved act."""
    require(by, APPROVE)
    with transaction.atomic():
        post = _doubted(post_id)
        void_approval(post, "a person looked and it was not there", by=by, now=now)
        end(proven(post), DeliveryState.ABSENT, now, note="not on the channel, says a person")
        end(in_doubt(post), DeliveryState.ABSENT, now)
        forget_receipt(post)
        move(post, State.DRAFT, by=by, now=now, note="not on the channel, says a person", table=DECISIONS)
        record("looked for", f"post:{post.key}", by=by, now=now, after={"found": False})
        return post


def miss_what_is_over(now: datetime) -> None:
    """Make every unsent post whose day is over in its own zone a missed one."""
    unsent = Post.objects.filter(state__in=_UNSENT, day__lt=(now + EASTERNMOST).date())
    for post_id, day, zone in list(unsent.values_list("id", "day", "zone")):
        if _is_over(day, zone, now):
            _miss(post_id, now)


def _is_over(day: date, zone: str, now: datetime) -> bool:
    return now.astimezone(ZoneInfo(zone)).date() > day


def _miss(post_id: int, now: datetime) -> None:
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) in _UNSENT and _is_over(post.day, post.zone, now):
            void_approval(post, "its day is over", by=CLOCK, now=now)
            move(post, State.MISSED, by=CLOCK, now=now, note="its day is over")
