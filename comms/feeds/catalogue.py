"""All public feeds of events: which there are, and what goes into each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
    """What the feeds are made of; *matched* holds, by member, the observances that match its initiatives.

    *taken_back* holds, by member, those that matched work until it might be told no longer, with when that was.
    *pages* holds, by the name of a feed, the public page of what it is about, below the folder of a language.
    """

    observances: Collection[Observance]
    events: Collection[Event]
    members: Collection[Member]
    regions: Collection[Region]
    matched: Mapping[str, Collection[str]]
    taken_back: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)


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
        self._roots = [in_language(theme.label, language) for theme in imprint.taxonomy.roots]

    def feeds(self, near: Span) -> Iterator[Feed]:
        shelf, language = self._shelf, self._language
        yield self._feed("all-days", "all-days", shelf.all_days(near))
        yield self._feed("un-days", "un-days", shelf.days(_is_of_the_un) + shelf.periods(_is_of_the_un))
        yield self._feed("human-rights-days", "human-rights-days", shelf.days(_matters))
        yield self._feed("events", "events", shelf.events(lambda _: True))
        for theme in self._imprint.taxonomy.roots:
            days = shelf.days(_has(theme))
            told = days + shelf.events(_has(theme), beside=days)
            label, about = in_language(theme.label, language), in_language(theme.about, language)
            yield self._feed("theme", f"theme-{theme.id}", told, label, about)
        for region in self._contents.regions:
            members = [member for member in self._contents.members if member.region == region.id]
            yield self._near("region", f"region-{region.id}", members, in_language(region.label, language))
        for member in self._contents.members:
            name, _ = reviewed(member.name, member.unreviewed, language)
            yield self._near("city", f"city-{member.id}", [member], name)

    def _near(self, kind: str, name: str, members: Collection[Member], label: str) -> Feed:
        """Return the feed of what matches the work of *members*, and of the events near them."""
        matched, shelf = self._contents.matched, self._shelf
        ids = frozenset(chain.from_iterable(matched.get(member.id, ()) for member in members))
        days = shelf.days_of(ids, name)
        taken_back = shelf.taken_back(self._taken_back(members, ids), name)
        countries = {member.country for member in members}
        events = shelf.events(lambda event: event.is_near(countries), beside=days)
        words = "" if ids else f"{kind} alone about"
        return self._feed(kind, name, days + taken_back + events, label, label, words=words)

    def _taken_back(self, members: Iterable[Member], ids: Collection[str]) -> dict[str, datetime]:
        """Return the days that no work of *members* stands for any more, with when the last of it went."""
        found: dict[str, datetime] = {}
        for member in members:
            for id_, since in self._contents.taken_back.get(member.id, {}).items():
                if id_ not in ids:
                    found[id_] = max(since, found.get(id_, since))
        return found

    def _feed(  # noqa: PLR0913 - what a feed has
        self, kind: str, name: str, told: Iterable[Told], subject: str = "", about: str = "", *, words: str = ""
    ) -> Feed:
        file, ordered = f"{name}.{self._language}.ics", in_order(told)
        pages = self._contents.pages
        return Feed(
            kind=kind,
            file=file,
            language=self._language,
            told=ordered,
            newest=newest(ordered, midnight(self._imprint.compiled)),
            source=f"{self._imprint.home}/feeds/{file}",
            subject=subject,
            about=about,
            words=words,
            page=f"{self._imprint.home}/public/{self._language}/{pages[name]}" if name in pages else "",
            labels=(subject,) if kind == "theme" else self._labels(ordered),
        )

    def _labels(self, told: Iterable[Told]) -> tuple[str, ...]:
        """Return the themes of what a feed holds, in the order of the taxonomy."""
        found = set(chain.from_iterable(one.entry.categories for one in told))
        return tuple(label for label in self._roots if label in found)


def _is_of_the_un(observance: Observance) -> bool:
    return observance.un_list or observance.official == "un"


def _matters(observance: Observance) -> bool:
    return observance.tier in ("lead", "feature")


def _has(theme: Theme) -> Callable[[Observance | Event], bool]:
    return lambda one: theme.id in one.themes
