"""One event through the ics package, with our own serializer where the package departs from RFC 5545.

The package calls every method serialize_… of the serializer, in the order of their names.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote

import ics
from ics.grammar.parse import Container, ContentLine
from ics.serializers.event_serializer import EventSerializer

from comms.feeds.feed_event import FeedEvent, Stamp, first_stamp
from comms.feeds.ics_text import cleaned, escaped, lines, one_line

_DAY = timedelta(days=1)
# All that RFC 3986 allows in an address, and the percent sign of what is quoted already.
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=-._~%"


def instant(moment: datetime) -> str:
    """Return an aware *moment* as iCalendar writes it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def web_address(text: str) -> str:
    """Return *text* as a URI value: in ASCII, and never escaped as text is."""
    return quote(one_line(text), safe=_IN_ADDRESS)


def _spoken(language: str) -> dict[str, list[str]]:
    return {"LANGUAGE": [language]}


class _Serializer(EventSerializer):  # type: ignore[misc]  # the package has no types
    @staticmethod
    def serialize_created(event: "_Event", container: Container) -> None:
        container.append(ContentLine("DTSTAMP", value=instant(event.stamp.changed)))

    @staticmethod
    def serialize_last_modified(event: "_Event", container: Container) -> None:
        container.append(ContentLine("LAST-MODIFIED", value=instant(event.stamp.changed)))
        container.append(ContentLine("SEQUENCE", value=str(event.stamp.sequence)))

    @staticmethod
    def serialize_start(event: "_Event", container: Container) -> None:
        """Write start and end; the end of whole days is the day after the last."""
        if event.entry.hours:
            starts, ends = event.entry.hours
            container.append(ContentLine("DTSTART", value=instant(starts)))
            container.append(ContentLine("DTEND", value=instant(ends)))
        else:
            whole_days = {"VALUE": ["DATE"]}
            container.append(ContentLine("DTSTART", whole_days, f"{event.entry.first:%Y%m%d}"))
            container.append(ContentLine("DTEND", whole_days, f"{event.entry.last + _DAY:%Y%m%d}"))

    @staticmethod
    def serialize_summary(event: "_Event", container: Container) -> None:
        title = escaped(one_line(event.entry.summary))
        container.append(ContentLine("SUMMARY", _spoken(event.entry.language), title))

    @staticmethod
    def serialize_description(event: "_Event", container: Container) -> None:
        # Libical, and so Evolution, drops blanks at the front, and takes a property without a value for an error.
        description = cleaned(event.entry.description).strip()
        if description:
            # A private event tells texts of several languages in one.
            known = {} if event.entry.is_private else _spoken(event.entry.about_language or event.entry.language)
            container.append(ContentLine("DESCRIPTION", known, escaped(description)))

    @staticmethod
    def serialize_location(event: "_Event", container: Container) -> None:
        if one_line(event.entry.location):
            language = event.entry.place_language or event.entry.language
            container.append(ContentLine("LOCATION", _spoken(language), escaped(one_line(event.entry.location))))

    @staticmethod
    def serialize_url(event: "_Event", container: Container) -> None:
        if event.entry.url:
            container.append(ContentLine("URL", value=web_address(event.entry.url)))

    @staticmethod
    def serialize_categories(event: "_Event", container: Container) -> None:
        labels = ",".join(escaped(one_line(label)) for label in event.entry.categories if one_line(label))
        if labels:
            container.append(ContentLine("CATEGORIES", value=labels))

    @staticmethod
    def serialize_transparent_hint(event: "_Event", container: Container) -> None:  # noqa: ARG004 - the package's call
        """Say to Outlook too that the day leaves its reader free."""
        container.append(ContentLine("X-MICROSOFT-CDO-BUSYSTATUS", value="FREE"))


class _Event(ics.Event):  # type: ignore[misc]  # the same
    class Meta(ics.Event.Meta):  # type: ignore[misc]  # the same
        serializer = _Serializer

    def __init__(self, entry: FeedEvent, stamp: Stamp) -> None:
        shown_to = "PRIVATE" if entry.is_private else "PUBLIC"
        super().__init__(uid=entry.uid, status=entry.status, transparent=True, classification=shown_to)
        self.entry = entry
        self.stamp = stamp


# An entry stands in many feeds, and in the next build it is mostly the same.
@lru_cache(maxsize=8_192)
def block(entry: FeedEvent, stamp: Stamp | None = None) -> str:
    """Return *entry* as a VEVENT block: folded, each line ended by CRLF, ready to be joined to others."""
    return lines(_Event(entry, stamp or first_stamp(entry)).serialize())
