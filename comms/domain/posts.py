"""The life of a post: the tables of its moves, and the decisions about time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from comms.errors import NotAllowedError


class State(StrEnum):
    """Where a post stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    UNCONFIRMED = "unconfirmed"
    PUBLISHED = "published"
    HELD_LATE = "held late"
    MISSED = "missed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


S = State
Moves = Mapping[State, frozenset[State]]
# What people and the clock do with a post. None of it ends a request that is under way, or a doubt.
MOVES: Moves = {
    S.DRAFT: frozenset({S.IN_REVIEW, S.MISSED, S.WITHDRAWN}),
    S.IN_REVIEW: frozenset({S.DRAFT, S.APPROVED, S.MISSED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.DRAFT, S.SCHEDULED, S.SENDING, S.MISSED, S.WITHDRAWN}),
    S.SCHEDULED: frozenset({S.DRAFT, S.SENDING, S.HELD_LATE, S.MISSED, S.WITHDRAWN}),
    S.SENDING: frozenset(),
    S.UNCONFIRMED: frozenset(),
    S.PUBLISHED: frozenset({S.WITHDRAWN}),
    S.HELD_LATE: frozenset({S.DRAFT, S.SCHEDULED, S.SENDING, S.MISSED, S.WITHDRAWN}),
    S.MISSED: frozenset({S.DRAFT, S.WITHDRAWN}),
    S.FAILED: frozenset({S.DRAFT, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset({S.DRAFT}),
}
_ANSWERED = frozenset({S.PUBLISHED, S.UNCONFIRMED, S.FAILED, S.SCHEDULED, S.HELD_LATE})
# What the channel's answer makes of a post; it may come after the claim was given up.
ANSWERS: Moves = {S.SENDING: _ANSWERED, S.UNCONFIRMED: _ANSWERED}
# What a look makes of a post, and that its claim was given up.
LOOKS: Moves = {
    S.SENDING: frozenset({S.UNCONFIRMED}),
    S.UNCONFIRMED: frozenset({S.PUBLISHED, S.UNCONFIRMED, S.SCHEDULED, S.HELD_LATE, S.DRAFT}),
}
# What a person makes of a post in doubt: it is there, or it is not.
DECISIONS: Moves = {S.UNCONFIRMED: frozenset({S.PUBLISHED, S.DRAFT})}
# What a proof makes of a post that it was not expected for: it is public, or a person must look at what is.
PROOFS: Moves = {state: frozenset({S.PUBLISHED, S.UNCONFIRMED}) for state in S if state is not S.SENDING}
EDITABLE = frozenset({S.DRAFT, S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.HELD_LATE, S.FAILED, S.MISSED})
APPROVAL_HOLDS = frozenset({S.APPROVED, S.SCHEDULED, S.SENDING, S.HELD_LATE, S.FAILED})
# Whoever held a post, and why, counts until a person decides.
HOLD_LASTS = frozenset({S.HELD_LATE, S.MISSED})
# A new day begins nowhere earlier than in the zone that is this far ahead.
EASTERNMOST = timedelta(hours=14)
REOPENABLE = frozenset({S.WITHDRAWN, S.FAILED, S.MISSED})
REJECTABLE = frozenset({S.IN_REVIEW, S.APPROVED, S.SCHEDULED, S.HELD_LATE})


def check_move(old: State, new: State, table: Moves = MOVES) -> None:
    """Pass if a post may move from *old* to *new* by *table*; raise NotAllowedError if not."""
    if new not in table.get(old, frozenset()):
        message = "a post that is %(old)s cannot become %(new)s"
        raise NotAllowedError(message, old=old, new=new)


class Timing(StrEnum):
    """What the hour says about a scheduled post."""

    EARLY = "early"
    SEND = "send"
    HOLD = "hold"
    MISS = "miss"


def timing(due: datetime, *, day: date, now: datetime, zone: str, grace: timedelta) -> Timing:
    """Return what to do at *now* with a post due at *due* (both aware) whose words are for *day* in *zone*."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if today > day:
        return Timing.MISS
    if today < day or now < due:
        return Timing.EARLY
    return Timing.SEND if now - due <= grace else Timing.HOLD


def wall_time(local: datetime, zone: str) -> datetime:
    """Return the instant of a naive wall time in *zone*; refuse one that does not exist or exists twice."""
    place = ZoneInfo(zone)
    first, second = local.replace(tzinfo=place, fold=0), local.replace(tzinfo=place, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    message = "%(hour)s exists twice in %(zone)s: the clocks change that night; choose another hour"
    if first.utcoffset() < second.utcoffset():  # type: ignore[operator]
        message = "%(hour)s does not exist in %(zone)s: the clocks change that night; choose another hour"
    raise NotAllowedError(message, hour=f"{local:%Y-%m-%d %H:%M}", zone=zone)
