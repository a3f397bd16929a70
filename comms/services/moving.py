"""A post on another day or at another hour: told beforehand what it costs, then one move and one line of the audit."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from comms.config import Config
from comms.domain.holds import NO_CONSENT
from comms.domain.moving import Load, against, state_after
from comms.domain.posts import APPROVAL_HOLDS, State, wall_time
from comms.domain.reasons import Reason
from comms.errors import NotAllowedError
from comms.services import blackouts
from comms.services.audit import record
from comms.services.holds import reason_for
from comms.services.people import APPROVE, WRITE, require
from comms.services.review import ConflictError, locked, take_approval_away
from comms.store.models import Person, Post

# What a draft bears that a person put elsewhere: no new plan takes it away.
MOVED = (_TO_ANOTHER_DAY, _TO_ANOTHER_HOUR) = ("moved to another day", "moved to another hour")


@dataclass(frozen=True)
class Place:
    """Where a post stands: its day, and its hour in its own zone."""

    day: date
    hour: time


@dataclass(frozen=True)
class Moved:
    """A post that would move, or has: its states, and what speaks against its new hour."""

    post: Post
    before: State
    after: State
    against: tuple[Reason, ...] = ()
    is_other_day: bool = False
    changes: bool = True

    @property
    def loses_approval(self) -> bool:
        """Tell whether an approval ends with the move."""
        return self.before in APPROVAL_HOLDS - {State.FAILED} and self.after is State.DRAFT

    @property
    def leaves_review(self) -> bool:
        """Tell whether it has to be submitted again."""
        return self.before is State.IN_REVIEW and self.after is State.DRAFT

    @property
    def wants_a_yes(self) -> bool:
        """Tell whether a person should read what the move costs before it is made."""
        return self.changes and bool(self.loses_approval or self.leaves_review or self.against)


def foresee(post: Post, to: Place, *, config: Config, by: Person, now: datetime) -> Moved:
    """Return what moving *post* would make of it; raise NotAllowedError where it cannot be moved there.

    The post given bears its new day and hour afterwards, and is not stored.
    """
    require(by, WRITE)
    before, old = State(post.state), (post.day, post.due_at)
    same_day = to.day == post.day
    after = state_after(before, same_day=same_day, may_approve=by.has_perm(APPROVE))
    post.day, post.due_at = to.day, wall_time(datetime.combine(to.day, to.hour), post.zone)
    if (post.day, post.due_at) == old:
        return Moved(post, before, before, changes=False)
    if post.due_at <= now:
        message = "this hour has passed already"
        raise NotAllowedError(message)
    held = reason_for(post, config, now=now)
    if held and before is State.HELD_LATE and after is State.SCHEDULED:
        message = "it would be held at that hour too; end what holds it first, or choose an hour after it"
        raise NotAllowedError(message)
    rules = blackouts.rules_of(config)
    load = None if same_day else _load(post)
    found = against(to.day, to.hour, rules, channel=post.channel, load=load)
    # A missing consent holds it on every day alike: no move makes that better or worse.
    if held and held.code != NO_CONSENT:
        found.insert(0, held)
    return Moved(post, before, after, tuple(found), is_other_day=not same_day)


def _load(post: Post) -> Load:
    """Return how many other stories the channel of *post* tells on its new day and in that ISO week."""
    monday = post.day - timedelta(days=post.day.weekday())
    week = (monday, monday + timedelta(days=6))
    others = Post.objects.filter(channel=post.channel, language=post.language, day__range=week)
    others = others.exclude(slot_id=post.slot_id).exclude(state=State.WITHDRAWN)
    told = set(others.values_list("day", "slot_id"))
    return Load(sum(1 for day, _ in told if day == post.day), len({slot for _, slot in told}))


def move_to(  # noqa: PLR0913 - a move has these parts
    post_id: int, to: Place, *, version: int, config: Config, by: Person, now: datetime
) -> Moved:
    """Move a post to another day or hour, and tell what became of it.

    Raises ConflictError if somebody changed the post since *version* was shown: nothing is overwritten.
    """
    with transaction.atomic():
        post = locked(post_id)
        if post.version != version:
            message = "somebody else changed this post meanwhile, so it was not moved; look where it stands now"
            raise ConflictError(message)
        before = _where(post)
        seen = foresee(post, to, config=config, by=by, now=now)
        if seen.changes:
            _store(seen, before, by=by, now=now)
        return replace(seen, post=post)


def _store(seen: Moved, before: dict[str, Any], *, by: Person, now: datetime) -> None:
    post = seen.post
    voided = take_approval_away(post, "the post was moved", now=now) if seen.after is State.DRAFT else []
    post.state = seen.after
    if seen.after is State.DRAFT or seen.is_other_day:
        post.next_attempt_at = None
    post.note = _TO_ANOTHER_DAY if seen.is_other_day else _TO_ANOTHER_HOUR
    post.hold = None
    post.version += 1
    post.save()
    told = {"approval": voided[0].fingerprint} if voided else {}
    record("moved", f"post:{post.key}", by=by, now=now, before=before | told, after=_where(post))


def _where(post: Post) -> dict[str, Any]:
    at = post.due_at.astimezone(UTC).isoformat() if post.due_at else None
    return {"day": str(post.day), "due_at": at, "state": str(post.state)}


def place_of(post: Post) -> Place | None:
    """Return where *post* stands; None while nobody has chosen its hour."""
    return Place(post.day, post.due_at.astimezone(ZoneInfo(post.zone)).time()) if post.due_at else None
