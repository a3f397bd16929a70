from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.dates import Span
from comms.readers import foreign_ics
from comms.readers.foreign_ics import MOST_EVENTS, read_ics
from comms.readers.foreign_reading import Setting

SETTING = Setting(
    Span(date(2026, 1, 1), date(2028, 12, 31)),
    "Europe/Madrid",
    zones={"forum-2027": "Asia/Seoul"},
    themes={"human rights": "human-rights"},
)
UNEXPLAINED = ", which the file does not explain (VTIMEZONE); write one such as Europe/Madrid in the source"
AS_DATES = ", which is not followed; list the exceptions as EXDATE in the source"
TOO_LONG = ", more than the 366 of a long year; correct it in the source"
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


def read(content, setting=SETTING, *, file="f.ics"):
    found = read_ics(content, setting, file=file)
    return found.events, found.problems


def an_ics(*events, zone=""):
    blocks = ["\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")) for lines in events]
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *([zone] if zone else []), *blocks, "END:VCALENDAR", "")
    return "\n".join(whole).replace("\n", "\r\n").encode()


def an_event(*lines, uid="u1", name="Forum"):
    return (f"UID:{uid}", f"SUMMARY:{name}", "DTSTAMP:20260101T000000Z", *lines)


def says(*lines, zone="", **fields):
    (found,), problems = read(an_ics(an_event(*lines, **fields), zone=zone))
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

    ((found,), _) = read(an_ics(event))

    assert found.says["name"] == {"en": "Forum mondial", "fr": "Forum mondial"}


def test_our_own_event_is_known_by_its_uid_and_keeps_its_zone():
    event = an_event("DTSTART:20270512T000000Z", "DTEND:20270512T010000Z", uid="forum-2027.event@feeds.example.org")

    ((found,), _) = read(an_ics((*event, "STATUS:CANCELLED")))

    assert (found.id, found.says["zone"], found.says["starts"]) == ("forum-2027", "Asia/Seoul", "2027-05-12T09:00:00")


def test_cancelled_event_keeps_its_name():
    found = says("DTSTART;VALUE=DATE:20270512", "STATUS:CANCELLED", name="CANCELLED: Forum")

    assert (found["name"], found["status"]) == ({"en": "Forum"}, "cancelled")


def test_zone_of_one_file_means_nothing_in_the_next():
    event = an_event("DTSTART;TZID=Our Berlin:20270712T090000")
    first = read(an_ics(event, zone=BERLIN))

    found, (problem,) = read(an_ics(event))

    assert (first[1], found, problem.field) == ([], [], "DTSTART")


@pytest.mark.parametrize(
    ("name", "zone"),
    [("W. Europe Standard Time", "Europe/Berlin"), ("/example.org/20250101/America/St_Johns", "America/St_Johns")],
)
def test_zone_that_other_programs_call_by_another_name_is_known(name, zone):
    assert dates(f"DTSTART;TZID={name}:20270712T090000")[4] == zone


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=YEARLY;BYHOUR=1"])
def test_zone_whose_clocks_would_be_counted_for_ever_is_refused_with_its_file(rule):
    zone = BERLIN.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", rule)

    found, (problem,) = read(an_ics(an_event("DTSTART;TZID=Our Berlin:20270712T090000"), zone=zone))

    assert (found, str(problem)) == (
        [],
        "f.ics: zone Our Berlin: RRULE: is not a rule by which clocks change once a year; correct it in the source",
    )


def test_file_with_the_line_ends_of_old_machines_is_read():
    ((found,), problems) = read(an_ics(an_event("DTSTART;VALUE=DATE:20270512")).replace(b"\r\n", b"\r"))

    assert (found.uid, problems) == ("u1", [])


def test_whole_day_needs_no_zone_that_anybody_knows():
    assert dates("DTSTART;TZID=Mars;VALUE=DATE:20270712")[:2] == ("2027-07-12", "2027-07-12")


