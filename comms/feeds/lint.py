"""A strict reader of our own feeds. No calendar program is one: what breaks one of them, the others accept."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from comms.feeds.lint_event import event_findings
from comms.feeds.lint_lines import Finding, Property, line_findings, properties

MOST_OCTETS = 900_000
MOST_EVENTS = 1_000
REMEDY = "Google cuts it there; make feeds.years_back or feeds.years_ahead smaller in config.yaml"
_NEEDED = (
    "VERSION",
    "PRODID",
    "CALSCALE",
    "NAME",
    "X-WR-CALNAME",
    "DESCRIPTION",
    "X-WR-CALDESC",
    "X-WR-TIMEZONE",
    "COLOR",
    "X-APPLE-CALENDAR-COLOR",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "LAST-MODIFIED",
)
_ALLOWED = {*_NEEDED, "SOURCE"}
_PLAIN = re.compile(r"[^\\;,]+")


def fullness(feed: bytes) -> float:
    """Return how much of the room of a feed *feed* takes, in octets or in events: 1 is all of it."""
    return max(len(feed) / MOST_OCTETS, feed.count(b"\r\nBEGIN:VEVENT\r\n") / MOST_EVENTS)


def findings(feed: bytes) -> list[Finding]:
    """Return every fault of *feed*, by line; an empty list lets it be published."""
    written = list(properties(feed))
    found = [*line_findings(feed), *_size_findings(feed), *_shape_findings(written)]
    front, events = _parts(written)
    found += _front_findings(front)
    for event in events:
        found += event_findings(event[1:], event[0].line)
    found += _uid_findings(events)
    return sorted(found, key=lambda one: (one.line, one.rule, one.message))


def is_sound(front: bytes, blocks: Sequence[str]) -> bool:
    """Tell whether the feed of these blocks has no finding; *front* is the feed without any.

    A block is judged once, however many feeds it stands in: this says the same as findings(), only faster.
    """
    octets = len(front) + sum(map(_octets, blocks))
    uids = set(map(_sound_uid, blocks))
    small = octets <= MOST_OCTETS and len(blocks) <= MOST_EVENTS
    return small and len(uids) == len(blocks) and None not in uids and not findings(front)


@lru_cache(maxsize=16_384)
def _octets(block: str) -> int:
    return len(block.encode())


@lru_cache(maxsize=16_384)
def _sound_uid(block: str) -> str | None:
    """Return the UID of the one event that *block* is; None if anything is wrong with it."""
    octets = block.removesuffix("\r\n").encode()
    written = list(properties(octets))
    frame = [(one.name, one.value) for one in written if one.name in ("BEGIN", "END", "")]
    # A block alone does not end as a feed does.
    wrong = [one for one in line_findings(octets) if one.rule != "tail"]
    if not block.endswith("\r\n") or frame != [("BEGIN", "VEVENT"), ("END", "VEVENT")] or wrong:
        return None
    if written[0].name != "BEGIN" or written[-1].name != "END" or any(event_findings(written[1:-1], 1)):
        return None
    return next(one.value for one in written if one.name == "UID")


def _size_findings(feed: bytes) -> Iterator[Finding]:
    if len(feed) > MOST_OCTETS:
        yield Finding("size", 0, f"has {len(feed):,} octets, more than {MOST_OCTETS:,}; {REMEDY}")
    events = feed.count(b"\r\nBEGIN:VEVENT\r\n")
    if events > MOST_EVENTS:
        yield Finding("size", 0, f"has {events:,} events, more than {MOST_EVENTS:,}; {REMEDY}")


def _shape_findings(written: Sequence[Property]) -> Iterator[Finding]:
    """Find lines that are no property, and components that are not a calendar of events."""
    opened: list[str] = []
    for one in written:
        if not one.name:
            yield Finding("property", one.line, f"“{one.value[:60]}” is no property")
        elif one.name == "BEGIN":
            opened.append(one.value)
            if opened not in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]):
                yield Finding("component", one.line, f"our feeds have no {one.value} here")
        elif one.name == "END" and (not opened or opened.pop() != one.value):
            yield Finding("component", one.line, f"ends a {one.value} that is not open")
    if opened:
        yield Finding("component", 0, f"{opened[-1]} is not ended")


def _parts(written: Sequence[Property]) -> tuple[list[Property], list[list[Property]]]:
    """Return the front of the calendar, and each event from its BEGIN to before its END."""
    front: list[Property] = []
    events: list[list[Property]] = []
    part = front
    for one in written:
        if (one.name, one.value) == ("BEGIN", "VEVENT"):
            part = []
            events.append(part)
        if (one.name, one.value) == ("END", "VEVENT"):
            part = []
        elif one.name not in ("", "END") and (one.name != "BEGIN" or part is not front):
            part.append(one)
    return front, events


def _front_findings(front: Sequence[Property]) -> Iterator[Finding]:
    if not front or (front[0].name, front[0].value) != ("VERSION", "2.0"):
        yield Finding("VERSION", 2, "is not VERSION:2.0; some programs want it first")
    names = Counter(one.name for one in front)
    for name in _NEEDED:
        if not names[name]:
            yield Finding("missing", 1, f"the calendar has no {name}")
    for one in front:
        if one.name not in _ALLOWED or names[one.name] > 1:
            yield Finding("not ours", one.line, f"our calendars have no {one.name} here")
        if one.name in ("NAME", "X-WR-CALNAME") and not _PLAIN.fullmatch(one.value):
            yield Finding("NAME", one.line, "holds a comma, semicolon or backslash, or nothing; programs show it raw")


def _uid_findings(events: Sequence[Sequence[Property]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in (one for event in events for one in event if one.name == "UID"):
        if one.value in seen:
            yield Finding("UID", one.line, f"“{one.value}” is the UID of two events")
        seen.add(one.value)
