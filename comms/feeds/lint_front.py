"""What must stand outside the events of a feed, and what must not, wherever it stands there."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comms.feeds.css_colours import CSS_COLOURS
from comms.feeds.lint_lines import Finding, Property
from comms.feeds.lint_values import CATEGORIES, DURATION, TEXT, WEB_ADDRESS, has_markup, is_instant


class _Form(NamedTuple):
    """How a property is written: its parameters, and a pattern of its value."""

    value: re.Pattern[str]
    parameters: str = ""


# A name is shown raw by many programs: an escape in it would be seen.
_NAME = re.compile(r"(?=.*\S)[^\\;,]+")
_NEEDED = {
    "VERSION": _Form(re.compile(r"2\.0")),
    "PRODID": _Form(re.compile(r"(?=.*\S)(?:[^\\;,]|\\[\\;,])+")),
    "CALSCALE": _Form(re.compile("GREGORIAN")),
    "NAME": _Form(_NAME),
    "X-WR-CALNAME": _Form(_NAME),
    "DESCRIPTION": _Form(TEXT),
    "X-WR-CALDESC": _Form(TEXT),
    "X-WR-TIMEZONE": _Form(re.compile("UTC")),
    "COLOR": _Form(re.compile("|".join(sorted(CSS_COLOURS)))),
    "X-APPLE-CALENDAR-COLOR": _Form(re.compile("#[0-9A-F]{6}")),
    "REFRESH-INTERVAL": _Form(DURATION, ";VALUE=DURATION"),
    "X-PUBLISHED-TTL": _Form(DURATION),
    "LAST-MODIFIED": _Form(re.compile(r"\d{8}T\d{6}Z")),
}
_FORMS = {
    **_NEEDED,
    "SOURCE": _Form(WEB_ADDRESS, ";VALUE=URI"),
    "URL": _Form(WEB_ADDRESS),
    "CATEGORIES": _Form(CATEGORIES),
}
# What programs of two makers ask for by two names must be the same under both.
_ALIKE = (("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC"), ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"))


def front_findings(front: Sequence[Property], first_event: int | None) -> Iterator[Finding]:
    """Find what is wrong with *front*, all that stands outside the events; the first starts at line *first_event*."""
    if not front or (front[0].name, front[0].value) != ("VERSION", "2.0"):
        yield Finding("VERSION", 2, "is not VERSION:2.0; some programs want it first")
    names = Counter(one.name for one in front)
    for name in _NEEDED:
        if not names[name]:
            yield Finding("missing", 1, f"the calendar has no {name}")
    for one in front:
        if one.name not in _FORMS or names[one.name] > 1:
            yield Finding("not ours", one.line, f"our calendars have no {one.name} here")
        else:
            yield from _form_findings(one)
        if first_event and one.line > first_event:
            yield Finding("order", one.line, f"{one.name} stands after an event; it belongs before the first")
    yield from _pair_findings({one.name: one for one in reversed(front)})


def _form_findings(one: Property) -> Iterator[Finding]:
    form = _FORMS[one.name]
    if one.parameters != form.parameters:
        yield Finding(one.name, one.line, f"is not written {one.name}{form.parameters}:…")
    if one.name in ("NAME", "X-WR-CALNAME"):
        if not form.value.fullmatch(one.value):
            yield Finding("NAME", one.line, "holds a comma, semicolon or backslash, or nothing; programs show it raw")
    elif not form.value.fullmatch(one.value) or (one.name == "LAST-MODIFIED" and not is_instant(one.value)):
        yield Finding(one.name, one.line, f"“{one.value[:60]}” is no value of {one.name}")
    if one.name in ("DESCRIPTION", "X-WR-CALDESC") and has_markup(one.value):
        yield Finding(one.name, one.line, "holds HTML; programs show its tags")


def _pair_findings(known: dict[str, Property]) -> Iterator[Finding]:
    for name, other in _ALIKE:
        if name in known and other in known and known[name].value != known[other].value:
            yield Finding(name, known[other].line, f"{other} says something else than {name}")
