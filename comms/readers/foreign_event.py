"""One event of a foreign calendar, in the fields of ours."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Component

# An exhibition of a year has its place; an end in 9999 is a slip, or means “without end”.
MOST_DAYS = 366
_DAY = timedelta(days=1)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Za-z0-9]{2,8})*")
_STATUS = {"TENTATIVE": "projected", "CANCELLED": "cancelled"}
_CANCELLED = "CANCELLED: "
_ZONES = frozenset(available_timezones())


class UnreadableError(Exception):
    """Say why an event cannot be read, and in which field."""

    def __init__(self, message: str, *, field: str) -> None:
        self.field = field
        super().__init__(message)


def plain(value: object) -> str:
    """Return a text on one line, without what no reader sees."""
    return " ".join(_INVISIBLE.sub(" ", "" if value is None else str(value)).split())


def fields_of(event: Component, zone: str, themes: Mapping[str, str]) -> dict[str, Any]:
    """Return what *event* says; *zone* is that of times without one, *themes* are ids by folded label."""
    status = _STATUS.get(plain(event.get("STATUS")).upper(), "scheduled")
    summary = event.get("SUMMARY")
    name = plain(summary)
    if not name:
        message = "is empty; an event needs a name"
        raise UnreadableError(message, field="SUMMARY")
    if status == "cancelled":
        name = name.removeprefix(_CANCELLED)
    says: dict[str, Any] = {"name": _named(name, summary), "status": status, **_dates(event, zone)}
    place, page = plain(event.get("LOCATION")), plain(event.get("URL"))
    if place:
        says["place"] = {"en": place}
    if _ADDRESS.fullmatch(page):
        says["page"] = page
    known = [themes[label] for label in _labels(event) if label in themes]
    return says | ({"themes": list(dict.fromkeys(known))} if known else {})


def _named(name: str, summary: Any) -> dict[str, str]:
    """Return the name as English, which every event must have, and in its own language where it says one."""
    language = str(getattr(summary, "params", {}).get("LANGUAGE", "")).lower()
    return {"en": name} | ({language: name} if _LANGUAGE.fullmatch(language) else {})


def _labels(event: Component) -> list[str]:
    found = event.get("CATEGORIES") or []
    lists = found if isinstance(found, list) else [found]
    return [plain(label).casefold() for one in lists for label in getattr(one, "cats", [])]


def _dates(event: Component, zone: str) -> dict[str, str]:
    days = _days(event, zone)
    lasts = date.fromisoformat(days["last"]) - date.fromisoformat(days["first"])
    if lasts.days >= MOST_DAYS:
        raise _too_long(lasts.days, "DURATION" if event.get("DTEND") is None else "DTEND")
    return days


def _too_long(days: int, field: str) -> UnreadableError:
    message = f"makes it last {days} days, more than the {MOST_DAYS} of a long year; correct it in the source"
    return UnreadableError(message, field=field)


def _days(event: Component, zone: str) -> dict[str, str]:
    starts, ends = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if starts is None:
        message = "is missing; an event needs a first day"
        raise UnreadableError(message, field="DTSTART")
    if ends is not None and isinstance(ends, datetime) != isinstance(starts, datetime):
        message = "is a day where DTSTART is an hour, or the other way round; correct it in the source"
        raise UnreadableError(message, field="DTEND")
    if ends is not None and f"{ends:%Y%m%d}" < f"{starts:%Y%m%d}":
        message = "is before its DTSTART; correct it in the source"
        raise UnreadableError(message, field="DTEND")
    if isinstance(starts, datetime):
        return _hours(starts, ends if isinstance(ends, datetime) else starts + _lasts(event, timedelta()), zone)
    # The end of whole days is the day after the last; without one the event lasts a day.
    after = ends if ends is not None and not isinstance(ends, datetime) else starts + _lasts(event, _DAY)
    last = max(starts, after - _DAY)
    return {"first": starts.isoformat(), "last": last.isoformat(), "zone": zone}


def _moment(event: Component, name: str) -> date | datetime | None:
    found = event.get(name)
    value = getattr(found, "dt", None)
    if found is not None and not isinstance(value, date):
        message = "is not a date; correct it in the source"
        raise UnreadableError(message, field=name)
    return value


def _lasts(event: Component, otherwise: timedelta) -> timedelta:
    value = getattr(event.get("DURATION"), "dt", None)
    if isinstance(value, timedelta) and value.days > MOST_DAYS:
        raise _too_long(value.days, "DURATION")
    return value if isinstance(value, timedelta) and value > timedelta() else otherwise


def _hours(starts: datetime, ends: datetime, zone: str) -> dict[str, str]:
    """Return the wall times at the event's place, the zone with them; an event of no length is told by its day."""
    place = zone if starts.tzinfo is None else _named_zone(starts.tzinfo) or zone
    first, last = _instant(starts, place), _instant(ends, place)
    last = max(first, last)
    # A wall time that the clocks show twice says no instant: then the times are told in UTC.
    if not (_is_told(first, place) and _is_told(last, place)):
        place = "UTC"
    walls = [one.astimezone(ZoneInfo(place)).replace(tzinfo=None, fold=0) for one in (first, last)]
    days = {"first": f"{walls[0]:%Y-%m-%d}", "last": f"{walls[1]:%Y-%m-%d}", "zone": place}
    return days if first == last else days | {"starts": walls[0].isoformat(), "ends": walls[1].isoformat()}


def _instant(moment: datetime, zone: str) -> datetime:
    return (moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment).astimezone(UTC)


def _is_told(instant: datetime, zone: str) -> bool:
    """Tell whether the wall time of *instant* in *zone* stands for this instant and no other."""
    return instant.astimezone(ZoneInfo(zone)).replace(fold=0).astimezone(UTC) == instant


def _named_zone(zone: tzinfo) -> str | None:
    """Return the IANA name of *zone*; a time in UTC or in a zone of the file's own is moved to the event's place."""
    name = getattr(zone, "key", None)
    return name if name in _ZONES and name not in {"UTC", "Etc/UTC"} else None
