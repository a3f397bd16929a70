from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.dates import Span
from comms.readers.foreign_ics import MOST_EVENTS, Setting, read_ics

SETTING = Setting(
    Span(date(2026, 1, 1), date(2028, 12, 31)),
    "Europe/Madrid",
    zones={"forum-2027": "Asia/Seoul"},
    themes={"human rights": "human-rights"},
)
BERLIN = """\
BEGIN:VTIMEZONE
TZID:Our Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def an_ics(*events, zone=""):
    blocks = ["\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")) for lines in events]
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *([zone] if zone else []), *blocks, "END:VCALENDAR", "")
    return "\n".join(whole).replace("\n", "\r\n").encode()


def an_event(*lines, uid="u1", name="Forum"):
    return (f"UID:{uid}", f"SUMMARY:{name}", "DTSTAMP:20260101T000000Z", *lines)


def says(*lines, zone="", **fields):
    (found,), problems = read_ics(an_ics(an_event(*lines, **fields), zone=zone), SETTING, file="f.ics")
    assert problems == []
    return dict(found.says)


def dates(*lines, zone=""):
    found = says(*lines, zone=zone)
    return tuple(found.get(name) for name in ("first", "last", "starts", "ends", "zone"))


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (["DTSTART;VALUE=DATE:20270512", "DTEND;VALUE=DATE:20270515"], "2027-05-12", "2027-05-14"),
        (["DTSTART;VALUE=DATE:20270512"], "2027-05-12", "2027-05-12"),
        (["DTSTART;VALUE=DATE:20270512", "DTEND;VALUE=DATE:20270512"], "2027-05-12", "2027-05-12"),
        (["DTSTART;VALUE=DATE:20270512", "DURATION:P3D"], "2027-05-12", "2027-05-14"),
        (["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270102"], "2026-12-31", "2027-01-01"),
        (["DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301"], "2028-02-29", "2028-02-29"),
    ],
)
def test_exclusive_end_of_whole_days_becomes_the_last_day(lines, first, last):
    assert dates(*lines) == (first, last, None, None, "Europe/Madrid")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["DTSTART;TZID=Asia/Seoul:20270512T220000", "DTEND;TZID=Asia/Seoul:20270513T020000"],
            ("2027-05-12", "2027-05-13", "2027-05-12T22:00:00", "2027-05-13T02:00:00", "Asia/Seoul"),
        ),
        (
            ["DTSTART;TZID=Asia/Seoul:20270512T220000", "DTEND;TZID=America/New_York:20270512T130000"],
            ("2027-05-12", "2027-05-13", "2027-05-12T22:00:00", "2027-05-13T02:00:00", "Asia/Seoul"),
        ),
        (
            ["DTSTART:20270512T220000Z", "DURATION:PT5H"],
            ("2027-05-13", "2027-05-13", "2027-05-13T00:00:00", "2027-05-13T05:00:00", "Europe/Madrid"),
        ),
        (
            ["DTSTART:20270512T090000", "DTEND:20270512T100000"],
            ("2027-05-12", "2027-05-12", "2027-05-12T09:00:00", "2027-05-12T10:00:00", "Europe/Madrid"),
        ),
        (["DTSTART:20270512T090000Z"], ("2027-05-12", "2027-05-12", None, None, "Europe/Madrid")),
        (
            ["DTSTART:20270512T090000Z", "DTEND:20270512T080000Z"],
            ("2027-05-12", "2027-05-12", None, None, "Europe/Madrid"),
        ),
        (
            ["DTSTART:20271031T013000Z", "DTEND:20271031T020000Z"],
            ("2027-10-31", "2027-10-31", "2027-10-31T01:30:00", "2027-10-31T02:00:00", "UTC"),
        ),
    ],
)
def test_hours_are_told_at_the_place_of_the_start(lines, expected):
    assert dates(*lines) == expected


def test_zone_that_the_file_defines_itself_is_obeyed():
    found = dates("DTSTART;TZID=Our Berlin:20270712T090000", "DTEND;TZID=Our Berlin:20270712T100000", zone=BERLIN)

    assert found[2:] == ("2027-07-12T09:00:00", "2027-07-12T10:00:00", "Europe/Madrid")


def test_event_is_told_with_what_we_have_a_field_for():
    found = says(
        "DTSTART;VALUE=DATE:20270512",
        "LOCATION:Gwangju\\, Republic of Korea",
        "URL:https://example.org/forum",
        "STATUS:TENTATIVE",
        "CATEGORIES:Human rights,Other",
        name="Forum\\nof  cities\u200b",
    )

    assert (found["name"], found["place"]) == ({"en": "Forum of cities\u200b"}, {"en": "Gwangju, Republic of Korea"})
    assert (found["page"], found["status"], found["themes"]) == (
        "https://example.org/forum",
        "projected",
        ["human-rights"],
    )


def test_name_in_another_language_is_kept_in_it():
    event = ("UID:u", "SUMMARY;LANGUAGE=fr:Forum mondial", "DTSTART;VALUE=DATE:20270512")

    ((found,), _) = read_ics(an_ics(event), SETTING, file="f")

    assert found.says["name"] == {"en": "Forum mondial", "fr": "Forum mondial"}


def test_our_own_event_is_known_by_its_uid_and_keeps_its_zone():
    event = an_event("DTSTART:20270512T000000Z", "DTEND:20270512T010000Z", uid="forum-2027.event@feeds.example.org")

    ((found,), _) = read_ics(an_ics((*event, "STATUS:CANCELLED")), SETTING, file="f")

    assert (found.id, found.says["zone"], found.says["starts"]) == ("forum-2027", "Asia/Seoul", "2027-05-12T09:00:00")


def test_cancelled_event_keeps_its_name():
    found = says("DTSTART;VALUE=DATE:20270512", "STATUS:CANCELLED", name="CANCELLED: Forum")

    assert (found["name"], found["status"]) == ({"en": "Forum"}, "cancelled")


def test_event_that_comes_back_is_told_turn_by_turn_with_its_exceptions():
    lines = ("DTSTART;VALUE=DATE:20250105", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270105")
    moved = an_event("RECURRENCE-ID;VALUE=DATE:20280105", "DTSTART;VALUE=DATE:20280201", name="Moved")

    found, problems = read_ics(an_ics(an_event(*lines), moved), SETTING, file="f")

    assert [(one.uid, one.says["first"], one.says["name"]["en"]) for one in found] == [
        ("u1#20260105", "2026-01-05", "Forum"),
        ("u1#20280105", "2028-02-01", "Moved"),
    ]
    assert problems == []


def test_event_outside_the_period_is_left_out():
    assert read_ics(an_ics(an_event("DTSTART;VALUE=DATE:20200105")), SETTING, file="f") == ([], [])


@pytest.mark.parametrize(
    ("events", "line"),
    [
        ([an_event()], "f.ics: u1: DTSTART: is missing; an event needs a first day"),
        ([an_event("DTSTART;VALUE=DATE:20270512", name="")], "f.ics: u1: SUMMARY: is empty; an event needs a name"),
        (
            [("SUMMARY:A", "DTSTART;VALUE=DATE:20270512")],
            "f.ics: an event: UID: has no UID; without one it could not be told apart when it changes",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512")] * 2,
            "f.ics: u1: UID: stands for two events; each needs a UID of its own",
        ),
        (
            [an_event("DTSTART:20270512T090000Z", "RRULE:FREQ=SECONDLY")],
            "f.ics: u1: RRULE: comes back within a day, which no calendar of days can show; leave it out",
        ),
        (
            [an_event("DTSTART:20270512T090000Z", "RRULE:FREQ=DAILY;BYSECOND=1,2,3")],
            "f.ics: u1: RRULE: comes back within a day, which no calendar of days can show; leave it out",
        ),
    ],
)
def test_event_that_cannot_be_read_is_told_with_its_field_and_the_others_stay(events, line):
    sound = an_event("DTSTART;VALUE=DATE:20270512", uid="sound")

    found, problems = read_ics(an_ics(*events, sound), SETTING, file="f.ics")

    assert ([one.uid for one in found], [str(problem) for problem in problems]) == (["sound"], [line])


def test_broken_date_takes_no_other_event_along():
    sound = an_event("DTSTART;VALUE=DATE:20270512", uid="sound")

    found, (problem,) = read_ics(an_ics(an_event("DTSTART:yesterday"), sound), SETTING, file="f.ics")

    assert ([one.uid for one in found], problem.entry) == (["sound"], "u1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a calendar; give an ICS file"),
        (b"<html>Not found</html>", "is not a calendar; give an ICS file"),
        (an_ics(an_event("DTSTART;VALUE=DATE:20270512"))[:-20], "breaks off before its end; fetch it again"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR", "cannot be read as a calendar"),
        (
            b"BEGIN:VCALENDAR" + b"\r\nRRULE:FREQ=YEARLY" * 101 + b"\r\nEND:VCALENDAR",
            "more than 100 events that come back; split it",
        ),
        (b"BEGIN:VCALENDAR" + b"\r\nBEGIN:VEVENT" * 2_001 + b"\r\nEND:VCALENDAR", f"more than {MOST_EVENTS} events"),
    ],
)
def test_file_that_is_no_whole_calendar_is_told(content, words):
    found, (problem,) = read_ics(content, SETTING, file="f.ics")

    assert (found, words in problem.message, problem.file) == ([], True, "f.ics")


def test_event_that_comes_back_so_often_that_it_would_fill_the_feeds_is_refused():
    daily = an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")
    weekly = an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=WEEKLY", uid="weekly")

    found, problems = read_ics(an_ics(daily, weekly), SETTING, file="f.ics")

    assert {one.uid.partition("#")[0] for one in found} == {"weekly"}
    assert [str(problem) for problem in problems] == [
        "f.ics: u1: RRULE: comes back more than 200 times in the period, which would fill the feeds; leave it out"
    ]


def test_rules_that_together_fill_the_period_are_refused():
    often = [an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=WEEKLY", uid=f"u{n}") for n in range(15)]

    found, (problem,) = read_ics(an_ics(*often), SETTING, file="f.ics")

    assert (found, problem.message) == ([], "holds more than 2000 events in the period; split it")


LINES = st.lists(st.one_of(st.text(max_size=60), st.sampled_from(["DTSTART:", "RRULE:FREQ=", "UID:", "EXDATE:x"])))


@given(st.one_of(st.binary(max_size=400), LINES.map(an_ics), st.text().map(str.encode)))
def test_no_bytes_make_the_reader_fall(content):
    found, problems = read_ics(content, SETTING, file="f.ics")

    assert all("\n" not in str(problem) for problem in problems)
    assert isinstance(found, list)
