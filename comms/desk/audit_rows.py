"""The audit as a page and as a table: what was asked for, and each line in words."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypedDict
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from comms.desk import sayings
from comms.feeds.calendar_listing import cell
from comms.services import audit_chain
from comms.store.models import AuditLine, Post

COLUMNS = ("number", "at", "who", "act", "subject", "before", "after", "digest")


@dataclass(frozen=True)
class Asked:
    """What a person asked for; days are in the zone of the site, and *last* counts."""

    who: str = ""
    act: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def address(self) -> str:
        """Return what was asked for as it stands in an address."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    def lines(self, zone: str) -> QuerySet[AuditLine]:
        """Return the lines that fit, the newest first."""
        first, end = self.first, self.last + timedelta(days=1) if self.last else None
        return audit_chain.found(
            who=self.who, act=self.act, subject=self.subject, first=_midnight(first, zone), end=_midnight(end, zone)
        )


def _midnight(day: date | None, zone: str) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(zone)) if day else None


def asked(given: Mapping[str, str]) -> Asked:
    """Return what *given* asks for; a day that is none is as good as not given."""
    who, act, subject = (given.get(name, "").strip() for name in ("who", "act", "subject"))
    return Asked(who, act, subject, _day(given.get("first", "")), _day(given.get("last", "")))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None  # noqa: PLR2004 - no line is of another time, no zone fails


class Told(TypedDict):
    """One line in words, with the page of the post that it is about."""

    line: AuditLine
    who: str
    act: str
    address: str
    changes: list[tuple[str, str, str]]


def told(lines: Iterable[AuditLine]) -> list[Told]:
    """Return *lines* in words."""
    shown = list(lines)
    keys = [line.subject.removeprefix("post:") for line in shown if line.subject.startswith("post:")]
    posts = dict(Post.objects.filter(key__in=keys).values_list("key", "pk"))
    return [_told(line, posts) for line in shown]


def _told(line: AuditLine, posts: Mapping[str, int]) -> Told:
    post = posts.get(line.subject.removeprefix("post:"))
    return {
        "line": line,
        "who": sayings.actor(line.who),
        "act": sayings.act(line.act),
        "address": reverse("post", args=(post,)) if post else "",
        "changes": list(_changes(line)),
    }


def _changes(line: AuditLine) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*line.before, *line.after]):
        yield name, _text(line.before.get(name)), _text(line.after.get(name))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _Echo:
    def write(self, text: str) -> str:
        """Return *text*: what the table writes is sent on as it comes."""
        return text


def table(lines: QuerySet[AuditLine]) -> Iterator[str]:
    """Yield the rows of a table for spreadsheets, in which no text is a formula; instants in UTC."""
    sheet = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + sheet.writerow(COLUMNS)
    for line in lines.iterator(chunk_size=1000):
        texts = (line.who, line.act, line.subject, _text(line.before), _text(line.after), line.digest)
        yield sheet.writerow([line.pk, line.at.isoformat(), *map(cell, texts)])
