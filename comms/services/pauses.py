"""Pausing and resuming: at once, by whoever may, with a reason; resuming flushes nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from comms.config import Config
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.services.audit import By, name_of, record
from comms.services.holds import hold_what_is_due, waiting
from comms.services.network import known_country
from comms.services.people import allow_pausing
from comms.store.models import Member, Pause, Post

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 8
_AHEAD = (State.SCHEDULED, State.APPROVED)


@dataclass(frozen=True)
class Begun:
    """A pause that began, and the posts that were already on their way: they finish."""

    pause: Pause
    on_their_way: int


@dataclass(frozen=True)
class Resumed:
    """What a pause left behind: posts that fell inside and wait for a person, and posts that go on as approved."""

    inside: int
    ahead: int


@dataclass(frozen=True)
class Effect:
    """What a pause would hold: approved posts by channel, the next of them, and what is on its way already."""

    by_channel: dict[str, int]
    coming: list[Post]
    on_their_way: list[Post]

    @property
    def total(self) -> int:
        """Return how many posts it would hold."""
        return sum(self.by_channel.values())


def begin(  # noqa: PLR0913 - a pause has these parts
    scope: Scope,
    *,
    reason: str,
    config: Config,
    by: By,
    clock: Callable[[], datetime],
    start: datetime | None = None,
    end: datetime | None = None,
) -> Begun:
    """Pause what *scope* covers, from *start* (now, if none is given) until *end* or until somebody resumes.

    Once this returns nothing that it covers begins to be sent.
    """
    allow_pausing(by)
    if not reason.strip():
        message = "say why: everybody at the desk reads it"
        raise NotAllowedError(message)
    check(scope, config)
    with transaction.atomic():
        # Read once this writer has its turn: whatever was claimed before is on its way, and nothing after.
        now = clock()
        first = max(start or now, now)
        if end is not None and end <= first:
            message = "a pause ends after it begins"
            raise NotAllowedError(message)
        row = Pause.objects.create(
            kind=scope.kind,
            value=scope.value,
            reason=reason.strip(),
            who=name_of(by),
            starts_at=first,
            ends_at=end,
        )
        on_their_way = _covered(scope).filter(state=State.SENDING).count() if first <= now else 0
        told = {"kind": row.kind, "value": row.value, "reason": row.reason, "from": str(first), "until": str(end or "")}
        record("paused", f"pause:{row.pk}", by=by, now=now, after=told | {"on their way": on_their_way})
    return Begun(row, on_their_way)


def check(scope: Scope, config: Config) -> None:
    """Pass if there is what *scope* names; raise NotAllowedError if not: a slip must not leave the rest unpaused."""
    channels = config.settings.channels
    known = {
        Kind.EVERYTHING: lambda: not scope.value,
        Kind.CHANNEL: lambda: scope.value in {one.id for one in channels},
        Kind.LANGUAGE: lambda: (
            scope.value in {*config.settings.languages, *(code for one in channels for code in one.languages)}
        ),
        Kind.COUNTRY: lambda: known_country(scope.value),
        Kind.MEMBER: lambda: Member.objects.filter(pk=scope.value).exists(),
    }
    if known[scope.kind]():
        return
    if scope.kind is Kind.COUNTRY:
        message = "no local government here is in the country %(country)s"
        raise NotAllowedError(message, country=scope.value)
    if scope.kind is Kind.MEMBER:
        message = "the records hold no city, region or network %(member)s"
        raise NotAllowedError(message, member=scope.value)
    message = "there is nothing called %(value)s to pause"
    raise NotAllowedError(message, value=scope.value)


def resume(pause_id: int, *, config: Config, by: By, now: datetime) -> Resumed:
    """End a pause. What fell inside stays held; what is still ahead goes on as approved."""
    allow_pausing(by)
    with transaction.atomic():
        row = Pause.objects.select_for_update().filter(_lasting(now), pk=pause_id).first()
        if row is None:
            message = "this pause is over already"
            raise NotFoundError(message)
        hold_what_is_due(config, now)
        # One that had yet to begin ends as it would begin, and holds nothing.
        row.ends_at, row.resumed_by = max(now, row.starts_at), name_of(by)
        row.save(update_fields=["ends_at", "resumed_by"])
        inside = waiting().filter(hold__pause=row).count()
        ahead = _covered(Scope(Kind(row.kind), row.value)).filter(state=State.SCHEDULED, due_at__gt=now).count()
        record("resumed", f"pause:{row.pk}", by=by, now=now, after={"inside": inside, "ahead": ahead})
    return Resumed(inside, ahead)


def effect(scope: Scope, *, now: datetime) -> Effect:
    """Return what a pause of *scope* would hold if it began now."""
    ahead = _covered(scope).filter(state__in=_AHEAD, due_at__gt=now)
    counted = Counter(ahead.values_list("channel", flat=True))
    coming = list(ahead.select_related("slot").order_by("due_at", "key")[:SHOWN])
    on_their_way = list(_covered(scope).filter(state=State.SENDING).select_related("slot").order_by("key"))
    return Effect(dict(sorted(counted.items())), coming, on_their_way)


def _covered(scope: Scope) -> "QuerySet[Post]":
    match scope.kind:
        case Kind.EVERYTHING:
            return Post.objects.all()
        case Kind.MEMBER:
            return Post.objects.filter(slot__member=scope.value)
        case Kind.COUNTRY:
            members = Member.objects.filter(body__country=scope.value).values("pk")
            return Post.objects.filter(slot__member__in=members)
        case _:
            return Post.objects.filter(**{str(scope.kind): scope.value})


def _lasting(now: datetime) -> Q:
    return Q(ends_at__isnull=True) | Q(ends_at__gt=now)


def on(now: datetime) -> list[Pause]:
    """Return the pauses that hold now, the oldest first."""
    return list(Pause.objects.filter(_lasting(now), starts_at__lte=now).order_by("starts_at", "id"))


def ahead(now: datetime) -> list[Pause]:
    """Return the pauses that have yet to begin, the next first."""
    return list(Pause.objects.filter(starts_at__gt=now).exclude(resumed_by__gt="").order_by("starts_at", "id"))


def over(now: datetime) -> "QuerySet[Pause]":
    """Return the pauses that are over, the last first; those taken back before they began are not told."""
    never = Q(resumed_by__gt="", ends_at=F("starts_at"))
    return Pause.objects.filter(ends_at__lte=now).exclude(never)


def held_by(pause: Pause) -> int:
    """Return how many posts a pause has held, whatever became of them."""
    return pause.holds.values("post").distinct().count()


def waiting_by_pause() -> dict[int, int]:
    """Return how many posts wait for a person, by the pause that held them."""
    return dict(Counter(waiting().filter(hold__pause__isnull=False).values_list("hold__pause", flat=True)))
