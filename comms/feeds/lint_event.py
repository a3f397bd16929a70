"""What every event of our feeds must hold, and what it must not."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from comms.feeds.lint_lines import Finding, Property

_NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "LAST-MODIFIED", "SEQUENCE")
_ALLOWED = {*_NEEDED, "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "CLASS", "X-MICROSOFT-CDO-BUSYSTATUS"}
_VALUES = {
    "UID": re.compile(r"[a-z0-9.-]+@[a-z0-9.-]+"),
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"),
    "LAST-MODIFIED": re.compile(r"\d{8}T\d{6}Z"),
    "SEQUENCE": re.compile(r"\d+"),
    # A title of two lines is refused by some readers.
    "SUMMARY": re.compile(r"(?:[^\\;,]|\\[\\;,])+"),
    "DESCRIPTION": re.compile(r"(?:[^\\;,]|\\[\\;,n])+"),
    "LOCATION": re.compile(r"(?:[^\\;,]|\\[\\;,])+"),
    "CATEGORIES": re.compile(r"(?:[^\\;]|\\[\\;,])+"),
    "URL": re.compile(r"https?://[!-\[\]-~]+"),
    "STATUS": re.compile(r"CONFIRMED|TENTATIVE|CANCELLED"),
    "TRANSP": re.compile(r"TRANSPARENT"),
    "CLASS": re.compile(r"PUBLIC|PRIVATE"),
    "X-MICROSOFT-CDO-BUSYSTATUS": re.compile(r"FREE"),
}
_WHOLE_DAYS, _HOURS = ";VALUE=DATE", ""
_FORMS = {_WHOLE_DAYS: "%Y%m%d", _HOURS: "%Y%m%dT%H%M%SZ"}


def event_findings(event: Sequence[Property], start: int) -> Iterator[Finding]:
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
        elif one.name in _VALUES and not _VALUES[one.name].fullmatch(one.value):
            yield Finding(one.name, one.line, f"“{one.value[:60]}” is no value of {one.name}")
    yield from _order_findings({one.name: one for one in event}, start)


def _order_findings(event: dict[str, Property], start: int) -> Iterator[Finding]:
    first, end = event.get("DTSTART"), event.get("DTEND")
    if first and end:
        days = [_day(first), _day(end)]
        if first.parameters != end.parameters or None in days:
            yield Finding("DTEND", end.line, "start and end are not two days, or two hours in UTC")
        elif _day(end) <= _day(first):  # type: ignore[operator]
            yield Finding("DTEND", end.line, "is not after the start; the end of a day is the next day")
    if "DTSTAMP" in event and "LAST-MODIFIED" in event and event["DTSTAMP"].value != event["LAST-MODIFIED"].value:
        yield Finding("DTSTAMP", start, "differs from LAST-MODIFIED; it must tell when the record changed")


def _day(one: Property) -> datetime | None:
    form = _FORMS.get(one.parameters)
    try:
        return datetime.strptime(one.value, form) if form else None  # noqa: DTZ007 - only compared with its like
    except ValueError:
        return None
