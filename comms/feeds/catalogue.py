"""All public feeds of events: which there are, and what goes into each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from comms.domain.dates import Span
from comms.domain.events import Event
from comms.domain.feed_journal import midnight
from comms.domain.network import Member, Region
from comms.domain.observances import Observance
from comms.domain.themes import Theme
from comms.domain.written import in_language
from comms.feeds.entries import Imprint, reviewed
from comms.feeds.feed import Feed, in_order, newest
from comms.feeds.journal import Journal
from comms.feeds.shelf import Shelf, Told


@dataclass(frozen=True)
class Contents:
    """What the feeds are made of; *matched* holds, by member, the observances that match its initiatives."""

    observances: Collection[Observance]
    events: Collection[Event]
    members: Collection[Member]
    regions: Collection[Region]
    matched: Mapping[str, Collection[str]]


def feeds(  # noqa: PLR0913 - what feeds are made of
    contents: Contents,
    languages: Iterable[str],
    *,
    window: Span,
    near: Span | None = None,
    imprint: Imprint,
    journal: Journal,
) -> Iterator[Feed]:
    """Yield every public feed with what falls into *window* (both days included).

    *near* is the part of it that the feed of all observances covers: of all of it they would be too many.
    """
    for language in languages:
        shelf = Shelf(contents.observances, contents.events, language, window=window, imprint=imprint, journal=journal)
        yield from _Catalogue(shelf, contents, language, imprint).feeds(near or window)


class _Catalogue:
    """The feeds of one language."""

    def __init__(self, shelf: Shelf, contents: Contents, language: str, imprint: Imprint) -> None:
        self._shelf, self._contents, self._language, self._imprint = shelf, contents, language, imprint

    def feeds(self, near: Span) -> Iterator[Feed]:
        shelf, language = self._shelf, self._language
        yield self._feed("all-days", "all-days", shelf.all_days(near))
        yield self._feed("un-days", "un-days", shelf.days(_is_of_the_un))
        yield self._feed("human-rights-days", "human-rights-days", shelf.days(_matters))
        yield self._feed("events", "events", shelf.events(lambda _: True))
        for theme in self._imprint.taxonomy.roots:
            told = shelf.days(_has(theme)) + shelf.events(_has(theme))
            label, about = in_language(theme.label, language), in_language(theme.about, language)
            yield self._feed("theme", f"theme-{theme.id}", told, label, about)
        for region in self._contents.regions:
            label = in_language(region.label, language)
            yield self._feed("region", f"region-{region.id}", self._of_region(region), label, label)
        for member in self._contents.members:
            told = shelf.days_of(self._contents.matched.get(member.id, ())) + shelf.events(_is_in({member.country}))
            name, _ = reviewed(member.name, member.unreviewed, language)
            yield self._feed("city", f"city-{member.id}", told, name, name)

    def _of_region(self, region: Region) -> list[Told]:
        members = [member for member in self._contents.members if member.region == region.id]
        days = frozenset(chain.from_iterable(self._contents.matched.get(member.id, ()) for member in members))
        return self._shelf.days_of(days) + self._shelf.events(_is_in({member.country for member in members}))

    def _feed(self, kind: str, name: str, told: Iterable[Told], subject: str = "", about: str = "") -> Feed:
        file, ordered = f"{name}.{self._language}.ics", in_order(told)
        return Feed(
            kind=kind,
            file=file,
            language=self._language,
            told=ordered,
            newest=newest(ordered, midnight(self._imprint.compiled)),
            source=f"https://{self._imprint.host}/feeds/{file}",
            subject=subject,
            about=about,
        )


def _is_of_the_un(observance: Observance) -> bool:
    return observance.un_list or observance.official == "un"


def _matters(observance: Observance) -> bool:
    return observance.tier in ("lead", "feature")


def _has(theme: Theme) -> Callable[[Observance | Event], bool]:
    return lambda one: theme.id in one.themes


def _is_in(countries: Collection[str]) -> Callable[[Event], bool]:
    """Return whether an event is in one of these countries or, having none, online or everywhere."""
    return lambda event: event.country is None or event.country in countries
