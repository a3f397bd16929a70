"""Pauses, blackouts and newsletter editions, by the days of the calendar on which they lie."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils.translation import gettext as _

from comms import app
from comms.config import Config
from comms.desk.languages import current
from comms.desk.sayings.pauses import country_name, scope
from comms.domain.pauses import Kind, Scope
from comms.domain.planning import Blackout
from comms.domain.written import in_language
from comms.services import blackouts
from comms.store.models import Pause
from comms.store.queries import initiative_bodies, member_bodies

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Silence:
    """Whom a pause or a blackout silences, in words, and why."""

    kind: str
    who: str
    note: str


def silences(first: date, last: date, config: Config) -> dict[date, list[Silence]]:
    """Return the pauses and blackouts of each day of a period, by the midnights of the site."""
    rows = _pauses(first, last, config.settings.zone)
    dark = [one for one in blackouts.known(config) if one.last >= first and (one.first or first) <= last]
    names = _names([row.value for row in rows if row.kind == Kind.MEMBER], dark)
    found: dict[date, list[Silence]] = defaultdict(list)
    place = ZoneInfo(config.settings.zone)
    for row in rows:
        said = names.get(row.value) if row.kind == Kind.MEMBER else None
        told = Silence("pause", said or scope(str(Scope(Kind(row.kind), row.value))), row.reason)
        begin = row.starts_at.astimezone(place).date()
        # It ends before the instant that it names.
        end = (row.ends_at - timedelta(microseconds=1)).astimezone(place).date() if row.ends_at else last
        _spread(found, told, max(begin, first), min(end, last))
    for one in dark:
        who = one.initiative or one.member
        told = Silence("blackout", names.get(who, who) if who else _of_country(one), one.note)
        _spread(found, told, max(one.first or first, first), min(one.last, last))
    return found


def _pauses(first: date, last: date, zone: str) -> list[Pause]:
    place = ZoneInfo(zone)
    begin = datetime.combine(first, time(), place).astimezone(UTC)
    end = datetime.combine(last + _ONE_DAY, time(), place).astimezone(UTC)
    ends_later = Q(ends_at__isnull=True) | (Q(ends_at__gt=begin) & Q(ends_at__gt=F("starts_at")))
    return list(Pause.objects.filter(ends_later, starts_at__lt=end).order_by("starts_at", "id"))


def _names(members: list[str], dark: list[Blackout]) -> dict[str, str]:
    """Return the names of whom they silence, with one question for all members and one for all works."""
    bodies = member_bodies([*members, *(one.member or "" for one in dark)])
    works = initiative_bodies(one.initiative or "" for one in dark)
    named = {member: in_language(body["name"], current()) for member, body in bodies.items()}
    return named | {work: in_language(body["title"], current()) for work, body in works.items()}


def _of_country(one: Blackout) -> str:
    return country_name(one.country) if one.country else _("Everything")


def _spread(found: dict[date, list[Silence]], told: Silence, first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        found[first + timedelta(days=number)].append(told)


def editions(first: date, last: date, config: Config) -> dict[date, date]:
    """Return the month of the newsletter edition that is due on a day, by that day.

    The calendar shows what this returns: whoever keeps editions tells their days and states here.
    """
    due = config.settings.newsletter.day_of_month
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: day.replace(day=1) for day in days if day.day == due and day >= app.today(config.settings.zone)}