def test_letter_that_is_folded_in_the_middle_is_put_together_again():
    content = an_ics(an_event("DTSTART;VALUE=DATE:20270512", name="España")).replace(b"\xc3\xb1", b"\xc3\r\n \xb1")

    ((found,), problems) = read(b"\xef\xbb\xbf" + content)

    assert (found.says["name"], problems) == ({"en": "España"}, [])


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (("UID:u1", "SUMMARY:España"), "f.ics: u1: SUMMARY: is not UTF-8; save or export the file as UTF-8"),
        (("SUMMARY:España", "UID:u1"), "f.ics: u1: SUMMARY: is not UTF-8; save or export the file as UTF-8"),
        (("LOCATION:España",), "f.ics: LOCATION: is not UTF-8; save or export the file as UTF-8"),
        (("ñ",), "f.ics: is not UTF-8; save or export the file as UTF-8"),
    ],
)
def test_text_that_is_not_utf_8_is_refused_whole_with_its_event_and_field(lines, line):
    sound = an_event("DTSTART;VALUE=DATE:20270512", uid="sound")
    content = an_ics(sound, ("DTSTART;VALUE=DATE:20270512", *lines)).decode().encode("latin-1")

    found, problems = read(content)

    assert (found, [str(problem) for problem in problems]) == ([], [line])


def test_text_outside_events_that_is_not_utf_8_is_told_by_its_field():
    content = an_ics(an_event("DTSTART;VALUE=DATE:20270512"), zone="X-WR-CALNAME:Año").decode().encode("latin-1")

    _, (problem,) = read(content)

    assert (problem.entry, problem.field) == ("", "X-WR-CALNAME")


def test_two_turns_on_one_day_are_two_events_and_the_first_keeps_its_name():
    rdates = "RDATE:20270512T180000Z,20270513T080000Z"

    found, problems = read(an_ics(an_event("DTSTART:20270512T080000Z", "DTEND:20270512T090000Z", rdates)))

    assert ([one.uid for one in found], problems) == (
        ["u1#20270512", "u1#20270512T180000", "u1#20270513"],
        [],
    )


def test_turns_that_were_moved_together_stay_apart():
    lines = ("DTSTART;VALUE=DATE:20270105", "RRULE:FREQ=MONTHLY;COUNT=3")
    moved = an_event("RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270205", "DTSTART;VALUE=DATE:20270206")

    found, _ = read(an_ics(an_event(*lines), moved))

    assert [(one.uid, one.says["first"]) for one in found] == [
        ("u1#20270105", "2027-01-05"),
        ("u1#20270205", "2027-02-06"),
        ("u1#20270306", "2027-03-06"),
    ]


def test_file_whose_rules_take_too_long_is_told_event_by_event(monkeypatch):
    monkeypatch.setattr(foreign_ics, "MOST_SECONDS", -1.0)

    found, (problem,) = read(an_ics(an_event("DTSTART;VALUE=DATE:20270512")))

    assert (found, str(problem)) == (
        [],
        "f.ics: u1: was not reached: what comes back in this file takes too long to count out; split the file",
    )


