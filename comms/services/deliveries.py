"""The deliveries of one post: which of its requests may still become public, and which are known to be."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db.models import Q

from comms.domain.answers import DeliveryState
from comms.domain.message import Dispatch, Message, Receipt, fingerprint, message_from
from comms.domain.place import Place
from comms.domain.posts import State
from comms.services.messages import message_of
from comms.store.models import Approval, Delivery, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

TAKEN_BACK = "taken back on its channel"
DELETED = "deleted on its channel by a person"
LOOK_BROKE = "something unexpected happened while looking; the desk's log says what"
DOUBT = (DeliveryState.CLAIMED, DeliveryState.UNCERTAIN)
PROVEN = (DeliveryState.SENT, DeliveryState.CONFIRMED)
# Receipts that are older than the act of sending by more than this are of no post that a look may find.
_OLDER = timedelta(days=1)
# How long a channel may remember what it said, and refuse it as a duplicate: nowhere promised.
_REMEMBERED = timedelta(days=365)


def in_doubt(post: Post) -> "QuerySet[Delivery]":
    """Return the deliveries of which nobody knows yet what they did."""
    return post.deliveries.filter(state__in=DOUBT)


def proven(post: Post) -> "QuerySet[Delivery]":
    """Return the deliveries whose copy is public as far as the desk knows; each one's note is its address."""
    return post.deliveries.filter(state__in=PROVEN)


def unanswered(post: Post) -> "QuerySet[Delivery]":
    """Return the deliveries whose request may still become public: no answer told, and no copy was taken back."""
    absent = Q(state=DeliveryState.ABSENT) & ~Q(note__startswith=TAKEN_BACK)
    return post.deliveries.filter(Q(state__in=DOUBT) | absent)


def addresses(post: Post) -> list[str]:
    """Return where the copies of *post* are that are known to be public, each once."""
    found = [one.note for one in proven(post) if one.note.startswith(("http", "/"))]
    is_named = post.receipt_url and State(post.state) in {State.PUBLISHED, State.UNCONFIRMED}
    return list(dict.fromkeys([post.receipt_url, *found] if is_named else found))


def message_of_delivery(delivery: Delivery) -> Message | None:
    """Return what a delivery sent, or may have sent; None where nobody kept it."""
    present = message_of(delivery.post)
    if fingerprint(present) == delivery.fingerprint:
        return present
    given = Approval.objects.filter(post=delivery.post, fingerprint=delivery.fingerprint).first()
    kept = message_from(given.message) if given else None
    return kept or (present if delivery.state in DOUBT else None)


def requests_to_look_for(post: Post, place: Place) -> list[tuple[Delivery, Message]]:
    """Return the unanswered deliveries from *place*, the newest first, each wording once, with what they sent."""
    newest: dict[str, tuple[Delivery, Message]] = {}
    for delivery in unanswered(post).select_related("post__slot").order_by("-attempt"):
        message = message_of_delivery(delivery)
        if message is not None and place.is_where(delivery.sent_as):
            newest.setdefault(fingerprint(message), (delivery, message))
    return list(newest.values())


def dispatch_to_look_for(delivery: Delivery, message: Message) -> Dispatch:
    """Return what to look for on the channel: what other acts of sending are proven by is left out."""
    stamp = delivery.post.stamp or delivery.claimed_at
    return Dispatch(message, stamp, known=_known(delivery.post, stamp - _OLDER))


def public_by_others(post: Post, now: datetime) -> frozenset[str]:
    """Return the ids and addresses of what a channel may name as a duplicate of *post* although others put it there."""
    return _known(post, now - _REMEMBERED)


def other_post_at(receipt: Receipt, post: Post) -> Post | None:
    """Return another post than *post* that *receipt* is the proof of, by its address or by its number on one host."""
    others = Post.objects.exclude(pk=post.pk)
    is_named = Q(receipt_url=receipt.url, state__in=(State.PUBLISHED, State.UNCONFIRMED))
    is_proven = Q(deliveries__note=receipt.url, deliveries__state__in=PROVEN)
    found = others.filter(is_named | is_proven).first()
    if found is not None or not receipt.id:
        return found
    alike = others.filter(channel=post.channel, receipt_id=receipt.id, state__in=(State.PUBLISHED, State.UNCONFIRMED))
    host = urlsplit(receipt.url).hostname
    return next((one for one in alike if urlsplit(one.receipt_url).hostname == host), None)


def _known(post: Post, since: datetime) -> frozenset[str]:
    posts = Post.objects.filter(channel=post.channel, published_at__gte=since).exclude(pk=post.pk)
    sent = Delivery.objects.filter(post__channel=post.channel, state__in=PROVEN, ended_at__gte=since)
    found = {value for pair in posts.values_list("receipt_id", "receipt_url") for value in pair}
    return frozenset(found | set(sent.values_list("note", flat=True))) - {""}


def end(deliveries: "QuerySet[Delivery]", state: DeliveryState, now: datetime, *, note: str | None = None) -> None:
    """Write how *deliveries* ended; without a *note*, what was noted stays."""
    changes = {"state": state, "ended_at": now, "next_look_at": None}
    deliveries.update(**(changes if note is None else changes | {"note": note}))


def withdrawn(how: str, url: str) -> str:
    """Return the note of a delivery whose copy at *url* is public no more."""
    return f"{how}: {url}"


def forget_receipt(post: Post) -> None:
    """Let *post* name no copy any more."""
    post.receipt_id, post.receipt_url, post.published_at = "", "", None
