"""What all pages are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from comms.domain.cards import Colours
from comms.domain.network import Initiative, Member
from comms.domain.observances import Observance, Occurrence, occurrences
from comms.domain.telling import SiteFacts
from comms.domain.themes import Theme
from comms.pages.checked import IsTicked
from comms.readers.calendars import Calendars
from comms.readers.geography import Ring

_COLOURS = Colours()
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Addresses:
    """Where the site is found: *home* without a slash at its end, the organisation's page, the campaign's."""

    home: str
    organisation: str
    campaign: str = ""

    def page(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self.home}/public/{path}"

    def feed(self, name: str, language: str) -> str:
        """Return the address of a feed."""
        return f"{self.home}/feeds/{name}.{language}.ics"


@dataclass(frozen=True)
class PublishedEdition:
    """An edition of the newsletter that somebody approved."""

    month: date
    title: str
    language: str
    link: str


@dataclass(frozen=True)
class Told:
    """A post that is public on the site itself, in one language; *story* is what posts in other languages share."""

    name: str
    story: str
    language: str
    title: str
    html: str
    day: date
    published: datetime
    picture: Path | None = None
    alt: str = ""


@dataclass(frozen=True)
class Material:
    """Everything that may be public, and the day on which the pages are made.

    *shown* holds the initiatives that may be told, *matched* by observance the ids of those that fit it, best first.
    """

    addresses: Addresses
    site: SiteFacts
    languages: tuple[str, ...]
    today: date
    last_year: int
    calendars: Calendars
    members: tuple[Member, ...]
    shown: Mapping[str, Initiative]
    matched: Mapping[str, tuple[str, ...]]
    is_ticked: IsTicked
    land: tuple[Ring, ...] = ()
    is_demo: bool = False
    editions: tuple[PublishedEdition, ...] = ()
    colours: Colours = _COLOURS
    # Where the cards are that have been drawn: a page names no picture that is not there.
    drawn: frozenset[str] = frozenset()
    # Where nobody says the hour, nothing is shown that waits for one.
    now: datetime = _BEFORE_ALL
    news: tuple[Told, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that have a page."""
        return tuple(range(self.today.year, self.last_year + 1))

    def occurrences(self, first: date, last: date) -> list[Occurrence]:
        """Return days and weeks between two days (both included) of the years that have a page, by date."""
        return [one for one in self._brief if one.first <= last and one.last >= first]

    def in_force(self, first: date, last: date) -> list[Occurrence]:
        """Return the years and decades that cover any of these days."""
        return [one for one in self._long if one.first <= last and one.last >= first]

    # Asked for on each page: found once.
    @cached_property
    def _brief(self) -> list[Occurrence]:
        return self._all({"day", "week"})

    @cached_property
    def _long(self) -> list[Occurrence]:
        return self._all({"year", "decade"})

    def _all(self, kinds: set[str]) -> list[Occurrence]:
        wanted = (one for one in self.calendars.observances.values() if one.kind in kinds)
        return occurrences(wanted, date(self.today.year, 1, 1), date(self.last_year + 1, 12, 31))

    def root(self, theme_id: str) -> Theme:
        """Return the theme that has a page for *theme_id*: itself, or the one that it stands beneath."""
        return self.calendars.taxonomy.root(theme_id)

    def fitting(self, observance: Observance) -> tuple[Initiative, ...]:
        """Return the initiatives that fit *observance*, best first."""
        return tuple(self.shown[one] for one in self.matched.get(observance.id, ()))

    def of_member(self, member: Member) -> tuple[Initiative, ...]:
        """Return what may be told of a member's work, the newest first."""
        own = (one for one in self.shown.values() if one.member == member.id)
        return tuple(sorted(own, key=lambda one: (-(one.year or 0), one.id)))

    def days_of(self, member: Member) -> tuple[Observance, ...]:
        """Return the days and weeks that a member's work fits."""
        own = {one.id for one in self.shown.values() if one.member == member.id}
        observances = self.calendars.observances
        return tuple(observances[day] for day, fitting in self.matched.items() if not own.isdisjoint(fitting))
