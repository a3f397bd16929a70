"""Why posts are held, put on them in words for a page to show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comms import app
from comms.desk import sayings
from comms.desk.sayings.pauses import scope
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import HOLD_LASTS, State
from comms.services import holds, pauses
from comms.store.models import Hold, Pause, Post

_MAY_BE_HELD = {State.APPROVED, State.SCHEDULED, State.HELD_LATE}


@dataclass(frozen=True)
class Shown:
    """A pause as people read it."""

    row: Pause
    scope: str


def shown(rows: Iterable[Pause]) -> list[Shown]:
    """Return *rows* with what they cover in words."""
    return [Shown(row, scope(str(Scope(Kind(row.kind), row.value)))) for row in rows]


def banner(now: datetime | None = None) -> list[Shown]:
    """Return the pauses that hold now, for the head of every page."""
    return shown(pauses.on(now or app.now()))


def held_for(posts: Iterable[Post]) -> dict[int, str]:
    """Return why posts are held, in words, by their id: at their hour, or as things stand before it."""
    listed = list(posts)
    ahead = [post for post in listed if post.state in _MAY_BE_HELD and post.hold_id is None]
    found = holds.reasons(ahead, app.config(), now=app.now()) if ahead else {}
    told = {post_id: sayings.reason(why.code, why.values) for post_id, why in found.items()}
    kept = {post.hold_id: post.pk for post in listed if post.state in HOLD_LASTS and post.hold_id}
    rows = Hold.objects.filter(pk__in=kept) if kept else []
    return told | {kept[row.pk]: sayings.reason(row.code, row.values) for row in rows}


def mark(posts: Iterable[Post]) -> None:
    """Put on each of *posts* why it is held, as *held_for*; nothing where it may go."""
    listed = list(posts)
    found = held_for(listed)
    for post in listed:
        post.held_for = found.get(post.pk, "")  # type: ignore[attr-defined]
