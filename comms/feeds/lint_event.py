"""What every event of our feeds must hold, and what it must not."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from comms.feeds.ics_text import one_line
from comms.feeds.lint_lines import Finding, Property
from comms.feeds.lint_values import CATEGORIES, LANGUAGE, LINE, TEXT, WEB_ADDRESS, day, has_markup, instant
from comms.feeds.words import WORDS, said

_NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "LAST-MODIFIED", "SEQUENCE", "CLASS")
_INSTANT = re.compile(r"\d{8}T\d{6}Z")
_VALUES = {
    "UID": re.compile(r"[a-z0-9.-]+@[a-z0-9.-]+"),
    "DTSTAMP": _INSTANT,
    "LAST-MODIFIED": _INSTANT,
    # More than that is no integer of iCalendar.
    "SEQUENCE": re.compile(r"\d{1,9}"),
    "SUMMARY": LINE,
    "DESCRIPTION": TEXT,
    "LOCATION": LINE,
    "CATEGORIES": CATEGORIES,
    "URL": WEB_ADDRESS,
    "STATUS": re.compile(r"CONFIRMED|TENTATIVE|CANCELLED"),
    "TRANSP": re.compile(r"TRANSPARENT"),
    "CLASS": re.compile(r"PUBLIC|PRIVATE"),
    "X-MICROSOFT-CDO-BUSYSTATUS": re.compile(r"FREE"),
}
_ALLOWED = {*_NEEDED, *_VALUES}
_SPOKEN = ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES")
_WHOLE_DAYS, _HOURS = ";VALUE=DATE", ""
_READ = {_WHOLE_DAYS: day, _HOURS: instant}


class Expected(NamedTuple):
    """What the events of a feed are to be: in one of *languages*, all of one class, and changed before *now*.

    The class and *now* are judged where they are known.
    """

    languages: Collection[str] = tuple(WORDS)
    shown_to: str = ""
    now: datetime | None = None


def event_findings(event: Sequence[Property], start: int, expected: Expected) -> Iterator[Finding]:
    """Find what is wrong with one event, which starts at physical line *start*."""
    names = [one.name for one in event]
    for name in _NEEDED:
        if name not in names:
            yield Finding("missing", start, f"the event has no {name}")
    for one in event:
        if one.name not in _ALLOWED:
            yield Finding("not ours", one.line, f"our events have no {one.name}")
        elif names.count(one.name) > 1:
            yield Finding("twice", one.line, f"the event has {one.name} more than once")
        elif one.name in _VALUES:
            yield from _value_findings(one)
    known = {one.name: one for one in event}
    yield from _order_findings(known, start)
    yield from _language_findings(known, expected.languages)
    yield from _state_findings(known, expected.shown_to)


def _value_findings(one: Property) -> Iterator[Finding]:
    pattern = _VALUES[one.name]
    if not pattern.fullmatch(one.value) or (pattern is _INSTANT and instant(one.value) is None):
        yield Finding(one.name, one.line, f"“{one.value[:60]}” is no value of {one.name}")
    if one.parameters and one.name not in _SPOKEN:
        yield Finding(one.name, one.line, f"our {one.name} has no parameter")
    if one.name == "DESCRIPTION" and has_markup(one.value):
        yield Finding(one.name, one.line, "holds HTML; programs show its tags, or obey them")


def _order_findings(event: dict[str, Property], start: int) -> Iterator[Finding]:
    first, end = event.get("DTSTART"), event.get("DTEND")
    if first and end:
        days = [_moment(first), _moment(end)]
        if first.parameters != end.parameters or None in days:
            yield Finding("DTEND", end.line, "start and end are not two days, or two hours in UTC")
        elif days[1] <= days[0]:  # type: ignore[operator]
            yield Finding("DTEND", end.line, "is not after the start; the end of a day is the next day")
    if "DTSTAMP" in event and "LAST-MODIFIED" in event and event["DTSTAMP"].value != event["LAST-MODIFIED"].value:
        yield Finding("DTSTAMP", start, "differs from LAST-MODIFIED; it must tell when the record changed")


def _moment(one: Property) -> datetime | None:
    read = _READ.get(one.parameters)
    return read(one.value) if read else None


def _language_findings(event: dict[str, Property], languages: Collection[str]) -> Iterator[Finding]:
    """Find texts that do not tell their language; a private event tells texts of several in one."""
    is_private = "CLASS" in event and event["CLASS"].value == "PRIVATE"
    for one in (event[name] for name in _SPOKEN if name in event):
        _, _, language = one.parameters.partition(";LANGUAGE=")
        if not one.parameters:
            if one.name == "SUMMARY" or (one.name in ("DESCRIPTION", "LOCATION") and not is_private):
                yield Finding("LANGUAGE", one.line, f"{one.name} does not tell its language")
        elif not LANGUAGE.fullmatch(language) or one.parameters != f";LANGUAGE={language}":
            yield Finding("LANGUAGE", one.line, f"“{one.parameters[1:61]}” is no language")
        elif language not in languages:
            yield Finding("LANGUAGE", one.line, f"{language} is none of this feed’s languages: {', '.join(languages)}")


def _state_findings(event: dict[str, Property], shown_to: str) -> Iterator[Finding]:
    state, title, shown = event.get("STATUS"), event.get("SUMMARY"), event.get("CLASS")
    if title and state and state.value == "CANCELLED":
        language = title.parameters.removeprefix(";LANGUAGE=")
        word = one_line(said("cancelled", language, ""))
        if not title.value.startswith(word):
            yield Finding("STATUS", title.line, f"is CANCELLED, but the title does not begin with “{word}”")
    if shown and shown_to and shown.value != shown_to:
        yield Finding("CLASS", shown.line, f"is {shown.value}; all events of this feed are {shown_to}")
