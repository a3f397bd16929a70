"""Guest links: made, shown once, revoked; and what guests answer. Agreeing never approves."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.feeds.secret_address import digest_of
from comms.services.audit import record
from comms.services.commenting import LONGEST
from comms.services.facts import write_consent
from comms.services.messages import message_of
from comms.services.people import WRITE, require
from comms.services.review import ConflictError, locked
from comms.store.models import Comment, Consent, GuestAnswer, GuestLink, Initiative, Person, Post, Slot

AGREED, COMMENTED, TAKEN_BACK = "agreed", "commented", "taken back"
ACTS = {AGREED: "guest agreed", COMMENTED: "guest commented", TAKEN_BACK: "guest took back"}
LANGUAGES = ("en", "es", "fr")
SHOWN = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
# Held for want of a consent, it can still go once the guest agrees.
OPEN = (*SHOWN, State.HELD_LATE)
USUAL_DAYS, MOST_DAYS, LONGEST_NAME = 14, 60, 120
# Whoever has the link could otherwise fill the disk.
_MOST_ANSWERS = 200


@dataclass(frozen=True)
class Wanted:
    """A link to make: for whom, in which language, for which posts, for how many days.

    *for_member* says that whoever gets it answers for the local government whose work is told.
    """

    name: str
    language: str
    post_ids: Collection[int]
    days: int = USUAL_DAYS
    for_member: bool = False


@dataclass(frozen=True)
class Answer:
    """What a guest says about a post whose fingerprint was *seen*."""

    post_id: int
    kind: str
    name: str
    seen: str
    text: str = ""


def make_link(slot_id: str, wanted: Wanted, *, by: Person, now: datetime) -> str:
    """Return the secret of a new link for posts of a story; it is not stored."""
    require(by, WRITE)
    _check(wanted)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        slot = Slot.objects.filter(pk=slot_id).first()
        if slot is None:
            message = "this story does not exist"
            raise NotFoundError(message)
        posts = list(slot.posts.filter(pk__in=wanted.post_ids, state__in=SHOWN))
        if not posts or len(posts) != len(set(wanted.post_ids)):
            message = "choose posts of this story that have not gone out yet"
            raise NotAllowedError(message)
        link = GuestLink.objects.create(
            digest=digest_of(secret),
            slot=slot,
            name=wanted.name.strip(),
            language=wanted.language,
            for_member=wanted.for_member and bool(slot.initiative),
            made_by=by,
            made_at=now,
            ends_at=now + timedelta(days=wanted.days),
        )
        link.posts.set(posts)
        told = {"for": link.name, "until": link.ends_at.isoformat(), "posts": [post.key for post in posts]}
        record("guest link made", f"guest-link:{link.pk}", by=by, now=now, after=told)
    return secret


def _check(wanted: Wanted) -> None:
    _check_name(wanted.name)
    if wanted.language not in LANGUAGES:
        message = "choose a language"
        raise NotAllowedError(message)
    if not 1 <= wanted.days <= MOST_DAYS:
        message = "a guest link lasts from 1 to %(most)s days"
        raise NotAllowedError(message, most=MOST_DAYS)


def _check_name(name: str) -> None:
    if not name.strip():
        message = "write a name"
        raise NotAllowedError(message)
    if len(name.strip()) > LONGEST_NAME:
        message = "a name has at most %(limit)s characters"
        raise NotAllowedError(message, limit=LONGEST_NAME)


def revoke_link(slot_id: str, link_id: int, *, by: Person, now: datetime) -> None:
    """Make a link useless at once."""
    require(by, WRITE)
    with transaction.atomic():
        if not GuestLink.objects.filter(pk=link_id, slot_id=slot_id, revoked_at=None).update(revoked_at=now):
            message = "this address is not in use"
            raise NotAllowedError(message)
        record("guest link revoked", f"guest-link:{link_id}", by=by, now=now)


def link_of(secret: str) -> GuestLink | None:
    """Return the link of a secret, also one that ended; None where there never was one."""
    return GuestLink.objects.select_related("slot").filter(digest=digest_of(secret)).first()


def lives(link: GuestLink, now: datetime) -> bool:
    """Tell whether the link leads anywhere."""
    return link.revoked_at is None and now < link.ends_at


def answer(secret: str, said: Answer, *, now: datetime) -> None:
    """Keep what a guest says about the post that the page showed."""
    with transaction.atomic():
        # Held until the end, so that nothing is answered after a revocation.
        link = GuestLink.objects.select_for_update().filter(digest=digest_of(secret)).first()
        if link is None or not lives(link, now):
            message = "this link leads nowhere any more"
            raise NotFoundError(message)
        if not link.posts.filter(pk=said.post_id).exists():
            message = "this post does not exist"
            raise NotFoundError(message)
        post = locked(said.post_id)
        shown = fingerprint(message_of(post))
        agreed = agreement(link, post)
        _check_answer(link, post, said, shown=shown, agreed=agreed)
        if said.kind != AGREED or agreed is None or agreed.fingerprint != shown:
            _keep(link, post, said, shown=shown, now=now)


def _check_answer(link: GuestLink, post: Post, said: Answer, *, shown: str, agreed: GuestAnswer | None) -> None:
    _check_name(said.name)
    if said.kind not in ACTS or (said.kind == TAKEN_BACK and agreed is None):
        message = "nobody has agreed by this link"
        raise NotAllowedError(message)
    if said.kind == TAKEN_BACK:
        return
    _check_text(said)
    if link.answers.count() >= _MOST_ANSWERS:
        message = "too much was said by this link; ask for another one"
        raise NotAllowedError(message)
    if post.state not in OPEN:
        message = "this post waits for no answer any more"
        raise NotAllowedError(message)
    if said.seen != shown:
        message = "the post changed since you opened it; look at it again"
        raise ConflictError(message)


def _check_text(said: Answer) -> None:
    words = said.text.strip()
    if said.kind == COMMENTED and not words:
        message = "write what should change"
        raise NotAllowedError(message)
    if len(words) > LONGEST:
        message = "a comment has at most %(limit)s characters; this one has %(length)s"
        raise NotAllowedError(message, limit=LONGEST, length=len(words))


def _keep(link: GuestLink, post: Post, said: Answer, *, shown: str, now: datetime) -> None:
    name, text = said.name.strip(), said.text.strip() if said.kind == COMMENTED else ""
    GuestAnswer.objects.create(link=link, post=post, kind=said.kind, name=name, text=text, fingerprint=shown, at=now)
    by = f"guest link {link.pk}"
    record(ACTS[said.kind], f"post:{post.key}", by=by, now=now, after={"fingerprint": shown})
    state = {AGREED: "given", TAKEN_BACK: "withdrawn"}.get(said.kind)
    if state and link.for_member:
        _consent(post.slot.initiative, state, name, link, now)


def _consent(initiative: str, state: str, name: str, link: GuestLink, now: datetime) -> None:
    """Record the consent, once for all posts that tell the same work."""
    said_by = f"{name} (by link)"
    newest = Consent.objects.filter(initiative_id=initiative).first()
    is_known = newest is not None and (newest.state, newest.said_by) == (state, said_by)
    if not is_known and Initiative.objects.filter(pk=initiative).exists():
        by = f"guest link {link.pk}"
        write_consent(initiative, state=state, said_by=said_by, recorded_by=link.made_by, by=by, now=now)


def agreement(link: GuestLink, post: Post) -> GuestAnswer | None:
    """Return the agreement to *post* by this link that was not taken back, also one to words that changed since."""
    last = link.answers.filter(post=post, kind__in=(AGREED, TAKEN_BACK)).last()
    return last if last is not None and last.kind == AGREED else None


def commented(person: Person) -> list[Post]:
    """Return the posts on which guests of *person* commented, the newest first.

    One waits until the post changes or somebody at the desk comments.
    """
    answered = Comment.objects.filter(post=OuterRef("post"), at__gte=OuterRef("at"))
    waiting = GuestAnswer.objects.filter(~Exists(answered), kind=COMMENTED, link__made_by=person)
    found: dict[int, Post] = {}
    for one in waiting.filter(post__state__in=OPEN).select_related("post__slot").order_by("-at", "-id"):
        if one.fingerprint == fingerprint(message_of(one.post)):
            found.setdefault(one.post_id, one.post)
    return list(found.values())
