"""What must be sound in a foreign event before anybody counts with it: the library would guess, or never end."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from icalendar import Component
from icalendar.prop import vBroken
from icalendar.timezone import tzp

from comms.readers.foreign_event import UnreadableError, plain
from comms.readers.shown import shown

_DATES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_RULES = ("RRULE",)
# A rule that repeats within the day could fill the memory before anybody saw a date.
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")


def refuse_faults(event: Component) -> None:
    """Pass if dates, zones and rules of *event* can be read; raise UnreadableError for the first that cannot."""
    for name, value in _each(event, (*_DATES, "DURATION", *_RULES)):
        if isinstance(value, vBroken):
            what = "a date" if name in _DATES else "a duration" if name == "DURATION" else "a rule that anybody knows"
            message = f"is not {what}; correct it in the source"
            raise UnreadableError(message, field=name)
    for name, value in _each(event, _DATES):
        _refuse_unknown_zone(name, value)
    for name, rule in _each(event, _RULES):
        _refuse_rule(name, rule)
    if event.get("EXRULE") is not None:
        # The library passes over it, so that the event would be told on days on which it is not.
        message = "is a rule of exceptions, which is not followed; list the exceptions as EXDATE in the source"
        raise UnreadableError(message, field="EXRULE")


def refuse_endless_zone(zone: Component) -> None:
    """Pass if the clocks of *zone* change by rules that come back yearly, as all do; raise UnreadableError if not."""
    for part in zone.subcomponents:
        for name, rule in _each(part, _RULES):
            yearly = not isinstance(rule, vBroken) and [str(one).upper() for one in rule.get("FREQ", [])] == ["YEARLY"]
            if not yearly or any(rule.get(one) for one in _WITHIN_A_DAY) or _least(rule, "INTERVAL") < 1:
                message = "is not a rule by which clocks change once a year; correct it in the source"
                raise UnreadableError(message, field=name)


def _each(event: Component, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the values of some properties, each as often as it stands there."""
    for name in names:
        found = event.get(name)
        for value in found if isinstance(found, list) else [found]:
            if value is not None:
                yield name, value


def _refuse_unknown_zone(name: str, value: Any) -> None:
    """Refuse an hour in a zone that nobody knows: the library takes it for one without a zone, and we for our own."""
    zone = plain(getattr(value, "params", {}).get("TZID"))
    times = [one.dt for one in getattr(value, "dts", [])] or [getattr(value, "dt", None)]
    if zone and tzp.timezone(zone) is None and any(isinstance(one, datetime | tuple) for one in times):
        message = (
            f"is in the zone {shown(zone)}, which the file does not explain (VTIMEZONE); "
            "write one such as Europe/Madrid in the source"
        )
        raise UnreadableError(message, field=name)


def _refuse_rule(name: str, rule: Any) -> None:
    often = {str(one).upper() for one in rule.get("FREQ", [])} & _OFTEN
    if often or any(rule.get(part) for part in _WITHIN_A_DAY):
        message = "comes back within a day, which no calendar of days can show; leave it out"
        raise UnreadableError(message, field=name)
    for part in ("INTERVAL", "COUNT"):
        # With an interval of nothing the library counts for ever.
        if _least(rule, part) < 1:
            message = f"has {part} below 1; correct it in the source"
            raise UnreadableError(message, field=name)


def _least(rule: Any, part: str) -> int:
    given = rule.get(part, [])
    return min((int(one) for one in (given if isinstance(given, list) else [given])), default=1)
