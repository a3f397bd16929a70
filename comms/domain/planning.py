"""The plan: which occurrences and events are told on which day, and who is featured."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from comms.domain.reasons import Reason
from comms.domain.written import Written

SlotKind = Literal["day", "spotlight", "event", "countdown"]
Days = Annotated[int, Field(ge=0, le=730)]
Probability = Annotated[float, Field(ge=0, le=1)]


class PlanRules(Written):
    """What the plan may do."""

    per_day: Annotated[int, Field(ge=1, le=50)] = 2
    per_week: Annotated[int, Field(ge=1, le=100)] = 8
    member_gap_days: Days = 21
    initiative_gap_days: Days = 120
    threshold: Probability = 0.30
    solemn_threshold: Probability = 0.70
    lead_countdown_days: tuple[Days, ...] = (7,)
    event_countdown_days: tuple[Days, ...] = (7,)
    horizon_days: Annotated[int, Field(ge=30, le=730)] = 365
    draft_days: Annotated[int, Field(ge=1, le=366)] = 60


@dataclass(frozen=True)
class Slot:
    """What is told on a day: an occurrence or an event, alone or with the initiative that is featured.

    *id* is made of the occurrence or event and the kind, never of the date: a moved event keeps its slots.
    """

    id: str
    kind: SlotKind
    day: date
    occurrence: str | None
    event: str | None
    member: str | None = None
    initiative: str | None = None
    reasons: tuple[Reason, ...] = ()
    next_best: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """What was not planned, and why."""

    subject: str
    day: date
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """The slots of a period by day and id, and what was left out."""

    slots: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]
