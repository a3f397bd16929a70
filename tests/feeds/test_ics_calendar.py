import icalendar

from comms.feeds.ics_calendar import calendar
from comms.feeds.ics_event import block
from comms.feeds.lint import findings
from tests.feeds.values import a_cover, a_feed, an_entry


def test_feed_is_written_as_subscribers_read_it(snapshot):
    assert a_feed().decode() == snapshot


def test_version_comes_first_and_the_end_is_ended():
    feed = a_feed()

    assert feed.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert feed.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_calendar_has_no_uid_of_its_own_and_no_method():
    front = icalendar.Calendar.from_ical(a_feed())

    assert ["UID" in front, "METHOD" in front] == [False, False]


def test_name_keeps_no_comma_that_a_reader_would_show_escaped():
    front = icalendar.Calendar.from_ical(a_feed(cover=a_cover(name="Decent work, labour; pay")))

    assert [str(front["NAME"]), str(front["X-WR-CALNAME"])] == ["Decent work labour pay"] * 2


def test_calendar_without_an_address_names_no_source():
    assert b"SOURCE" not in a_feed(cover=a_cover(source=""))


def test_calendar_tells_its_page_and_its_themes_before_its_events():
    front = a_feed(cover=a_cover(labels=("Work, decent", " "))).replace(b"\r\n ", b"").split(b"BEGIN:VEVENT")[0]

    assert front.decode().splitlines()[-2:] == [
        "URL:https://desk.example.org/public/en/index.html",
        "CATEGORIES:Work\\, decent",
    ]


def test_calendar_without_a_page_and_themes_tells_none():
    front = icalendar.Calendar.from_ical(a_feed(cover=a_cover(page="", labels=())))

    assert [name for name in ("URL", "CATEGORIES") if name in front] == []


def test_feed_is_the_join_of_its_blocks_in_their_order():
    blocks = [block(an_entry(uid=f"{name}@example.org")) for name in ("b", "a")]

    feed = calendar(a_cover(), blocks)

    assert feed.decode().endswith(f"\r\n{''.join(blocks)}END:VCALENDAR\r\n")


def test_calendar_may_be_empty():
    assert findings(calendar(a_cover(), [])) == []
