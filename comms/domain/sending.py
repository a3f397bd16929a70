"""Decisions around one act of sending: what the answer makes of a post, when to ask again, when to look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.domain.answers import DeliveryError, DeliveryState, Refused, Unavailable, Uncertain
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
    """What becomes of a post after its channel answered; *next_at* is when to ask, or to look, again.

    *again_at* is from when a post in doubt may be sent again, should the channel prove that it is not there.
    """

    state: State
    delivery: DeliveryState
    note: str
    next_at: datetime | None = None
    again_at: datetime | None = None


def settle(
    answer: Receipt | DeliveryError, *, attempt: int, now: datetime, since: datetime, grace: timedelta
) -> Outcome:
    """Return what the answer makes of a post that was due at *since*, at its nth *attempt* since it was approved."""
    match answer:
        case Receipt():
            return Outcome(State.PUBLISHED, DeliveryState.SENT, answer.url)
        case Refused():
            return Outcome(State.FAILED, DeliveryState.REFUSED, str(answer))
        case Unavailable():
            return _ask_again(answer, attempt, now, since + grace, grace)
        case _:
            asked = left_alone_until(answer, now) or now
            look, again = max(now + LOOKS[0], asked), max(now + _own_wait(attempt, grace), asked)
            return Outcome(State.UNCONFIRMED, DeliveryState.UNCERTAIN, str(answer), look, again)


def _ask_again(answer: Unavailable, attempt: int, now: datetime, end: datetime, grace: timedelta) -> Outcome:
    """Wait ever longer, never less than the channel asked; past the grace a person decides.

    A channel that stands still has no hour: its post goes on once the channel may be asked, or its time is up.
    """
    own = now + _own_wait(attempt, grace)
    at = now if answer.stops else max(own, left_alone_until(answer, now) or own)
    state = State.SCHEDULED if at <= end else State.HELD_LATE
    waits = state is State.SCHEDULED and not answer.stops
    return Outcome(state, DeliveryState.UNAVAILABLE, str(answer), at if waits else None)


def _own_wait(attempt: int, grace: timedelta) -> timedelta:
    """Return how long to wait after the nth *attempt*: twice as long each time."""
    times: int = 2 ** (attempt - 1)
    return max(grace / _FIRST_WAITS_IN_GRACE, _SHORTEST_WAIT) * times


def left_alone_until(answer: DeliveryError, now: datetime) -> datetime | None:
    """Return until when the channel asked to be left alone."""
    wait = answer.wait if isinstance(answer, Unavailable | Uncertain) else None
    return now + wait if isinstance(wait, timedelta) else wait


def next_look(looked: int, lost_at: datetime, *, now: datetime, asked: datetime | None = None) -> datetime | None:
    """Return when to look again after *looked* looks, the last at *now*; None leaves it to a person.

    Looks keep their distances also where one came late, and none comes before *asked*, until when the channel asked
    to be left alone.
    """
    if looked >= len(LOOKS):
        return None
    later = now + LOOKS[looked] - LOOKS[looked - 1]
    return max(one for one in (lost_at + LOOKS[looked], later, asked) if one)
