"""What several pages show: a day in a list, a member's work, a member's name with its country, a calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from comms.domain import speech
from comms.domain.edition_items import Phrase
from comms.domain.network import Initiative, Member
from comms.domain.observances import Observance, Occurrence, occurrences_in_year
from comms.pages.checked import initiative_summary, initiative_title, member_name, observance_name
from comms.pages.material import Material
from comms.pages.page import day_path, member_path

_NEXT_YEARS = 4


@dataclass(frozen=True)
class DayLine:
    """An occurrence in a list."""

    name: Phrase
    link: str
    tier: str
    first: date
    last: date
    when: str
    short: str


@dataclass(frozen=True)
class MemberLine:
    """A member in a list."""

    id: str
    name: Phrase
    country: str
    link: str


@dataclass(frozen=True)
class Work:
    """An initiative as a card shows it; *site* is the host of its source."""

    title: Phrase
    summary: Phrase | None
    member: MemberLine
    year: int | None
    source: str
    site: str


@dataclass(frozen=True)
class Subscription:
    """A calendar to subscribe to, as each kind of program wants its address."""

    address: str
    webcal: str
    google: str
    outlook: str


def day_line(one: Occurrence, language: str) -> DayLine:
    """Return what a list says of an occurrence."""
    return DayLine(
        name=observance_name(one.observance, language),
        link=day_path(one.observance.id),
        tier=one.observance.tier,
        first=one.first,
        last=one.last,
        when=when(one, language),
        short=f"{one.first.day}" if one.is_one_day else f"{one.first.day}–{one.last.day}",
    )


def dates_of(observance: Observance, today: date) -> tuple[Occurrence, ...]:
    """Return this year's dates of an observance and those of the next years; a year or decade has its one stretch."""
    if observance.kind in {"year", "decade"}:
        first = getattr(observance.rule, "first", observance.since)
        return occurrences_in_year(observance, first)
    years = range(today.year, today.year + _NEXT_YEARS)
    return tuple(one for year in years for one in occurrences_in_year(observance, year))


def when(one: Occurrence, language: str) -> str:
    """Return the date of a day with its weekday, or the dates of what is longer."""
    if not one.is_one_day:
        return speech.full_dates(one.first, one.last, language)
    dated = speech.weekday_and_date(one.first, language)
    text = dated.replace(speech.day_and_month(one.first, language), speech.full_date(one.first, language))
    return text[0].upper() + text[1:]


def member_line(member: Member, language: str) -> MemberLine:
    """Return what a list says of a member."""
    name = member_name(member, language)
    return MemberLine(member.id, name, speech.country_name(member.country, language), member_path(member.id))


def work(initiative: Initiative, language: str, material: Material) -> Work:
    """Return what a card says of an initiative."""
    member = material.calendars.network.members[initiative.member]
    return Work(
        title=initiative_title(initiative, language, material.is_ticked),
        summary=initiative_summary(initiative, language, material.is_ticked),
        member=member_line(member, language),
        year=initiative.year,
        source=initiative.source,
        site=(urlsplit(initiative.source).hostname or "").removeprefix("www."),
    )


def works(initiatives: Iterable[Initiative], language: str, material: Material) -> tuple[Work, ...]:
    """Return the cards of *initiatives*, in their order."""
    return tuple(work(one, language, material) for one in initiatives)


def subscription(name: str, title: str, language: str, material: Material) -> Subscription:
    """Return the addresses of a feed.

    Apple's programs want webcal: but refuse webcals:, Google wants webcal: inside its own address, Outlook https:.
    """
    address = material.addresses.feed(name, language)
    webcal = f"webcal:{address.partition(':')[2]}"
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=(
            "https://outlook.office.com/calendar/0/addfromweb"
            f"?url={quote(address, safe='')}&name={quote(title, safe='')}"
        ),
    )
