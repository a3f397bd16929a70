"""All feeds of a site: which there are, and what goes into each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from comms.domain.dates import Span
from comms.domain.events import Event
from comms.domain.network import Member
from comms.domain.observances import Observance
from comms.domain.themes import Theme
from comms.domain.written import in_language
from comms.feeds.entries import Imprint, reviewed
from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.shelf import Shelf, Told
from comms.feeds.words import said

_COLORS = {
    "un-days": ("steelblue", "#4682B4"),
    "theme": ("seagreen", "#2E8B57"),
    "events": ("darkorange", "#FF8C00"),
    "city": ("mediumvioletred", "#C71585"),
}


@dataclass(frozen=True)
class Contents:
    """What the feeds are made of; *matched* holds, by member, the observances that match its initiatives."""

    observances: Iterable[Observance]
    events: Iterable[Event]
    members: Iterable[Member]
    matched: Mapping[str, Collection[str]]


@dataclass(frozen=True)
class _Feed:
    kind: str
    file: str
    subject: str
    about: str
    told: list[Told]


def feeds(contents: Contents, languages: Iterable[str], *, window: Span, imprint: Imprint) -> dict[str, bytes]:
    """Return every feed by its file name, with what falls into *window* (both days included)."""
    made = {}
    for language in languages:
        shelf = Shelf(contents.observances, contents.events, language, window=window, imprint=imprint)
        for feed in _feeds_in(shelf, contents, language, imprint):
            file = f"{feed.file}.{language}.ics"
            made[file] = _bytes_of(feed, file, language, imprint)
    return made


def _feeds_in(shelf: Shelf, contents: Contents, language: str, imprint: Imprint) -> Iterator[_Feed]:
    yield _Feed("un-days", "un-days", "", "", shelf.days(_is_of_the_un))
    yield _Feed("events", "events", "", "", shelf.events(lambda _: True))
    for theme in imprint.taxonomy.themes.values():
        told = shelf.days(_has(theme)) + shelf.events(_has(theme))
        about = in_language(theme.about, language)
        yield _Feed("theme", f"theme-{theme.id}", in_language(theme.label, language), about, told)
    for member in contents.members:
        name, _ = reviewed(member.name, member.unreviewed, language)
        told = shelf.days_of(contents.matched.get(member.id, ())) + shelf.events(_is_near(member))
        yield _Feed("city", f"city-{member.id}", name, name, told)


def _bytes_of(feed: _Feed, file: str, language: str, imprint: Imprint) -> bytes:
    told = sorted(feed.told, key=lambda one: one.place)
    cover = Cover(
        name=said(feed.kind, language, feed.subject),
        description=said(f"{feed.kind} about", language, feed.about),
        color=_COLORS[feed.kind],
        changed=max((one.entry.changed for one in told), default=imprint.compiled),
        source=f"https://{imprint.host}/feeds/{file}",
    )
    return calendar(cover, (one.block for one in told))


def _is_of_the_un(observance: Observance) -> bool:
    return observance.un_list or observance.official == "un"


def _has(theme: Theme) -> Callable[[Observance | Event], bool]:
    return lambda one: theme.id in one.themes


def _is_near(member: Member) -> Callable[[Event], bool]:
    """Return whether an event is in the member's country or, having none, online or everywhere."""
    return lambda event: event.country in (None, member.country)
