"""Events of the campaign and of the United Nations: with a place, and with dates once they are announced."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from comms.domain.observances import Occurrence
from comms.domain.written import Country, Hashtag, Language, MaybeLine, Slug, Slugs, Texts, WebAddress, Written, Zone


class Event(Written):
    """An event; *last* is its last day, included. Without *first* its dates are not announced."""

    id: Slug
    name: Texts
    unreviewed: Annotated[tuple[Language, ...], Field(description="languages of our own translation")] = ()
    kind: Slug
    first: date | None = None
    last: date | None = None
    starts: Annotated[datetime | None, Field(description="wall time at the place, for an event of some hours")] = None
    ends: datetime | None = None
    zone: Zone
    place: Annotated[Texts | None, Field(description="None while it is not announced")] = None
    country: Country | None = None
    page: WebAddress
    themes: Slugs = ()
    hashtags: tuple[Hashtag, ...] = ()
    role: Annotated[Texts | None, Field(description="what the campaign does there")] = None
    conflicts: tuple[MaybeLine, ...] = ()
    status: Literal["held", "scheduled", "projected", "unknown", "cancelled"]
    evidence: MaybeLine = ""
    confidence: Literal["high", "medium", "low"]
    changed: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Event":
        if (self.first is None) != (self.last is None):
            message = "has only one of first and last; give both days, or neither while they are not announced"
            raise ValueError(message)
        if self.first and self.last and self.last < self.first:
            message = f"ends on {self.last}, before it starts on {self.first}; last is the last day, included"
            raise ValueError(message)
        if (self.starts is None) != (self.ends is None):
            message = "has only one of starts and ends; give both wall times, or neither"
            raise ValueError(message)
        if self.starts and self.ends:
            self._hours(self.starts, self.ends)
        return self

    def _hours(self, starts: datetime, ends: datetime) -> None:
        if starts.tzinfo or ends.tzinfo:
            message = "starts and ends are wall times at the place; leave the offset out, zone says it"
            raise ValueError(message)
        if ends <= starts:
            message = f"ends at {ends:%H:%M}, not after it starts at {starts:%H:%M}; give the date of the end too"
            raise ValueError(message)
        if starts.date() != self.first or ends.date() != self.last:
            message = "starts or ends on another day than first or last; make the days agree"
            raise ValueError(message)

    @property
    def is_announced(self) -> bool:
        """Tell whether its dates are known."""
        return self.first is not None

    def instants(self) -> tuple[datetime, datetime] | None:
        """Return start and end as aware times in the event's zone, for an event of some hours."""
        if self.starts is None or self.ends is None:
            return None
        zone = ZoneInfo(self.zone)
        return self.starts.replace(tzinfo=zone), self.ends.replace(tzinfo=zone)


def repeats_a_day(event: Event, occurrences: Iterable[Occurrence]) -> bool:
    """Tell whether *event* is only an observance under another name, as “Human Rights Day 2026” is."""
    same_day = (one.observance for one in occurrences if one.first == event.first)
    return any(event.name["en"].startswith(observance.name["en"]) for observance in same_day)
