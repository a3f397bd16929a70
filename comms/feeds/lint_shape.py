"""The shape of a feed: one calendar, events in it, and nothing before or after."""

from collections.abc import Iterator, Sequence

from comms.feeds.lint_lines import Finding, Property

_EVENT = ("BEGIN", "VEVENT"), ("END", "VEVENT")


def shape_findings(written: Sequence[Property]) -> Iterator[Finding]:
    """Find lines that are no property, and components that are not one calendar of events."""
    opened: list[str] = []
    calendars = 0
    for one in written:
        if not one.name:
            yield Finding("property", one.line, f"“{one.value[:60]}” is no property")
        elif one.name == "BEGIN":
            opened.append(one.value)
            calendars += opened == ["VCALENDAR"]
            if opened not in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]):
                yield Finding("component", one.line, f"our feeds have no {one.value} here")
        elif one.name == "END" and (not opened or opened.pop() != one.value):
            yield Finding("component", one.line, f"ends a {one.value} that is not open")
        elif one.name != "END" and not opened:
            yield Finding("component", one.line, f"{one.name} stands outside the calendar")
        if one.name in ("BEGIN", "END") and one.parameters:
            yield Finding("component", one.line, f"{one.name} has no parameter")
    if opened:
        yield Finding("component", 0, f"{opened[-1]} is not ended")
    if calendars != 1:
        yield Finding("component", 0, f"holds {calendars} calendars; a feed is one")


def parts(written: Sequence[Property]) -> tuple[list[Property], list[list[Property]]]:
    """Return what stands outside the events, wherever it does, and each event from its BEGIN to before its END."""
    front: list[Property] = []
    events: list[list[Property]] = []
    part = front
    for one in written:
        if (one.name, one.value) == _EVENT[0]:
            part = []
            events.append(part)
        if (one.name, one.value) == _EVENT[1]:
            part = front
        elif one.name not in ("", "END") and (one.name != "BEGIN" or part is not front):
            part.append(one)
    return front, events
