"""What proofs make of a post: a receipt counts whenever it comes, and no copy is ever forgotten.

A proof may come when nobody waits for it any more: the post was declared absent, changed, approved or sent again.
"""

from datetime import datetime

from comms.domain.answers import DeliveryState
from comms.domain.message import Receipt, fingerprint
from comms.domain.posts import ANSWERS, LOOKS, PROOFS, State
from comms.services.audit import By, record
from comms.services.deliveries import (
    DELETED,
    PROVEN,
    TAKEN_BACK,
    addresses,
    forget_receipt,
    in_doubt,
    message_of_delivery,
    proven,
    withdrawn,
)
from comms.services.messages import message_of
from comms.services.review import move, void_approval
from comms.store.models import Delivery, Post


def prove(delivery: Delivery, receipt: Receipt, state: DeliveryState, now: datetime, *, expected: bool = False) -> bool:
    """Write that *receipt* proves *delivery*; return whether that tells anything new.

    Where the same address was taken back meanwhile, an answer that is not *expected* proves nothing: a look must tell.
    """
    if delivery.note in {withdrawn(how, receipt.url) for how in (TAKEN_BACK, DELETED)}:
        return False
    if delivery.state in PROVEN and delivery.note == receipt.url:
        return False
    gone = delivery.post.deliveries.filter(note=withdrawn(TAKEN_BACK, receipt.url))
    if expected or receipt.url in addresses(delivery.post) or not gone.exists():
        delivery.state, delivery.ended_at, delivery.next_look_at, delivery.note = state, now, None, receipt.url
    else:
        delivery.state, delivery.ended_at, delivery.next_look_at, delivery.looks = DeliveryState.UNCERTAIN, now, now, 0
    delivery.save()
    return True


def weigh(post: Post, receipt: Receipt | None, *, by: By, now: datetime, note: str = "") -> None:
    """Put a locked *post* where all its deliveries put it: it is public, or a person must look at what is.

    *receipt* is the newest proof, *note* what is said where nothing speaks against it. While another request is
    under way nothing moves: its own answer will weigh everything.
    """
    under_way = post.deliveries.filter(attempt=post.attempts, state=DeliveryState.CLAIMED)
    if post.state == State.SENDING and under_way.exists():
        return
    was_withdrawn = post.state == State.WITHDRAWN
    found = addresses(post)
    if not found or was_withdrawn:
        forget_receipt(post)
    before = {"text": post.text, "alt": post.alt}
    state, said = _weighed(post, found, was_withdrawn=was_withdrawn)
    if (state, said) == (post.state, post.note):
        return
    _name_copy(post, found, receipt, now)
    after = {"text": post.text, "alt": post.alt}
    if after != before:
        record("words shown again", f"post:{post.key}", by=by, now=now, before=before, after=after)
    if state is not State.PUBLISHED:
        void_approval(post, "it is public already, or may be", by=by, now=now)
    post.next_attempt_at = None
    table = {State.SENDING: ANSWERS, State.UNCONFIRMED: LOOKS}.get(State(post.state), PROOFS)
    move(post, state, by=by, now=now, note=said or note, table=table)


def _weighed(post: Post, found: list[str], *, was_withdrawn: bool) -> tuple[State, str]:
    """Return the state, and what a person is told; nothing where all is well."""
    where = " · ".join(found)
    if not found:
        said = "an answer came after it was taken back; look whether it is public again"
    elif len(found) > 1:
        said = f"more than one copy is public: {where}; delete what should not be there, then say which one stays"
    elif in_doubt(post).exists():
        said = f"it is public: {where}; another request may have made a second copy: look for it"
    elif restore_words(post, where):
        said = f"it is public in earlier words: {where}; they are shown here again"
    elif was_withdrawn:
        said = f"it is public although it was withdrawn: {where}"
    else:
        return State.PUBLISHED, ""
    return State.UNCONFIRMED, said


def restore_words(post: Post, url: str) -> bool:
    """Let *post* say what is public at *url*, where it was changed since; return whether it was.

    What was written since stays in the audit.
    """
    delivery = proven(post).filter(note=url).order_by("-attempt").first()
    message = message_of_delivery(delivery) if delivery else None
    if message is None or fingerprint(message) == fingerprint(message_of(post)):
        return False
    post.text, post.alt, post.image = message.text, message.alt, message.image
    return True


def _name_copy(post: Post, found: list[str], receipt: Receipt | None, now: datetime) -> None:
    """Let *post* name the first of its copies; what is derived from an address is derived when it is asked for."""
    if not found:
        return
    if receipt and receipt.url == found[0]:
        post.receipt_id = receipt.id
    elif post.receipt_url != found[0]:
        post.receipt_id = ""
    post.receipt_url, post.published_at = found[0], post.published_at or now
