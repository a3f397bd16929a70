"""Events in an ICS file of somebody else: read by a library that can, within limits, each event whole or not at all."""

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Lock
from time import monotonic
from typing import Any

from icalendar import Calendar, Component
from icalendar.timezone import tzp

from comms.domain.dates import Span
from comms.domain.event_changes import Incoming
from comms.errors import Problem
from comms.readers.foreign_event import UnreadableError, fields_of, plain
from comms.readers.foreign_faults import refuse_endless_zone, refuse_faults
from comms.readers.foreign_reading import Reading, Setting
from comms.readers.foreign_text import ics_text, unlike
from comms.readers.foreign_turns import named_turns
from comms.readers.shown import one_line

MOST_EVENTS = 2_000
MOST_RULES = 100
# A rule that never finds a day takes seconds, and a hundred of them would keep the desk busy for minutes.
MOST_SECONDS = 10.0
_LIMITS = (
    ("BEGIN:VEVENT", MOST_EVENTS, "events"),
    ("\nRRULE", MOST_RULES, "events that come back"),
    ("\nRDATE", MOST_RULES, "events that come back"),
)
_OURS = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.event@[a-z0-9.-]+")


def read_ics(content: bytes, setting: Setting, *, file: str) -> Reading:
    """Return the events in *content*, called *file* in messages."""
    with _only_its_own_zones():
        calendars, problem = _calendars(content, file)
        return Reading([], [problem]) if problem else _read(calendars, setting, file)


# The library keeps the zones of all files that it has read: what one file calls “Office” is not the other's.
_ONE_FILE = Lock()


@contextmanager
def _only_its_own_zones() -> Iterator[None]:
    with _ONE_FILE, warnings.catch_warnings():
        # That a zone is known by the end of a long name is no news.
        warnings.simplefilter("ignore")
        tzp.use_default()
        yield


def _read(calendars: list[Component], setting: Setting, file: str) -> Reading:
    zones = [one for calendar in calendars for one in calendar.walk("VTIMEZONE")]
    for zone in zones:
        try:
            refuse_endless_zone(zone)
        except UnreadableError as error:
            return Reading(
                [], [Problem(file, f"zone {one_line(plain(zone.get('TZID')), 80)}", error.field, str(error))]
            )
    groups: dict[str, list[Component]] = defaultdict(list)
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            groups[plain(event.get("UID"))].append(event)
    if not groups:
        return Reading([], [Problem(file, "", "", _no_events(calendars))])
    found: list[Incoming] = []
    problems: list[Problem] = []
    outside, ends = 0, monotonic() + MOST_SECONDS
    for uid, events in groups.items():
        if len(found) > MOST_EVENTS:
            message = f"holds more than {MOST_EVENTS} events in the period; split it"
            return Reading([], [Problem(file, "", "", message)])
        try:
            _in_time(ends)
            told = list(_of_one(uid, events, zones, setting))
            found += told
            outside += not told
        except UnreadableError as error:
            problems.append(Problem(file, one_line(uid, 80) or "an event", error.field, str(error)))
        # The library raises what it likes on what it cannot read: one odd event must not take the others along.
        except Exception as error:  # noqa: BLE001
            why = one_line(str(error), 120) or type(error).__name__
            problems.append(Problem(file, one_line(uid, 80) or "an event", "", f"cannot be read ({why}); leave it out"))
    return Reading(found, problems, outside)


def _in_time(ends: float) -> None:
    if monotonic() > ends:
        message = "was not reached: what comes back in this file takes too long to count out; split the file"
        raise UnreadableError(message, field="")


def _no_events(calendars: list[Component]) -> str:
    others = Counter(part.name for calendar in calendars for part in calendar.subcomponents if part.name != "VTIMEZONE")
    names = ", ".join(f"{one_line(str(name), 20)}: {number}" for name, number in others.most_common(3))
    return f"holds no events{f', only other entries ({names})' if names else ''}; export the events of the calendar"


def _calendars(content: bytes, file: str) -> tuple[list[Component], Problem | None]:
    """Return the calendars in *content*, or what is wrong with it as a whole."""
    other = unlike(content, "ICS")
    text = ics_text(content, file=file) if not other else ""
    if isinstance(text, Problem):
        return [], text
    problem = other or _unfit(text.upper())
    if problem:
        return [], Problem(file, "", "", problem)
    try:
        return list(Calendar.from_ical(text, multiple=True)), None
    # The library raises what it likes on what it cannot read.
    except Exception as error:  # noqa: BLE001
        why = one_line(str(error), 120) or type(error).__name__
        return [], Problem(file, "", "", f"cannot be read as a calendar ({why}); export it again")


def _unfit(text: str) -> str:
    """Return what keeps *text*, in capital letters, from being a whole calendar of a size that can be read."""
    if "BEGIN:VCALENDAR" not in text:
        return "is not a calendar; give an ICS file"
    for sign, most, what in _LIMITS:
        if text.count(sign) > most:
            return f"holds more than {most} {what}; split it"
    return "" if text.rstrip().endswith("END:VCALENDAR") else "breaks off before its end; fetch it again"


def _of_one(uid: str, events: list[Component], zones: Iterable[Component], setting: Setting) -> Iterator[Incoming]:
    """Yield what one UID stands for: an event or, where it comes back, each of its turns in the period."""
    if not uid:
        message = "has no UID; without one it could not be told apart when it changes"
        raise UnreadableError(message, field="UID")
    for event in events:
        refuse_faults(event)
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
    for name, turn in named_turns(events, zones, setting.window):
        yield Incoming(f"{uid}#{name}", fields_of(turn, zone, themes))


def _reaches(says: Mapping[str, Any], window: Span) -> bool:
    return date.fromisoformat(says["first"]) <= window.last and date.fromisoformat(says["last"]) >= window.first
