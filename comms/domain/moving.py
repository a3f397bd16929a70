"""Moving a post to another day or hour: what becomes of it, and what speaks against the new hour."""

from dataclasses import dataclass
from datetime import date, time

from comms.domain.planning import PlanRules
from comms.domain.posts import EDITABLE, State
from comms.domain.reasons import Reason
from comms.errors import NotAllowedError

_UNAPPROVED = frozenset({State.DRAFT, State.IN_REVIEW})
_APPROVED = frozenset({State.APPROVED, State.SCHEDULED, State.HELD_LATE})


@dataclass(frozen=True)
class Load:
    """How many other stories a channel tells on a day and in its week."""

    on_day: int = 0
    in_week: int = 0


def state_after(state: State, *, same_day: bool, may_approve: bool) -> State:
    """Return the state of a post once it is moved.

    An approval belongs to the words and the day, not to the hour: on the same day whoever may approve keeps it. On
    another day, or moved by somebody else, the post needs an approval of its own again.
    """
    if state not in EDITABLE:
        message = "a post that is %(state)s cannot be moved"
        raise NotAllowedError(message, state=state)
    if same_day and state in _UNAPPROVED:
        return state
    if same_day and may_approve and state in _APPROVED:
        return State.SCHEDULED
    return State.DRAFT


def against(day: date, hour: time, rules: PlanRules, *, channel: str = "", load: Load | None = None) -> list[Reason]:
    """Return what the plan's rules say against going out on *day* at *hour*; a person may know better.

    *load* is what the channel tells already; None where the day stays as it was.
    """
    found = []
    if day.weekday() in rules.quiet_weekdays:
        found.append(Reason("quiet weekday"))
    if rules.quiet_hours and rules.is_quiet(hour):
        first, last = rules.quiet_hours
        found.append(Reason("quiet hours", {"from": f"{first:%H:%M}", "to": f"{last:%H:%M}"}))
    return found + (_too_much(rules, channel, load) if load else [])


def _too_much(rules: PlanRules, channel: str, load: Load) -> list[Reason]:
    rooms = [room for room in rules.rooms if room.channel == channel]
    per_day = rules.per_day + sum(room.posts_per_day for room in rooms)
    per_week = rules.per_week + sum(room.features_per_week for room in rooms)
    if load.on_day >= per_day:
        return [Reason("day is full", {"cap": str(per_day)})]
    if load.in_week >= per_week:
        return [Reason("week is full", {"cap": str(per_week)})]
    return []
