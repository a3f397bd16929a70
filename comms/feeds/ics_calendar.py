"""A calendar of events: its front, and the join of its blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import ics
from ics.grammar.parse import Container, ContentLine
from ics.serializers.icalendar_serializer import CalendarSerializer

from comms.feeds.ics_event import instant, web_address
from comms.feeds.ics_text import escaped, lines, one_line, plain_name, without_markup

_PRODUCT = "-//Communications desk//Calendar feeds//EN"
_ASK_AGAIN = "PT6H"
_END = "END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Cover:
    """What a subscriber sees of a calendar before its events; *color* is a CSS name and its #RRGGBB.

    *page* is where to read on, *labels* are its themes.
    """

    name: str
    description: str
    color: tuple[str, str]
    changed: datetime
    source: str = ""
    page: str = ""
    labels: tuple[str, ...] = ()


class _Serializer(CalendarSerializer):  # type: ignore[misc]  # the package has no types
    """The digit puts our lines after VERSION and PRODID, and before all others."""

    @staticmethod
    def serialize_2cover(calendar: "_Calendar", container: Container) -> None:
        """Write all but a UID (one reader takes the whole feed for one item then) and a METHOD."""
        cover, duration, address = calendar.cover, {"VALUE": ["DURATION"]}, {"VALUE": ["URI"]}
        name, description = plain_name(cover.name), escaped(without_markup(cover.description))
        container += [
            ContentLine("CALSCALE", value="GREGORIAN"),
            ContentLine("NAME", value=name),
            ContentLine("X-WR-CALNAME", value=name),
            ContentLine("DESCRIPTION", value=description),
            ContentLine("X-WR-CALDESC", value=description),
            ContentLine("X-WR-TIMEZONE", value="UTC"),
            ContentLine("COLOR", value=cover.color[0]),
            ContentLine("X-APPLE-CALENDAR-COLOR", value=cover.color[1]),
            ContentLine("REFRESH-INTERVAL", duration, _ASK_AGAIN),
            ContentLine("X-PUBLISHED-TTL", value=_ASK_AGAIN),
            ContentLine("LAST-MODIFIED", value=instant(cover.changed)),
        ]
        if cover.source:
            container.append(ContentLine("SOURCE", address, web_address(cover.source)))
        if cover.page:
            container.append(ContentLine("URL", value=web_address(cover.page)))
        labels = ",".join(escaped(one_line(label)) for label in cover.labels if one_line(label))
        if labels:
            container.append(ContentLine("CATEGORIES", value=labels))


class _Calendar(ics.Calendar):  # type: ignore[misc]  # the same
    class Meta(ics.Calendar.Meta):  # type: ignore[misc]  # the same
        serializer = _Serializer

    def __init__(self, cover: Cover) -> None:
        super().__init__(creator=_PRODUCT)
        self.cover = cover


def calendar(cover: Cover, blocks: Iterable[str]) -> bytes:
    """Return the calendar of these VEVENT blocks, in their order."""
    front = lines(_Calendar(cover).serialize()).removesuffix(_END)
    return "".join([front, *blocks, _END]).encode()
