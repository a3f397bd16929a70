from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from comms.feeds.ics_calendar import calendar
from comms.feeds.ics_event import block
from comms.feeds.lint import findings
from tests.feeds.values import a_cover, a_feed, an_entry

EVIL = [
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "\nEND:VEVENT\nBEGIN:VEVENT",
    '";,:\\',
    "\u2028END:VEVENT",
    "\x07\x00",
    "\x85BEGIN:VEVENT",
]
IN_AN_EVENT = [
    lambda evil: {"summary": evil},
    lambda evil: {"description": evil},
    lambda evil: {"location": evil},
    lambda evil: {"url": f"https://example.org/{evil}"},
    lambda evil: {"categories": (evil, "Housing")},
]
IN_A_COVER = [
    lambda evil: {"name": f"Days {evil}"},
    lambda evil: {"description": f"Days. {evil}"},
    lambda evil: {"source": f"https://example.org/{evil}"},
    lambda evil: {"page": f"https://example.org/{evil}"},
    lambda evil: {"labels": (evil, "Housing")},
]


def read(feed):
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    return event


def test_event_is_written_as_subscribers_read_it(snapshot):
    assert block(an_entry()) == snapshot


def test_one_day_ends_on_the_next_as_the_format_wants():
    event = read(a_feed(an_entry(first=date(2028, 2, 29), last=date(2028, 2, 29))))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2028, 2, 29), date(2028, 3, 1))


def test_sixteen_days_last_sixteen_days():
    event = read(a_feed(an_entry(first=date(2026, 11, 25), last=date(2026, 12, 10))))

    assert (event["DTEND"].dt - event["DTSTART"].dt).days == 16


def test_hours_are_told_in_utc():
    seoul = ZoneInfo("Asia/Seoul")
    hours = (datetime(2027, 5, 12, 8, 0, tzinfo=seoul), datetime(2027, 5, 12, 20, 30, tzinfo=seoul))

    told = block(an_entry(hours=hours)).split("\r\n")

    assert [line for line in told if line.startswith("DT")] == [
        "DTSTAMP:20261123T000000Z",
        "DTSTART:20270511T230000Z",
        "DTEND:20270512T113000Z",
    ]


def test_address_is_never_escaped_as_text_is():
    told = block(an_entry(url="https://example.org/?a=1,2;c&d=ñ%20#top")).split("\r\n")

    assert [line for line in told if line.startswith("URL")] == ["URL:https://example.org/?a=1,2;c&d=%C3%B1%20#top"]


def test_empty_fields_are_left_out():
    bare = block(an_entry(description="", categories=(), url="", location="")).split("\r\n")

    assert [line.split(":")[0].split(";")[0] for line in bare] == [
        "BEGIN", "CLASS", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "SUMMARY", "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS", "UID", "END", "",
    ]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("fields", IN_AN_EVENT)
def test_no_field_of_an_event_can_add_an_event(fields, evil):
    feed = a_feed(an_entry(**fields(evil)))

    assert len(icalendar.Calendar.from_ical(feed).walk("VEVENT")) == feed.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert [one for one in findings(feed) if one.rule not in ("SUMMARY", "LOCATION")] == []


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("fields", IN_A_COVER)
def test_no_field_of_a_calendar_can_add_an_event(fields, evil):
    feed = calendar(a_cover(**fields(evil)), [block(an_entry())])

    assert len(icalendar.Calendar.from_ical(feed).walk("VEVENT")) == 1
    assert findings(feed) == []


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("field", ["uid", "language", "about_language", "place_language"])
def test_uid_and_language_are_refused_where_they_are_not_plain(field, evil):
    with pytest.raises(ValueError, match="cannot stand in a feed"):
        an_entry(**{field: evil})
