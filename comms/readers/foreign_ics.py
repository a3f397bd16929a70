"""Events in an ICS file of somebody else: read by a library that can, within limits, each event whole or not at all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component

from comms.domain.dates import Span
from comms.domain.event_changes import Incoming
from comms.errors import Problem
from comms.readers.foreign_event import UnreadableError, fields_of, plain
from comms.readers.shown import one_line

MOST_EVENTS = 2_000
# Each may take a third of a second, where its rule never finds a day.
MOST_RULES = 100
# A meeting of every week has its place for three years; what comes back daily would fill the feeds of the whole site.
MOST_TURNS = 200
# A rule that repeats within the day could fill the memory before anybody saw a date.
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_LIMITS = (
    (b"BEGIN:VEVENT", MOST_EVENTS, "events"),
    (b"\nRRULE", MOST_RULES, "events that come back"),
    (b"\nRDATE", MOST_RULES, "events that come back"),
)
_OURS = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.event@[a-z0-9.-]+")


@dataclass(frozen=True)
class Setting:
    """What a foreign file does not say itself.

    *zone* is that of its events without one, *zones* of events that we know by id, *themes* are ids by label.
    """

    window: Span
    zone: str
    zones: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)


def read_ics(content: bytes, setting: Setting, *, file: str) -> tuple[list[Incoming], list[Problem]]:
    """Return the events in *content*, called *file* in messages, and what is wrong with those left out."""
    calendars, problem = _calendars(content)
    if problem:
        return [], [Problem(file, "", "", problem)]
    zones = [one for calendar in calendars for one in calendar.walk("VTIMEZONE")]
    groups: dict[str, list[Component]] = defaultdict(list)
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            groups[plain(event.get("UID"))].append(event)
    found: list[Incoming] = []
    problems: list[Problem] = []
    for uid, events in groups.items():
        if len(found) > MOST_EVENTS:
            break
        try:
            found += _of_one(uid, events, zones, setting)
        except UnreadableError as error:
            problems.append(Problem(file, one_line(uid, 80) or "an event", error.field, str(error)))
        # The library raises what it likes on what it cannot read: one odd event must not take the others along.
        except Exception as error:  # noqa: BLE001
            why = one_line(str(error), 120) or type(error).__name__
            problems.append(Problem(file, one_line(uid, 80) or "an event", "", f"cannot be read ({why}); leave it out"))
    if len(found) > MOST_EVENTS:
        message = f"holds more than {MOST_EVENTS} events in the period; split it"
        return [], [Problem(file, "", "", message)]
    return found, problems


def _calendars(content: bytes) -> tuple[list[Component], str]:
    """Return the calendars in *content*, or what is wrong with it as a whole."""
    if b"BEGIN:VCALENDAR" not in content.upper():
        return [], "is not a calendar; give an ICS file"
    for sign, most, what in _LIMITS:
        if content.upper().count(sign) > most:
            return [], f"holds more than {most} {what}; split it"
    if not content.rstrip().upper().endswith(b"END:VCALENDAR"):
        return [], "breaks off before its end; fetch it again"
    try:
        return list(Calendar.from_ical(content, multiple=True)), ""
    # The library raises what it likes on what it cannot read.
    except Exception as error:  # noqa: BLE001
        return (
            [],
            f"cannot be read as a calendar ({one_line(str(error), 120) or type(error).__name__}); export it again",
        )


def _of_one(uid: str, events: list[Component], zones: Iterable[Component], setting: Setting) -> Iterator[Incoming]:
    """Yield what one UID stands for: an event or, where it comes back, each of its turns in the period."""
    if not uid:
        message = "has no UID; without one it could not be told apart when it changes"
        raise UnreadableError(message, field="UID")
    ours = _OURS.fullmatch(uid)
    zone = setting.zones.get(ours[1], setting.zone) if ours else setting.zone
    themes = setting.themes
    if not any(one.get(name) for one in events for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        if len(events) > 1:
            message = "stands for two events; each needs a UID of its own"
            raise UnreadableError(message, field="UID")
        says = fields_of(events[0], zone, themes)
        if _reaches(says, setting.window):
            yield Incoming(uid, says, ours[1] if ours else "")
        return
    for turn in _turns(events, zones, setting.window):
        says = fields_of(turn, zone, themes)
        yield Incoming(f"{uid}#{_turn_of(turn, says)}", says)


def _reaches(says: Mapping[str, Any], window: Span) -> bool:
    return date.fromisoformat(says["first"]) <= window.last and date.fromisoformat(says["last"]) >= window.first


def _turns(events: list[Component], zones: Iterable[Component], window: Span) -> list[Component]:
    for event in events:
        rules = event.get("RRULE") or []
        for rule in rules if isinstance(rules, list) else [rules]:
            often = {str(one).upper() for one in rule.get("FREQ", [])} & _OFTEN
            if often or any(rule.get(name) for name in _WITHIN_A_DAY):
                message = "comes back within a day, which no calendar of days can show; leave it out"
                raise UnreadableError(message, field="RRULE")
    calendar = Calendar()
    for component in (*zones, *events):
        calendar.add_component(component)
    turns = list(islice(recurring_ical_events.of(calendar).between(window.first, window.last), MOST_TURNS + 1))
    if len(turns) > MOST_TURNS:
        message = f"comes back more than {MOST_TURNS} times in the period, which would fill the feeds; leave it out"
        raise UnreadableError(message, field="RRULE")
    return turns


def _turn_of(turn: Component, says: Mapping[str, Any]) -> str:
    known = turn.get("RECURRENCE-ID")
    return f"{known.dt:%Y%m%d}" if known is not None else str(says["first"]).replace("-", "")
