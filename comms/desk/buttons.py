"""What a person may do with a post in its present state, and why not where the answer is no."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from comms.desk.dates import short_day
from comms.domain.posts import EDITABLE, MOVES, REOPENABLE, State
from comms.services.review import mover_of
from comms.store.models import Person, Post

_SAID = {State.PUBLISHED, State.WITHDRAWN}
_SENDABLE = {State.APPROVED, State.SCHEDULED, State.HELD_LATE}


@dataclass(frozen=True)
class Buttons:
    """Which buttons a page shows; *why_not_…* is empty where the button works."""

    edit: bool
    move: bool
    submit: bool
    review: bool
    why_not_approve: str
    send_now: bool
    why_not_send: str
    withdraw: bool
    take_back: bool
    say_again: bool
    reopen: bool
    decide: bool


def buttons(  # noqa: PLR0913 - a button depends on all of these
    post: Post, person: Person, *, writes: bool, approves: bool, blocked: bool, now: datetime
) -> Buttons:
    """Return the buttons of *post* for *person*; *blocked* says that an error forbids approval."""
    state = State(post.state)
    local = now.astimezone(ZoneInfo(post.zone)).date()
    is_over = local > post.day
    return Buttons(
        edit=writes and state in EDITABLE and not is_over,
        move=writes and state in EDITABLE,
        submit=writes and state is State.DRAFT and not is_over,
        review=approves and state is State.IN_REVIEW,
        why_not_approve=_why_not_approve(post, person, blocked=blocked, is_over=is_over),
        send_now=approves and state in _SENDABLE,
        why_not_send=""
        if local == post.day
        else _("Its words are for %(day)s: it can be sent by hand on that day only.") % {"day": short_day(post.day)},
        withdraw=writes and State.WITHDRAWN in MOVES[state] and state is not State.PUBLISHED,
        take_back=approves and state is State.PUBLISHED,
        say_again=writes and state in _SAID and post.published_at is not None,
        reopen=writes and state in REOPENABLE and not is_over,
        decide=approves and state is State.UNCONFIRMED,
    )


def _why_not_approve(post: Post, person: Person, *, blocked: bool, is_over: bool) -> str:
    if is_over:
        return _("Its day is over.")
    if person.pk in {post.author_id, post.submitted_by_id}:
        return _("You wrote or submitted this post: a colleague has to approve it.")
    if post.state == State.IN_REVIEW and mover_of(post) == person.username:
        return _("You moved this post to its day: a colleague has to approve it.")
    if blocked:
        return _("The errors that the rules found must be resolved first.")
    return ""
