"""What an edition is made of, as its readers meet it: phrases, members' work, days, events and the five sections."""

from dataclasses import dataclass
from typing import ClassVar

from comms.domain.reasons import Reason


@dataclass(frozen=True)
class Phrase:
    """A text with the language that it is in, so that a page can say it to a screen reader."""

    text: str
    language: str


@dataclass(frozen=True)
class Work:
    """An initiative, with its member and country; what it is in the campaign only where a source says so."""

    initiative: str
    member: Phrase
    title: Phrase
    summary: Phrase
    source: str
    in_campaign: bool = False
    founder: bool = False
    joined: int | None = None
    checks: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Day:
    """A coming observance, with the work that fits it if there is any; *about* and *page* may be missing."""

    occurrence: str
    name: Phrase
    when: str
    official: str
    about: Phrase | None = None
    page: str = ""
    work: Work | None = None
    own_checks: tuple[Reason, ...] = ()

    @property
    def checks(self) -> tuple[Reason, ...]:
        """Return what a person must look at, in the day and in its work."""
        return self.own_checks + (self.work.checks if self.work else ())


@dataclass(frozen=True)
class Gathering:
    """A coming event, with its dates; *place* is None until it is announced, *hours* may be empty.

    An anniversary has no place to announce.
    """

    event: str
    name: Phrase
    when: str
    place: Phrase | None
    page: str
    hours: str = ""
    has_place: bool = True
    checks: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Lead:
    """The day that opens the edition."""

    name: ClassVar[str] = "lead"
    day: Day

    @property
    def checks(self) -> tuple[Reason, ...]:
        """Return what a person must look at."""
        return self.day.checks


@dataclass(frozen=True)
class Days:
    """The other days of the month, by date, and the feed that holds them."""

    name: ClassVar[str] = "days"
    days: tuple[Day, ...]
    feed: str

    @property
    def checks(self) -> tuple[Reason, ...]:
        """Return what a person must look at."""
        return tuple(check for day in self.days for check in day.checks)


@dataclass(frozen=True)
class Spotlight:
    """The member whose turn it is."""

    name: ClassVar[str] = "spotlight"
    work: Work

    @property
    def checks(self) -> tuple[Reason, ...]:
        """Return what a person must look at."""
        return self.work.checks


@dataclass(frozen=True)
class Events:
    """The coming events, by date, and the feed that holds them."""

    name: ClassVar[str] = "events"
    events: tuple[Gathering, ...]
    feed: str

    @property
    def checks(self) -> tuple[Reason, ...]:
        """Return what a person must look at."""
        return tuple(check for event in self.events for check in event.checks)


@dataclass(frozen=True)
class Footer:
    """Who speaks, and what the office always says at the end; *text* may be missing."""

    name: ClassVar[str] = "footer"
    organisation: Phrase
    page: str
    text: Phrase | None = None
    checks: tuple[Reason, ...] = ()


Section = Lead | Days | Spotlight | Events | Footer