def test_event_that_comes_back_is_told_turn_by_turn_with_its_exceptions():
    lines = ("DTSTART;VALUE=DATE:20250105", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270105")
    moved = an_event("RECURRENCE-ID;VALUE=DATE:20280105", "DTSTART;VALUE=DATE:20280201", name="Moved")

    found, problems = read(an_ics(an_event(*lines), moved))

    assert [(one.uid, one.says["first"], one.says["name"]["en"]) for one in found] == [
        ("u1#20260105", "2026-01-05", "Forum"),
        ("u1#20280105", "2028-02-01", "Moved"),
    ]
    assert problems == []


def test_event_outside_the_period_is_left_out():
    found = read_ics(an_ics(an_event("DTSTART;VALUE=DATE:20200105")), SETTING, file="f")

    assert (found.events, found.problems, found.outside) == ([], [], 1)


@pytest.mark.parametrize(
    ("events", "line"),
    [
        ([an_event("DTSTART:yesterday")], "f.ics: u1: DTSTART: is not a date; correct it in the source"),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DTEND:20271332")],
            "f.ics: u1: DTEND: is not a date; correct it in the source",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DTEND;VALUE=DATE:20260512")],
            "f.ics: u1: DTEND: is before its DTSTART; correct it in the source",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DTEND:20270513T100000Z")],
            "f.ics: u1: DTEND: is a day where DTSTART is an hour, or the other way round; correct it in the source",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DURATION:long")],
            "f.ics: u1: DURATION: is not a duration; correct it in the source",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "RRULE:FREQ=YEARLY", "EXDATE:garbage")],
            "f.ics: u1: EXDATE: is not a date; correct it in the source",
        ),
        *(
            (
                [an_event("DTSTART;VALUE=DATE:20270512", f"RRULE:{rule}")],
                f"f.ics: u1: RRULE: {words}; correct it in the source",
            )
            for rule, words in (
                ("FREQ=FORTNIGHTLY", "is not a rule that anybody knows"),
                ("FREQ=MONTHLY;BYDAY=99XX", "is not a rule that anybody knows"),
                ("FREQ=DAILY;INTERVAL=0", "has INTERVAL below 1"),
                ("FREQ=DAILY;INTERVAL=-1", "has INTERVAL below 1"),
                ("FREQ=DAILY;COUNT=0", "has COUNT below 1"),
                ("FREQ=DAILY;BYSETPOS=0", "is a rule that cannot be counted out"),
                ("COUNT=3", "is a rule that cannot be counted out"),
            )
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "EXRULE:FREQ=YEARLY")],
            f"f.ics: u1: EXRULE: is a rule of exceptions{AS_DATES}",
        ),
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
            [an_event("DTSTART;TZID=Mars:20270512T090000")],
            f"f.ics: u1: DTSTART: is in the zone “Mars”{UNEXPLAINED}",
        ),
        (
            [an_event("DTSTART:20270512T090000Z", "DTEND;TZID=Our Berlin:20270512T100000")],
            f"f.ics: u1: DTEND: is in the zone “Our Berlin”{UNEXPLAINED}",
        ),
        (
            [an_event("DTSTART:20270512T090000Z", "RDATE:20270513T090000Z", "RDATE;TZID=Mars:20270514T090000")],
            f"f.ics: u1: RDATE: is in the zone “Mars”{UNEXPLAINED}",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DTEND;VALUE=DATE:99991231")],
            f"f.ics: u1: DTEND: makes it last 2911945 days{TOO_LONG}",
        ),
        (
            [an_event("DTSTART:20270512T090000Z", "DURATION:P367D")],
            f"f.ics: u1: DURATION: makes it last 367 days{TOO_LONG}",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:20270512", "DURATION:P99999999D")],
            f"f.ics: u1: DURATION: makes it last 99999999 days{TOO_LONG}",
        ),
        (
            [an_event("DTSTART;VALUE=DATE:18991231", "RRULE:FREQ=DAILY")],
            "f.ics: u1: DTSTART: is in the year 1899; begin the series in 1900 or later",
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

    found, problems = read(an_ics(*events, sound))

    assert ([one.uid for one in found], [str(problem) for problem in problems]) == (["sound"], [line])


def test_broken_date_takes_no_other_event_along():
    sound = an_event("DTSTART;VALUE=DATE:20270512", uid="sound")

    found, (problem,) = read(an_ics(an_event("DTSTART:yesterday"), sound))

    assert ([one.uid for one in found], problem.entry) == (["sound"], "u1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; give a file of events, saved as ICS"),
        (b"<html>Not found</html>", "is a web page; give the events themselves, as ICS"),
        (b"id,name.en\r\n", "is not a calendar; give an ICS file"),
        (an_ics(), "holds no events; export the events of the calendar"),
        (
            an_ics(zone="BEGIN:VTODO\nUID:1\nEND:VTODO\nBEGIN:VTODO\nUID:2\nEND:VTODO\nBEGIN:VJOURNAL\nEND:VJOURNAL"),
            "holds no events, only other entries (VTODO: 2, VJOURNAL: 1); export the events of the calendar",
        ),
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
    found, (problem,) = read(content)

    assert (found, words in problem.message, problem.file) == ([], True, "f.ics")


def test_event_that_comes_back_so_often_that_it_would_fill_the_feeds_is_refused():
    daily = an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")
    weekly = an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=WEEKLY", uid="weekly")

    found, problems = read(an_ics(daily, weekly))

    assert {one.uid.partition("#")[0] for one in found} == {"weekly"}
    assert [str(problem) for problem in problems] == [
        "f.ics: u1: RRULE: comes back more than 200 times in the period, which would fill the feeds; leave it out"
    ]


def test_rules_that_together_fill_the_period_are_refused():
    often = [an_event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=WEEKLY", uid=f"u{n}") for n in range(15)]

    found, (problem,) = read(an_ics(*often))

    assert (found, problem.message) == ([], "holds more than 2000 events in the period; split it")


LINES = st.lists(st.one_of(st.text(max_size=60), st.sampled_from(["DTSTART:", "RRULE:FREQ=", "UID:", "EXDATE:x"])))


@given(st.one_of(st.binary(max_size=400), LINES.map(an_ics), st.text().map(str.encode)))
def test_no_bytes_make_the_reader_fall(content):
    found, problems = read(content)

    assert all("\n" not in str(problem) for problem in problems)
    assert isinstance(found, list)
