"""Events of the campaign and of the United Nations: with a place, and with dates once they are announced."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.observances import Occurrence
from comms.domain.written import (
    Country,
    Hashtag,
    Language,
    MaybeLine,
    Slug,
    Slugs,
    Texts,
    WebAddress,
    Written,
    Zone,
    in_order,
    paired,
)


class Event(Written):
    """An event; *last* is its last day, included. Without *first* its dates are not announced."""

    id: Slug
    name: Texts
    unreviewed: Annotated[tuple[Language, ...], Field(description="languages of our own translation")] = ()
    kind: Slug
    first: date | None = None
    last: Annotated[date | None, Field(validate_default=True)] = None
    starts: Annotated[datetime | None, Field(description="wall time at the place, for an event of some hours")] = None
    ends: Annotated[datetime | None, Field(validate_default=True)] = None
    zone: Zone
    place: Annotated[Texts | None, Field(description="None while it is not announced")] = None
    country: Country | None = None
    worldwide: Annotated[bool, Field(description="online, or for everybody wherever they are")] = False
    page: WebAddress
    pages: Annotated[dict[Language, WebAddress], Field(description="where a language has a page of its own")] = {}
    themes: Slugs = ()
    hashtags: tuple[Hashtag, ...] = ()
    role: Annotated[Texts | None, Field(description="what the campaign does there")] = None
    conflicts: tuple[MaybeLine, ...] = ()
    status: Literal["held", "scheduled", "projected", "unknown", "cancelled"]
    evidence: MaybeLine = ""
    confidence: Literal["high", "medium", "low"]
    changed: date | None = None

    @field_validator("last")
    @classmethod
    def _days(cls, last: date | None, info: ValidationInfo) -> date | None:
        paired(last, info, "first", "give both days, or neither while they are not announced")
        return in_order(last, info, "first", "last is the last day, included")

    @field_validator("starts", "ends")
    @classmethod
    def _wall_time(cls, moment: datetime | None) -> datetime | None:
        if moment and moment.tzinfo:
            message = f"is {moment.isoformat()}, but is a wall time at the place; leave the offset out, zone says it"
            raise ValueError(message)
        return moment

    @field_validator("starts")
    @classmethod
    def _on_first_day(cls, starts: datetime | None, info: ValidationInfo) -> datetime | None:
        return _on(starts, info, "first")

    @field_validator("ends")
    @classmethod
    def _hours(cls, ends: datetime | None, info: ValidationInfo) -> datetime | None:
        paired(ends, info, "starts", "give both wall times, or neither")
        starts = info.data.get("starts")
        if ends and starts and ends <= starts:
            message = f"is {ends.isoformat()}, not after starts, {starts.isoformat()}; correct starts or ends"
            raise ValueError(message)
        return _on(ends, info, "last")

    @property
    def is_anniversary(self) -> bool:
        """Tell whether it is a date to remember, not a gathering: it has no place and no programme."""
        return self.kind in {"anniversary", "campaign-moment"}

    def is_near(self, countries: Collection[str]) -> bool:
        """Tell whether it is near people of these *countries*; one that does not say where is near nobody."""
        return self.worldwide or self.is_anniversary or self.country in countries

    def page_in(self, language: str) -> str:
        """Return its page in *language*, else the one for all."""
        return self.pages.get(language, self.page)

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


def _on(moment: datetime | None, info: ValidationInfo, field: str) -> datetime | None:
    """Return *moment*; raise ValueError unless it is on the day of *field*, where that one is sound."""
    if moment and field in info.data and moment.date() != info.data[field]:
        message = f"is on {moment.date()}, but {field} is {info.data[field] or 'missing'}; make the days agree"
        raise ValueError(message)
    return moment


def repeats_a_day(event: Event, occurrences: Iterable[Occurrence]) -> bool:
    """Tell whether *event* is only an observance under another name, as “Human Rights Day 2026” is."""
    same_day = (one.observance for one in occurrences if one.first == event.first)
    return any(event.name["en"].startswith(observance.name["en"]) for observance in same_day)
