"""Decisions around one act of sending: what the answer makes of a post, when to ask again, when to look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.domain.answers import DeliveryError, DeliveryState, Refused, Unavailable
from comms.domain.message import Receipt
from comms.domain.posts import State

# All requests of one attempt together may take so long, and only then is its claim called stale.
BUDGET = timedelta(seconds=25)
LEASE = timedelta(seconds=45)
# How long after the answer was lost the channel is looked at: how soon a new post can be read is nowhere promised.
LOOKS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
_SHORTEST_WAIT = timedelta(seconds=15)
_FIRST_WAITS_IN_GRACE = 60


@dataclass(frozen=True)
class Outcome:
    """What becomes of a post after its channel answered; *next_at* is when to ask, or to look, again."""

    state: State
    delivery: DeliveryState
    note: str
    next_at: datetime | None = None


def settle(
    answer: Receipt | DeliveryError, *, attempt: int, now: datetime, since: datetime, grace: timedelta
) -> Outcome:
    """Return what the answer makes of a post at its nth *attempt*, counted from 1, when it was due at *since*."""
    match answer:
        case Receipt():
            return Outcome(State.PUBLISHED, DeliveryState.SENT, answer.url)
        case Refused():
            return Outcome(State.FAILED, DeliveryState.REFUSED, str(answer))
        case Unavailable():
            return _ask_again(answer, attempt, now, since + grace, grace)
        case _:
            return Outcome(State.UNCONFIRMED, DeliveryState.UNCERTAIN, str(answer), now + LOOKS[0])


def _ask_again(answer: Unavailable, attempt: int, now: datetime, end: datetime, grace: timedelta) -> Outcome:
    """Wait twice as long each time, never less than the channel asked; past the grace a person decides."""
    if answer.stops:
        return Outcome(State.SCHEDULED, DeliveryState.UNAVAILABLE, str(answer))
    own = now + max(grace / _FIRST_WAITS_IN_GRACE, _SHORTEST_WAIT) * 2 ** (attempt - 1)
    at = max(own, left_alone_until(answer, now) or own)
    state = State.SCHEDULED if at <= end else State.HELD_LATE
    return Outcome(state, DeliveryState.UNAVAILABLE, str(answer), at if state is State.SCHEDULED else None)


def left_alone_until(answer: Unavailable, now: datetime) -> datetime | None:
    """Return until when the channel asked to be left alone."""
    return now + answer.wait if isinstance(answer.wait, timedelta) else answer.wait


def next_look(looked: int, lost_at: datetime) -> datetime | None:
    """Return when to look for the post again after *looked* looks found nothing; None leaves it to a person."""
    return lost_at + LOOKS[looked] if looked < len(LOOKS) else None
