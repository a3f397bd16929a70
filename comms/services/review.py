"""From draft to approval: edit, submit, approve, send back, withdraw. An approval never outlives its words."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from comms.config import Config
from comms.domain.message import canonical_text, fingerprint, stored_form
from comms.domain.posts import (
    EDITABLE,
    HOLD_LASTS,
    MOVES,
    REJECTABLE,
    REOPENABLE,
    Moves,
    State,
    Timing,
    check_move,
    timing,
    wall_time,
)
from comms.domain.rules import blocks
from comms.errors import NotAllowedError, NotFoundError
from comms.services.approved_as import settings_of
from comms.services.audit import By, record
from comms.services.deliveries import forget_receipt, unanswered
from comms.services.messages import findings_of, message_of
from comms.services.people import APPROVE, WRITE, require
from comms.store.models import Approval, AuditLine, Comment, Person, Post


class ConflictError(NotAllowedError):
    """Refuse a change made to an older version than the one stored."""


def locked(post_id: int) -> Post:
    """Return the post's row, held until the transaction ends."""
    try:
        return Post.objects.select_for_update().select_related("slot").get(pk=post_id)
    except Post.DoesNotExist:
        message = "this post does not exist"
        raise NotFoundError(message) from None


def move(  # noqa: PLR0913 - a move has these parts
    post: Post, new: State, *, by: By, now: datetime, note: str = "", table: Moves = MOVES
) -> None:
    """Move *post* to the state *new* by *table*, and record it; out of doubt it comes by a table of its own only."""
    old = State(post.state)
    check_move(old, new, table)
    post.state, post.note = new, note
    if new not in HOLD_LASTS:
        post.hold = None
    post.version += 1
    post.save()
    record(
        str(new),
        f"post:{post.key}",
        by=by,
        now=now,
        before={"state": str(old)},
        after={"state": str(new), "note": note},
    )


def void_approval(post: Post, reason: str, *, by: By, now: datetime) -> None:
    """Void the post's approval, if it has one, and record why."""
    for approval in take_approval_away(post, reason, now=now):
        record(
            "approval voided",
            f"post:{post.key}",
            by=by,
            now=now,
            before={"fingerprint": approval.fingerprint},
            after={"reason": reason},
        )


def take_approval_away(post: Post, reason: str, *, now: datetime) -> list[Approval]:
    """Void the post's approval and return it, if it has one; whoever asks for it writes the audit."""
    voided = list(Approval.objects.filter(post=post, voided_at__isnull=True))
    Approval.objects.filter(pk__in=[one.pk for one in voided]).update(voided_at=now, void_reason=reason)
    # Another approval is another act of sending, and its first claim stamps it anew. But what an earlier request may
    # still make public must find its place taken, so that the place, which follows from the stamp, stays the same.
    if not unanswered(post).exists():
        post.stamp = None
    post.next_attempt_at = None
    return voided


def edit(  # noqa: PLR0913 - an edit has these parts
    post_id: int, *, text: str, alt: str, local: datetime | None, version: int, by: Person, now: datetime
) -> Post:
    """Change a post's words, alternative text or wall time (naive, in its zone); an approval it had is void.

    Raises ConflictError if somebody changed the post since *version* was shown.
    """
    require(by, WRITE)
    with transaction.atomic():
        post = locked(post_id)
        if post.version != version:
            message = (
                "somebody else changed this post while you were editing; "
                "your text is kept below, compare and save again"
            )
            raise ConflictError(message)
        if State(post.state) not in EDITABLE:
            message = "a post that is %(state)s cannot be edited"
            raise NotAllowedError(message, state=State(post.state))
        before = _words(post)
        _apply(post, text=text, alt=alt, local=local)
        if _words(post) == before:
            return post
        post.author = by
        record("edited", f"post:{post.key}", by=by, now=now, before=before, after=_words(post))
        make_changed_draft(post, by=by, now=now)
        return post


def make_changed_draft(post: Post, *, by: By, now: datetime) -> None:
    """Store what was changed: the post is a draft, and no approval outlives what it was given for."""
    void_approval(post, "the post was changed", by=by, now=now)
    if post.state == State.DRAFT:
        post.version += 1
        post.save()
    else:
        move(post, State.DRAFT, by=by, now=now, note="changed after it was submitted")


def _words(post: Post) -> dict[str, Any]:
    return {"text": post.text, "alt": post.alt, "due_at": post.due_at.isoformat() if post.due_at else None}


def _apply(post: Post, *, text: str, alt: str, local: datetime | None) -> None:
    post.text, post.alt = canonical_text(text).strip(), canonical_text(alt).strip()
    if local is None:
        return
    if local.date() != post.day:
        message = "its words are for %(day)s; it can only be sent on that day"
        raise NotAllowedError(message, day=post.day)
    post.due_at = wall_time(local, post.zone)


def submit(post_id: int, *, by: Person, now: datetime) -> Post:
    """Ask for review."""
    require(by, WRITE)
    with transaction.atomic():
        post = locked(post_id)
        post.submitted_by = by
        move(post, State.IN_REVIEW, by=by, now=now)
        return post


