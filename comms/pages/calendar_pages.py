"""The first page, with what comes next, and a page for each year at a glance."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from babel import Locale

from comms.domain.network import Initiative
from comms.domain.observances import TIERS, Occurrence, not_announced
from comms.pages.checked import observance_name
from comms.pages.day_page import Link
from comms.pages.items import DayLine, day_line, subscription, works
from comms.pages.material import Material
from comms.pages.page import HOME, Page, day_path, year_path

_COMING_DAYS = 60
_MOST_COMING = 8
_MOST_WORKS = 3
_STEP = 10
_MONTHS = 12


@dataclass(frozen=True)
class Month:
    """A month of the year's page: what leads and what is featured, then all the rest."""

    number: int
    name: str
    told: tuple[DayLine, ...]
    rest: tuple[DayLine, ...]


def home_page(language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the first page of a language."""
    today = material.today
    coming = [
        one
        for one in material.occurrences(today, today + timedelta(days=_COMING_DAYS))
        if one.observance.tier in {"lead", "feature"}
    ]
    values = {
        "coming": [day_line(one, language) for one in coming[:_MOST_COMING]],
        "works": works(_told_next(coming, material), language, material),
        "feed": subscription("all-days", words["feed_all_days"], language, material),
        "year": today.year,
        "band": band(today.year, language, material),
    }
    return Page(HOME, "home.html.j2", words["home_title"], words["home_about"], "home", values)


def _told_next(coming: list[Occurrence], material: Material) -> list[Initiative]:
    """Return the best work for each of the coming days, each member once."""
    found: dict[str, Initiative] = {}
    for one in coming:
        for initiative in material.fitting(one.observance)[:1]:
            found.setdefault(initiative.member, initiative)
    return list(found.values())[:_MOST_WORKS]


def year_page(year: int, language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the page of one year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = material.occurrences(first, last)
    title = words["year_title"].format(year=year)
    # The calendar of all observances covers this year and the next.
    feed, offered = ("all-days", "add_all_days") if year <= material.today.year + 1 else ("un-days", "feed_un_days")
    values = {
        "year": year,
        "years": material.years,
        "months": [_month(month, found, year, language) for month in range(1, _MONTHS + 1)],
        "band": band(year, language, material),
        "in_force": [
            Link(observance_name(one.observance, language), day_path(one.observance.id))
            for one in material.in_force(first, last)
        ],
        "not_announced": _not_announced(year, language, material),
        "feed": subscription(feed, words[f"feed_{feed.replace('-', '_')}"], language, material),
        "feed_title": words[offered],
    }
    return Page(year_path(year), "year.html.j2", title, words["year_about"].format(year=year), "year", values)


def _not_announced(year: int, language: str, material: Material) -> list[Link]:
    waiting = (one for one in material.calendars.observances.values() if not_announced(one, year))
    return [Link(observance_name(one, language), day_path(one.id)) for one in waiting]


def _month(number: int, found: list[Occurrence], year: int, language: str) -> Month:
    lines = [day_line(one, language) for one in found if max(one.first, date(year, 1, 1)).month == number]
    told = tuple(line for line in lines if line.tier in {"lead", "feature"})
    rest = tuple(line for line in lines if line.tier not in {"lead", "feature"})
    return Month(number, month_name(number, language), told, rest)


@dataclass(frozen=True)
class Band:
    """A year as a picture, a row for each month: by tier a path with a dot for each day; lines for what is longer."""

    months: tuple[str, ...]
    dots: Mapping[str, str]
    lines: str


def band(year: int, language: str, material: Material) -> Band:
    """Return the picture of a year."""
    found = [one for one in material.occurrences(date(year, 1, 1), date(year, 12, 31)) if one.first.year == year]
    names = tuple(month_name(number, language, "abbreviated") for number in range(1, _MONTHS + 1))
    dots: dict[str, str] = {
        tier: "".join(
            f"M{day.day * _STEP} {day.month * _STEP}h0"
            for day in sorted({one.first for one in found if one.is_one_day and one.observance.tier == tier})
        )
        for tier in TIERS
    }
    longer = (one for one in found if not one.is_one_day and one.observance.tier != "skip")
    return Band(names, dots, "".join(map(_line, longer)))


def _line(one: Occurrence) -> str:
    """Return the stretch of an occurrence in the month in which it begins."""
    last = one.last.day if one.last.month == one.first.month else monthrange(one.first.year, one.first.month)[1]
    return f"M{one.first.day * _STEP} {one.first.month * _STEP}H{last * _STEP}"


def month_name(number: int, language: str, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """Return the name of a month as a heading."""
    name: str = Locale.parse(language.replace("-", "_")).months["stand-alone"][width][number]
    return name[0].upper() + name[1:]
