"""Taking back what is public: asked of the channel where it can, and recorded either way."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comms.domain.answers import DeliveryError, DeliveryState
from comms.domain.message import Receipt
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.ports import Channel
from comms.services.audit import record
from comms.services.deliveries import DELETED, TAKEN_BACK, end, proven, withdrawn
from comms.services.people import APPROVE, require
from comms.services.review import locked, move
from comms.services.sent_as import names_of, sent_elsewhere
from comms.store.models import Delivery, Person, Post


def take_back(post_id: int, channels: Mapping[str, Channel], *, by: Person, now: datetime) -> Post:
    """Delete a published post on its channel, and record that it is withdrawn.

    Raises NotAllowedError where the channel cannot or did not: the post then stays published, as it is.
    """
    require(by, APPROVE)
    post = Post.objects.get(pk=post_id)
    if post.state != State.PUBLISHED:
        message = "a post that is %(state)s is not public"
        raise NotAllowedError(message, state=State(post.state))
    channel = channels.get(post.channel)
    if channel is None:
        message = "config.yaml has no channel %(channel)s any more; delete the post there, then record it here"
        raise NotAllowedError(message, channel=post.channel)
    _refuse_what_is_elsewhere(post, channel)
    receipt = _receipt(post, channel)
    if not channel.withdraws or receipt is None:
        message = "this channel takes nothing back by itself; delete the post there, then record it here"
        raise NotAllowedError(message)
    _delete(receipt, channel)
    return _record(post_id, TAKEN_BACK, by=by, now=now)


def was_deleted_by_hand(post_id: int, channels: Mapping[str, Channel], *, by: Person, now: datetime) -> Post:
    """Record that a person deleted a published post on its channel.

    Of a channel that is files on this machine, what the person left of it goes too.
    """
    require(by, APPROVE)
    post = Post.objects.get(pk=post_id)
    channel = channels.get(post.channel)
    if channel and channel.is_here and post.state == State.PUBLISHED and not _sent_elsewhere(post, channel):
        _delete(Receipt(post.receipt_id, post.receipt_url), channel)
    return _record(post_id, DELETED, by=by, now=now)


def _sent_elsewhere(post: Post, channel: Channel) -> list[Delivery]:
    return sent_elsewhere(proven(post).filter(note=post.receipt_url), channel.place)


def _refuse_what_is_elsewhere(post: Post, channel: Channel) -> None:
    """Pass if *channel* is still the one that published *post*: another has another post, or none, by that number."""
    others = _sent_elsewhere(post, channel)
    if not others:
        return
    sent_as = others[-1].sent_as
    if sent_as["pretend"]:
        message = "it was sent while its channel pretended, so that nothing left; record that it is deleted"
        raise NotAllowedError(message)
    message = "it was sent as %(account)s at %(server)s; delete it there, then record it here"
    raise NotAllowedError(message, **names_of(sent_as))


def _receipt(post: Post, channel: Channel) -> Receipt | None:
    """Return the proof of what is public; where only its address is known, what that stands for."""
    return Receipt(post.receipt_id, post.receipt_url) if post.receipt_id else channel.receipt_at(post.receipt_url)


def _delete(receipt: Receipt, channel: Channel) -> None:
    try:
        channel.withdraw(receipt)
    except DeliveryError as error:
        message = "the channel did not take it back: %(reason)s"
        raise NotAllowedError(message, reason=str(error)) from error


def _record(post_id: int, how: str, *, by: Person, now: datetime) -> Post:
    with transaction.atomic():
        post = locked(post_id)
        url = post.receipt_url
        move(post, State.WITHDRAWN, by=by, now=now, note=how)
        end(proven(post), DeliveryState.ABSENT, now, note=withdrawn(how, url))
        record("taken back", f"post:{post.key}", by=by, now=now, before={"url": url})
        return post