def reject(post_id: int, *, comment: str, by: Person, now: datetime) -> Post:
    """Send a post back to its author with a comment that says what to change."""
    require(by, APPROVE)
    if not comment.strip():
        message = "say in a comment what should change"
        raise NotAllowedError(message)
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) not in REJECTABLE:
            message = "a post that is %(state)s cannot be sent back"
            raise NotAllowedError(message, state=State(post.state))
        Comment.objects.create(post=post, by=by, at=now, text=comment.strip())
        void_approval(post, "changes were requested", by=by, now=now)
        move(post, State.DRAFT, by=by, now=now, note="changes requested")
        return post


def approve(  # noqa: PLR0913 - an approval has these parts
    post_id: int, *, seen: str, by: Person, now: datetime, config: Config, despite_repeat: bool = False
) -> Post:
    """Approve exactly the bytes whose fingerprint is *seen*; the author and the submitter may not.

    *despite_repeat* says that the same words may go out although the channel said them lately.

    A post whose hour is ahead, or late within the grace, is scheduled; one later than that stays approved
    and waits for a person to send it now or to choose another hour.
    """
    require(by, APPROVE)
    with transaction.atomic():
        post = locked(post_id)
        _check_approvable(post, seen=seen, by=by, now=now, config=config)
        message = message_of(post)
        Approval.objects.create(
            post=post,
            fingerprint=fingerprint(message),
            message=stored_form(message),
            channel_as=settings_of(config.channel(post.channel)),
            by=by,
            at=now,
            despite_repeat=despite_repeat,
        )
        move(post, State.APPROVED, by=by, now=now)
        if when(post, now=now, config=config) in {Timing.EARLY, Timing.SEND}:
            move(post, State.SCHEDULED, by=by, now=now)
        return post


def _check_approvable(post: Post, *, seen: str, by: Person, now: datetime, config: Config) -> None:
    if State(post.state) is not State.IN_REVIEW:
        raise _not_in_review(post)
    if by in {post.author, post.submitted_by}:
        message = "whoever wrote or submitted a post cannot approve it; ask a colleague"
        raise NotAllowedError(message)
    if mover_of(post) == by.username:
        message = "whoever moved a post to its day cannot approve it; ask a colleague"
        raise NotAllowedError(message)
    if fingerprint(message_of(post)) != seen:
        message = "the post changed since you opened it; look at it again"
        raise ConflictError(message)
    if blocks(findings_of(post, config)):
        message = "the post has errors that must be resolved first"
        raise NotAllowedError(message)
    if when(post, now=now, config=config) is Timing.MISS:
        message = "its day is over"
        raise NotAllowedError(message)


def mover_of(post: Post) -> str:
    """Return who moved *post* to its day since it was last approved: the day is part of what leaves."""
    moves = AuditLine.objects.filter(subject=f"post:{post.key}", act="moved", after__day=str(post.day))
    last = moves.exclude(before__day=str(post.day)).order_by("id").last()
    approved = post.approvals.order_by("-at", "-id").values_list("at", flat=True).first()
    return last.who if last and (approved is None or last.at >= approved) else ""


def _not_in_review(post: Post) -> NotAllowedError:
    """Return why nothing is there to approve: who did what meanwhile, and what comes next."""
    state = State(post.state)
    acts = AuditLine.objects.filter(subject=f"post:{post.key}").exclude(act="commented")
    last = acts.order_by("id").last()
    if last is None:
        message = "this post is not in review; submit it first"
        return NotAllowedError(message)
    if state is State.DRAFT:
        message = (
            "%(name)s changed this post meanwhile, and it is a draft again; "
            "read it, and approve it once it is submitted again"
        )
        return ConflictError(message, name=last.who)
    message = "%(name)s was faster; the post is %(state)s now, and there is nothing left to approve"
    return ConflictError(message, name=last.who, state=state)


def when(post: Post, *, now: datetime, config: Config) -> Timing:
    """Return what the hour says about *post*."""
    if post.due_at is None:
        return Timing.HOLD
    grace = timedelta(minutes=config.settings.publishing.grace_minutes)
    return timing(post.due_at, day=post.day, now=now, zone=post.zone, grace=grace)


def withdraw(post_id: int, *, by: Person, now: datetime) -> Post:
    """Take a post that has not gone out off the desk."""
    require(by, WRITE)
    with transaction.atomic():
        post = locked(post_id)
        if post.state == State.PUBLISHED:
            message = "a published post is taken back on its channel"
            raise NotAllowedError(message)
        void_approval(post, "the post was withdrawn", by=by, now=now)
        move(post, State.WITHDRAWN, by=by, now=now)
        return post


def reopen(post_id: int, *, by: Person, now: datetime) -> Post:
    """Make a withdrawn, failed or missed post a draft again."""
    require(by, WRITE)
    with transaction.atomic():
        post = locked(post_id)
        if State(post.state) not in REOPENABLE:
            message = "a post that is %(state)s cannot become a draft again"
            raise NotAllowedError(message, state=State(post.state))
        void_approval(post, "the post became a draft again", by=by, now=now)
        forget_receipt(post)
        move(post, State.DRAFT, by=by, now=now)
        return post
