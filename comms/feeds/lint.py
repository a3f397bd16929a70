"""A strict reader of our own feeds. No calendar program is one: what breaks one of them, the others accept."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from comms.feeds.lint_event import Expected, event_findings
from comms.feeds.lint_front import front_findings
from comms.feeds.lint_lines import Finding, Property, line_findings, properties
from comms.feeds.lint_shape import parts, shape_findings
from comms.feeds.lint_times import Place, future_findings, in_order, is_ahead, order_findings, place_of
from comms.feeds.lint_values import instant

MOST_OCTETS = 900_000
MOST_EVENTS = 1_000
REMEDY = "Google cuts it there; make feeds.years_back or feeds.years_ahead smaller in config.yaml"
_ANY = Expected()


class _Sound(NamedTuple):
    """An event without a fault of its own: where it stands, and when it changed."""

    place: Place
    changed: datetime


def fullness(feed: bytes) -> float:
    """Return how much of the room of a feed *feed* takes, in octets or in events: 1 is all of it."""
    return max(len(feed) / MOST_OCTETS, feed.count(b"\r\nBEGIN:VEVENT\r\n") / MOST_EVENTS)


def findings(feed: bytes, expected: Expected = _ANY) -> list[Finding]:
    """Return every fault of *feed*, by line; an empty list lets it be published."""
    written = list(properties(feed))
    front, events = parts(written)
    found = [*line_findings(feed), *_size_findings(feed, len(events)), *shape_findings(written)]
    found += front_findings(front, events[0][0].line if events else None)
    found += _privacy_findings(front, expected)
    due = _due(front, events, expected)
    for event in events:
        found += event_findings(event[1:], event[0].line, due)
    found += [*_uid_findings(events), *order_findings(events), *future_findings(written, expected.now)]
    return sorted(found, key=lambda one: (one.line, one.rule, one.message))


def is_sound(front: bytes, blocks: Sequence[str], expected: Expected) -> bool:
    """Tell whether the feed of these blocks has no finding; *front* is the feed without any.

    It must be told whom the feed is for. A block is judged once, however many feeds it stands in: this says the
    same as findings(), only faster.
    """
    octets = len(front) + sum(map(_octets, blocks))
    # When now is changes with each build; what is kept of a block must not.
    lasting = expected._replace(now=None)
    events = [event for block in blocks if (event := _sound_event(block, lasting))]
    small = octets <= MOST_OCTETS and len(blocks) <= MOST_EVENTS
    whole = len({event.place.uid for event in events}) == len(blocks)
    timely = not any(is_ahead(event.changed, expected.now) for event in events)
    ordered = in_order([event.place for event in events])
    return small and whole and timely and ordered and not findings(front, expected)


def _privacy_findings(front: Sequence[Property], expected: Expected) -> Iterator[Finding]:
    for one in (one for one in front if one.name == "SOURCE" and expected.shown_to == "PRIVATE"):
        yield Finding("SOURCE", one.line, "tells the address of a private feed")


def _due(front: Sequence[Property], events: Sequence[Sequence[Property]], expected: Expected) -> Expected:
    """Return what the events are to be where nobody says whom the feed is for: one with an address is for all."""
    if expected.shown_to:
        return expected
    if any(one.name == "SOURCE" for one in front):
        return expected._replace(shown_to="PUBLIC")
    first = next((one.value for event in events for one in event if one.name == "CLASS"), "")
    return expected._replace(shown_to=first)


@lru_cache(maxsize=16_384)
def _octets(block: str) -> int:
    return len(block.encode())


@lru_cache(maxsize=16_384)
def _sound_event(block: str, expected: Expected) -> _Sound | None:
    """Return the one event that *block* is; None if anything is wrong with it."""
    octets = block.removesuffix("\r\n").encode()
    written = list(properties(octets))
    frame = [(one.name, one.value) for one in written if one.name in ("BEGIN", "END", "")]
    # A block alone does not end as a feed does.
    wrong = [one for one in line_findings(octets) if one.rule != "tail"]
    if not block.endswith("\r\n") or frame != [("BEGIN", "VEVENT"), ("END", "VEVENT")] or wrong:
        return None
    if written[0].name != "BEGIN" or written[-1].name != "END" or any(event_findings(written[1:-1], 1, expected)):
        return None
    place, changed = place_of(written), next(instant(one.value) for one in written if one.name == "LAST-MODIFIED")
    return _Sound(place, changed) if place and changed else None


def _size_findings(feed: bytes, events: int) -> Iterator[Finding]:
    if len(feed) > MOST_OCTETS:
        yield Finding("size", 0, f"has {len(feed):,} octets, more than {MOST_OCTETS:,}; {REMEDY}")
    if events > MOST_EVENTS:
        yield Finding("size", 0, f"has {events:,} events, more than {MOST_EVENTS:,}; {REMEDY}")


def _uid_findings(events: Sequence[Sequence[Property]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in (one for event in events for one in event if one.name == "UID"):
        if one.value in seen:
            yield Finding("UID", one.line, f"“{one.value}” is the UID of two events")
        seen.add(one.value)
