"""The plan: which occurrences and events are told on which day, and who is featured."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.reasons import Reason
from comms.domain.written import Country, MaybeLine, Slug, Written, in_order

SlotKind = Literal["day", "spotlight", "event", "countdown"]
Days = Annotated[int, Field(ge=0, le=730)]
Probability = Annotated[float, Field(ge=0, le=1)]
Share = Annotated[float, Field(ge=0, le=10)]
Few = Annotated[int, Field(ge=1, le=50)]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday")]


class Blackout(Written):
    """Days on which nothing is told, or nothing of a country, a member or an initiative (then it is an embargo)."""

    first: Annotated[date | None, Field(description="without it, from the beginning")] = None
    last: date
    country: Country | None = None
    member: Slug | None = None
    initiative: Slug | None = None
    note: MaybeLine = ""

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: date, info: ValidationInfo) -> date:
        return in_order(last, info, "first", "last is the last day, included")

    @property
    def silences_all(self) -> bool:
        """Tell whether nobody at all is told on these days."""
        return not (self.country or self.member or self.initiative)

    def covers(self, day: date) -> bool:
        """Tell whether *day* is one of its days."""
        return (self.first is None or self.first <= day) and day <= self.last


class Room(Written):
    """More room on one channel, beside what is told on all: posts, and the initiatives that one post may feature."""

    channel: Slug
    posts_per_day: Few = 1
    features_per_post: Few = 1
    features_per_week: Annotated[int, Field(ge=1, le=350)] = 7

    @property
    def per_day(self) -> int:
        """Return how many initiatives may be featured on a day."""
        return self.posts_per_day * self.features_per_post


class PlanRules(Written):
    """What the plan may do."""

    per_day: Few = 2
    per_week: Annotated[int, Field(ge=1, le=350, validate_default=True)] = 8
    rooms: tuple[Room, ...] = ()
    per_occurrence: Few = 2
    member_gap_days: Days = 21
    initiative_gap_days: Days = 120
    member_per_year: Few = 6
    initiative_per_year: Few = 2
    threshold: Probability = 0.40
    solemn_threshold: Probability = 0.70
    eve_days: Annotated[int, Field(ge=0, le=7)] = 1
    eve_worth: Probability = 0.85
    quiet_weekdays: tuple[Weekday, ...] = ()
    quiet_worth: Probability = 0.9
    quiet_hours: tuple[time, time] | None = None
    blackouts: tuple[Blackout, ...] = ()
    region_band: tuple[Share, Share] = (0.6, 1.5)
    language_band: tuple[Share, Share] = (0.20, 0.55)
    band_worth: Share = 0.5
    waiting_worth: Share = 0.6
    campaign_worth: Annotated[float, Field(ge=0, le=0.1)] = 0.02
    stability_worth: Share = 0.25
    rotate_themes: bool = False
    solver_seconds: Annotated[int, Field(ge=0, le=3_600)] = 120
    lead_countdown_days: tuple[Days, ...] = (7,)
    event_countdown_days: tuple[Days, ...] = (7,)
    horizon_days: Annotated[int, Field(ge=30, le=730)] = 365
    draft_days: Annotated[int, Field(ge=1, le=366)] = 60

    @field_validator("per_week")
    @classmethod
    def _holds_a_day(cls, per_week: int, info: ValidationInfo) -> int:
        per_day = info.data.get("per_day", 0)
        if per_day > per_week:
            message = f"is {per_week}, but per_day is {per_day}: no day could be so full; correct per_day or per_week"
            raise ValueError(message)
        return per_week

    def is_quiet(self, hour: time) -> bool:
        """Tell whether nothing goes out by itself at this wall time; the quiet may last over midnight."""
        if self.quiet_hours is None:
            return False
        first, last = self.quiet_hours
        return first <= hour < last if first <= last else hour >= first or hour < last


@dataclass(frozen=True)
class Slot:
    """What is told on a day: an occurrence or an event, alone or with the initiative that is featured.

    *id* is made of the occurrence or event and the kind, never of the date: a moved event keeps its slots.
    Without a *channel* it is told on all of them.
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
    channel: str = ""


@dataclass(frozen=True)
class LeftOut:
    """What was not planned, and why."""

    subject: str
    day: date
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """The slots of a period by day and id, and what was left out.

    No plan can be worth more than *bound*, and this one is worth *objective*; *conflicts* are kept slots that a
    blackout now forbids. How a plan was found does not make it another plan.
    """

    slots: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]
    conflicts: tuple[LeftOut, ...] = ()
    method: str = field(default="", compare=False)
    objective: float = field(default=0.0, compare=False)
    bound: float | None = field(default=None, compare=False)

    @property
    def gap(self) -> float | None:
        """Return how far below the best possible plan this one may be, as a share; None where nobody knows."""
        if self.bound is None:
            return None
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound > 0 else 0.0
