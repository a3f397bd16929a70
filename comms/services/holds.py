"""What keeps approved posts from going out: pauses, blackouts, consents; told beforehand, and held at the hour."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from comms.config import Config
from comms.domain.holds import BLACKED_OUT, NO_CONSENT, PAUSED, why_held
from comms.domain.pauses import Kind, Pause, Scope, Told
from comms.domain.posts import State
from comms.domain.reasons import Reason
from comms.errors import NotAllowedError
from comms.services import blackouts
from comms.services.audit import CLOCK, By
from comms.services.review import move
from comms.store.models import Consent, Hold, Post
from comms.store.models import Pause as PauseRow
from comms.store.queries import member_bodies

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOTES = {
    PAUSED: "its hour fell inside a pause",
    BLACKED_OUT: "its hour fell inside a blackout",
    NO_CONSENT: "held at its hour: consent is missing",
}
# Other writers wait while so many are written together.
_AT_ONCE = 100


def pause_of(row: PauseRow) -> Pause:
    """Return the pause that *row* stores."""
    return Pause(Scope(Kind(row.kind), row.value), row.reason, row.who, row.starts_at, row.ends_at, row.pk)


def pauses_since(first: datetime) -> list[Pause]:
    """Return the pauses that hold at *first* or later, the coming ones too."""
    rows = PauseRow.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=first))
    return [pause_of(row) for row in rows.order_by("starts_at", "id")]


def told_of(posts: Iterable[Post]) -> dict[int, Told]:
    """Return whom and what each post speaks of, by the post's id."""
    listed = list(posts)
    members = member_bodies(post.slot.member for post in listed)
    found = {}
    for post in listed:
        body = members.get(post.slot.member, {})
        found[post.pk] = Told(
            channel=post.channel,
            language=post.language,
            zone=body.get("zone", post.zone),
            member=post.slot.member,
            country=body.get("country", ""),
            initiative=post.slot.initiative,
        )
    return found


def reasons(posts: Collection[Post], config: Config, *, now: datetime, by_hand: bool = False) -> dict[int, Reason]:
    """Return why each of *posts* is held, by the post's id; those that may go are not in it.

    A post is held if it could have gone at any instant from its hour to *now*, or cannot at its hour to come.
    *by_hand*, only *now* counts: a person has decided about the rest.
    """
    hours = {post.pk: (now, now) if by_hand else (post.due_at, max(post.due_at, now)) for post in posts if post.due_at}
    if not hours:
        return {}
    pauses = pauses_since(min(first for first, _ in hours.values()))
    dark = blackouts.known(config)
    told, said = told_of(posts), _consents(posts)
    found = {}
    for post in posts:
        if post.pk in hours:
            first, last = hours[post.pk]
            initiative = post.slot.initiative
            found[post.pk] = why_held(
                told[post.pk],
                first=first,
                last=last,
                pauses=pauses,
                blackouts=dark,
                consent=said.get(initiative, "not asked") if initiative else None,
                is_demo=config.settings.mode == "demo",
            )
    return {post_id: why for post_id, why in found.items() if why is not None}


def _consents(posts: Iterable[Post]) -> dict[str, str]:
    asked = {post.slot.initiative for post in posts} - {""}
    lines = Consent.objects.filter(initiative_id__in=asked).order_by("at", "id")
    return dict(lines.values_list("initiative_id", "state"))


def reason_for(post: Post, config: Config, *, now: datetime, by_hand: bool = False) -> Reason | None:
    """Return why *post* is held; None where it may go."""
    return reasons([post], config, now=now, by_hand=by_hand).get(post.pk)


def hold_if_must(post: Post, config: Config, *, now: datetime) -> bool:
    """Hold a locked post whose hour has come and which may not go; return whether it is held now."""
    why = reason_for(post, config, now=now)
    if why is not None:
        _hold(post, why, by=CLOCK, now=now)
    return why is not None


def _hold(post: Post, why: Reason, *, by: By, now: datetime) -> None:
    pause = int(why.values["pause"]) if "pause" in why.values else None
    post.hold = Hold.objects.create(
        post=post, pause_id=pause, code=why.code, values=why.values, due_at=post.due_at or now, at=now
    )
    move(post, State.HELD_LATE, by=by, now=now, note=NOTES[why.code])


def hold_what_is_due(config: Config, now: datetime) -> int:
    """Hold every scheduled post whose hour has come and which may not go, also on channels that stand still."""
    due = list(_due(now).select_related("slot"))
    held = sorted(reasons(due, config, now=now))
    return sum(_hold_some(held[at : at + _AT_ONCE], config, now) for at in range(0, len(held), _AT_ONCE))


def _due(now: datetime) -> "QuerySet[Post]":
    return Post.objects.filter(state=State.SCHEDULED, due_at__lte=now)


def _hold_some(post_ids: Collection[int], config: Config, now: datetime) -> int:
    """Hold those of *post_ids* that must be held still, in one transaction: each of its own would cost a disk write."""
    with transaction.atomic():
        posts = list(_due(now).filter(pk__in=post_ids).select_for_update().select_related("slot"))
        found = reasons(posts, config, now=now)
        for post in posts:
            if post.pk in found:
                _hold(post, found[post.pk], by=CLOCK, now=now)
    return len(found)


def refuse_what_is_held(post: Post, config: Config, *, now: datetime) -> None:
    """Pass if a person may send *post* now; raise NotAllowedError with the reason if not."""
    why = reason_for(post, config, now=now, by_hand=True)
    if why is None:
        return
    if why.code == PAUSED:
        message = "a pause holds it: %(reason)s; end the pause first"
        raise NotAllowedError(message, reason=why.values["reason"])
    if why.code == BLACKED_OUT:
        message = "a blackout holds it until %(day)s"
        raise NotAllowedError(message, day=date.fromisoformat(why.values["last"]))
    message = "the local government has not agreed to it: %(consent)s"
    raise NotAllowedError(message, consent=why.values["consent"])


def waiting() -> "QuerySet[Post]":
    """Return the posts that were held, at their hour, and of which nobody has decided."""
    posts = Post.objects.filter(hold__isnull=False, state__in=(State.HELD_LATE, State.MISSED))
    return posts.select_related("slot", "hold", "hold__pause").order_by("hold__pause", "hold__due_at", "key")
