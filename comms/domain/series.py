"""Series: posts that belong together and have their place in the plan before anything else is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.candidates import Candidate, Rank
from comms.domain.events import Event
from comms.domain.matches import Match, excluded
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.reasons import Reason
from comms.domain.written import MaybeLine, Slug, Slugs, Texts, Written, in_order

# Any work may be in a monthly spotlight: whose turn it is decides.
_ANY = 0.5
_LAST_DAY_OF_ALL_MONTHS = 28
# What each kind cannot do without.
_NEEDED = {"countdown": ("to", "length"), "steps": ("to", "days_before"), "monthly": ("day_of_month",)}

T = TypeVar("T")


class Series(Written):
    """Posts that belong together: a countdown, steps towards events, or a spotlight each month."""

    id: Slug
    name: Texts
    kind: Annotated[Literal["countdown", "steps", "monthly"], Field(description="see below")]
    kinds: Annotated[Slugs, Field(description="every event of these kinds that it leads to; not for monthly")] = ()
    to: Annotated[
        Slugs, Field(validate_default=True, description="the observances or events that it leads to; not for monthly")
    ] = ()
    days_before: Annotated[
        tuple[Annotated[int, Field(ge=1, le=366)], ...], Field(validate_default=True, description="for steps")
    ] = ()
    length: Annotated[
        int | None,
        Field(ge=1, le=366, validate_default=True, description="for a countdown: its first day before"),
    ] = None
    every: Annotated[int, Field(ge=1, le=60, description="for a countdown: one post each so many days")] = 1
    day_of_month: Annotated[
        int | None, Field(ge=1, le=_LAST_DAY_OF_ALL_MONTHS, validate_default=True, description="for monthly")
    ] = None
    themes: Annotated[Slugs, Field(description="for monthly: only initiatives that declare one of them")] = ()
    first: Annotated[date | None, Field(description="no post before this day")] = None
    last: Annotated[date | None, Field(description="no post after this day")] = None
    active: Annotated[bool, Field(description="false keeps it here, and out of the plan")] = True
    notes: MaybeLine = ""

    @field_validator("to", "days_before", "length", "day_of_month")
    @classmethod
    def _whole(cls, value: T, info: ValidationInfo) -> T:
        kind = info.data.get("kind", "")
        leads_anyway = info.field_name == "to" and info.data.get("kinds")
        if not value and not leads_anyway and info.field_name in _NEEDED.get(kind, ()):
            message = f"is missing from a series of the kind {kind}; add it"
            raise ValueError(message)
        return value

    @field_validator("last")
    @classmethod
    def _after_first(cls, last: date | None, info: ValidationInfo) -> date | None:
        return in_order(last, info, "first", "last is the last day, included")

    def includes(self, day: date) -> bool:
        """Tell whether it has posts on *day* at all."""
        return self.active and (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def ahead(self) -> tuple[int, ...]:
        """Return how many days before its end each of its posts goes out, the first post first."""
        if self.kind == "countdown":
            return tuple(range(self.length or 0, 0, -self.every))
        return tuple(sorted(self.days_before, reverse=True))


def instalments(
    series: Iterable[Series],
    occurrences: Iterable[Occurrence],
    events: Iterable[Event],
    network: Network,
    period: tuple[date, date],
) -> list[Candidate]:
    """Return the posts of all *series* by id; never one that counts down to a solemn day."""
    ends = [*_ends_of_days(occurrences), *_ends_of_events(events)]
    found: list[Candidate] = []
    for one in sorted(series, key=lambda one: one.id):
        parts = _monthly(one, network, period) if one.kind == "monthly" else _leading(one, ends)
        found += (part for part in parts if one.includes(part.day))
    return list({part.id: part for part in sorted(found, key=lambda part: part.id)}.values())


def _ends_of_days(occurrences: Iterable[Occurrence]) -> Iterator[tuple[str, str, Candidate]]:
    for one in occurrences:
        if not one.observance.solemn:
            yield one.observance.id, "", Candidate(one.key, "countdown", Rank.SERIES, one.first, occurrence=one.key)


def _ends_of_events(events: Iterable[Event]) -> Iterator[tuple[str, str, Candidate]]:
    for one in events:
        if one.first and one.status in {"scheduled", "projected"}:
            yield one.id, one.kind, Candidate(one.id, "countdown", Rank.SERIES, one.first, event=one.id)


def _leading(one: Series, ends: Iterable[tuple[str, str, Candidate]]) -> Iterator[Candidate]:
    """Return the posts of a series that leads to *ends*: an id, the kind if it is an event, and what is told."""
    for name, kind, end in ends:
        for days in one.ahead() if name in one.to or kind in one.kinds else ():
            yield replace(
                end,
                id=f"{end.id}:countdown-{days}",
                day=end.day - timedelta(days=days),
                why=(Reason("series", {"series": one.id}), Reason("countdown", {"days": str(days)})),
            )


def _monthly(one: Series, network: Network, period: tuple[date, date]) -> Iterator[Candidate]:
    why = (Reason("series", {"series": one.id}),)
    works = [
        work.id
        for work in network.initiatives.values()
        if not excluded(work) and (not one.themes or set(one.themes) & set(work.themes))
    ]
    matches = tuple(Match(one.id, id_, _ANY, why) for id_ in sorted(works))
    first, last = period
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for month in months:
        day = date(month // 12, month % 12 + 1, one.day_of_month or 1)
        yield Candidate(
            f"{one.id}-{day:%Y-%m}:told", "spotlight", Rank.SPOTLIGHT, day, why=why, matches=matches, least=_ANY
        )
