"""Observances of the United Nations and others, and their occurrences on dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.dates import Announced, Rule, Several, Span, Years
from comms.domain.written import (
    Hashtag,
    Language,
    Line,
    MaybeLine,
    Slug,
    Slugs,
    Texts,
    WebAddress,
    Written,
    in_order,
    named,
)

# No day is observed more rarely than each tenth year.
_RARE = timedelta(days=3_660)
# The rules are written for these days.
FIRST_DAY, LAST_DAY = date(1946, 1, 1), date(2199, 12, 31)
Tier = Literal["lead", "feature", "mention", "skip"]
ResolutionKind = Literal["proclaims", "decides", "notes", "convention", "related"]
TIERS: tuple[Tier, ...] = ("lead", "feature", "mention", "skip")
# The days that a network should have thought about, whether it tells them or not.
LEADING: tuple[Tier, ...] = ("lead", "feature")


class Observance(Written):
    """A day, week, year or decade that the United Nations, one of its agencies or others observe."""

    id: Slug
    kind: Literal["day", "week", "year", "decade"]
    official: Annotated[
        Literal["un", "agency", "not-un"], Field(description="who proclaimed it: the UN, an agency, others")
    ]
    un_list: bool = False
    name: Texts
    name_source: dict[Language, Line] = {}
    unofficial: Annotated[
        tuple[Language, ...], Field(description="languages whose name is our translation, not the official title")
    ] = ()
    about: Annotated[Texts | None, Field(description="what it is about in key words: for matching, as topics")] = None
    told: Annotated[Texts | None, Field(description="what it is about in one sentence, as readers see it")] = None
    rule: Rule
    since: Annotated[int, Field(ge=1800, le=2200)]
    since_source: MaybeLine = ""
    until: int | None = None
    body: MaybeLine = ""
    resolution: MaybeLine = ""
    resolution_source: MaybeLine = ""
    resolution_kind: Annotated[ResolutionKind, Field(description="what the text named by resolution is to the day")] = (
        "proclaims"
    )
    lead: MaybeLine = ""
    page: WebAddress | None = None
    page_source: MaybeLine = ""
    hashtags: tuple[Hashtag, ...] = ()
    themes: Slugs = ()
    subjects: Annotated[
        dict[Slug, Annotated[float, Field(gt=0, le=1)]] | None, Field(description="themes that it is about, by weight")
    ] = None
    also: Annotated[tuple[Line, ...], Field(description="other ids by which labels know it")] = ()
    tier: Tier
    solemn: bool = False
    grave: Annotated[bool, Field(description="no cheerful words, planned like any other day")] = False
    sources: tuple[Line, ...]
    confidence: Literal["sourced", "single-source", "known"]
    notes: MaybeLine = ""
    changed: date | None = None

    @field_validator("unofficial")
    @classmethod
    def _are_names(cls, codes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return named(codes, info, "name")

    @field_validator("until")
    @classmethod
    def _after_since(cls, until: int | None, info: ValidationInfo) -> int | None:
        return in_order(until, info, "since")

    @property
    def is_period(self) -> bool:
        """Tell whether it is a year or a decade, in which days lie, rather than a day or a week."""
        return self.kind in ("year", "decade")

    @property
    def is_grave(self) -> bool:
        """Tell whether cheerful words would hurt on it."""
        return self.solemn or self.grave

    def official_name(self, language: str) -> tuple[str, str]:
        """Return the official name and the language it is in: English where ours is only a translation."""
        if language in self.name and language not in self.unofficial:
            return self.name[language], language
        return self.name["en"], "en"


@dataclass(frozen=True, order=True)
class Occurrence:
    """An observance on its dates; both days are included."""

    first: date
    last: date
    key: str
    observance: Observance

    @property
    def year(self) -> int:
        """Return the year whose occurrence it is: a week of 1 January may start in the year before."""
        return int(self.key.removeprefix(f"{self.observance.id}-").partition("-")[0])

    @property
    def is_one_day(self) -> bool:
        """Tell whether it is a single day."""
        return self.first == self.last


def occurrences_in_year(observance: Observance, year: int) -> tuple[Occurrence, ...]:
    """Return the occurrences of *observance* that start in *year*, honouring its first and last year."""
    first_year = observance.rule.first if isinstance(observance.rule, Years) else observance.since
    if year < first_year or (observance.until is not None and year > observance.until):
        return ()
    spans = observance.rule.spans(year)
    # Numbered even in a year that has one of several days so far: announcing a later one must rename nothing.
    numbered = isinstance(observance.rule, Several)
    return tuple(
        Occurrence(span.first, span.last, f"{observance.id}-{year}" + (f"-{n}" if numbered else ""), observance)
        for n, span in enumerate(spans, start=1)
    )


def occurrences(observances: Iterable[Observance], first: date, last: date) -> list[Occurrence]:
    """Return what falls between two days (both included) or reaches into them, by date and then by id."""
    if last < first:
        return []
    found = []
    for observance in observances:
        for year in _years_to_ask(observance.rule, first, last):
            found += [one for one in occurrences_in_year(observance, year) if one.first <= last and one.last >= first]
    return sorted(found, key=lambda one: (one.first, one.last, one.key))


def _years_to_ask(rule: Rule, first: date, last: date) -> Iterable[int]:
    # A period may start in the year before, and the week of 1 January in the year before its own.
    return (rule.first,) if isinstance(rule, Years) else range(first.year - 1, last.year + 2)


def nearest(observance: Observance, span: Span) -> tuple[Occurrence, ...]:
    """Return the first occurrence after *span* or else the last one before it; none where no date is known at all."""
    later = occurrences([observance], span.last + timedelta(days=1), span.last + _RARE)
    earlier = occurrences([observance], span.first - _RARE, span.first - timedelta(days=1))
    return tuple(later[:1] or earlier[-1:])


def in_force(observances: Iterable[Observance], day: date) -> tuple[Occurrence, ...]:
    """Return the years and decades that *day* lies in, by date and then by id."""
    return tuple(occurrences((one for one in observances if one.is_period), day, day))


def shares_subject(told: Observance, period: Observance) -> bool:
    """Tell whether a year or decade is about what the day is about, not only near it.

    Themes are wide: both Human Rights Day and road safety belong to the right to the city. What they are really about
    decides where both say it.
    """
    if told.subjects is None or period.subjects is None:
        return not set(told.themes).isdisjoint(period.themes)
    return not told.subjects.keys().isdisjoint(period.subjects)


def within(occurrence: Occurrence, observances: Iterable[Observance]) -> tuple[Occurrence, ...]:
    """Return the years and decades in force on the first day of a day or week that are about what it is about."""
    told = occurrence.observance
    if told.is_period:
        return ()
    return in_force((one for one in observances if shares_subject(told, one)), occurrence.first)


def not_announced(observance: Observance, year: int) -> bool:
    """Tell whether dates of *year* have still to be announced by whoever sets them."""
    due = observance.since <= year and (observance.until is None or year <= observance.until)
    rules = observance.rule.rules if isinstance(observance.rule, Several) else (observance.rule,)
    return due and any(isinstance(rule, Announced) and not rule.spans(year) for rule in rules)
