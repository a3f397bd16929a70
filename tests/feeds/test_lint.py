import re
from datetime import UTC, date, datetime

import pytest

from comms.feeds import lint
from comms.feeds.ics_calendar import calendar
from comms.feeds.ics_event import block
from comms.feeds.lint import findings
from comms.feeds.lint_event import Expected
from comms.feeds.lint_lines import Finding
from tests.feeds.values import a_cover, a_feed, an_entry

LATER = date(2026, 12, 11)
LONG = "Día " * 40
PUBLIC = Expected(shown_to="PUBLIC")


def replaced(old, new):
    return lambda feed: feed.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1)


def added_to_event(line):
    return replaced("TRANSP:TRANSPARENT\r\n", f"TRANSP:TRANSPARENT\r\n{line}\r\n")


def added_to_front(line):
    return replaced("CALSCALE:GREGORIAN\r\n", f"CALSCALE:GREGORIAN\r\n{line}\r\n")


def test_sound_feed_has_no_findings():
    assert findings(a_feed(an_entry(description=LONG))) == []


FAULTS = {
    "no DTSTAMP": (replaced("DTSTAMP:20261123T000000Z\r\n", ""), {"missing"}),
    "local DTSTAMP": (replaced("DTSTAMP:20261123T000000Z", "DTSTAMP:20261123T000000"), {"DTSTAMP"}),
    "DTSTAMP of the writing": (replaced("DTSTAMP:20261123T000000Z", "DTSTAMP:20261124T101500Z"), {"DTSTAMP"}),
    "long line": (replaced("\r\n ", ""), {"folding"}),
    "empty continuation": (replaced("\r\n ", "\r\n \r\n "), {"folding"}),
    "empty line": (replaced("SEQUENCE:0\r\n", "SEQUENCE:0\r\n\r\n"), {"folding", "property"}),
    "cut character": (replaced("í", b"\xc3\r\n \xad"), {"encoding"}),
    "not UTF-8": (replaced("Geneva", b"Gen\xe8ve"), {"encoding"}),
    "line feed alone": (replaced("SEQUENCE:0\r\n", "SEQUENCE:0\n"), {"line break", "SEQUENCE"}),
    "carriage return alone": (replaced("Geneva", "Gen\reva"), {"line break"}),
    "no last line break": (lambda feed: feed.removesuffix(b"\r\n"), {"tail"}),
    "cut short": (lambda feed: feed[: feed.index(b"TRANSP")], {"tail", "component", "missing"}),
    "escaped address": (replaced("URL:https://www.un.org/en/", "URL:https://www.un.org/en\\,/"), {"URL"}),
    "address without its scheme": (replaced("URL:https://www", "URL:www"), {"URL"}),
    "no DTEND": (replaced("DTEND;VALUE=DATE:20261211\r\n", ""), {"missing"}),
    "inclusive DTEND": (replaced("DTEND;VALUE=DATE:20261211", "DTEND;VALUE=DATE:20261210"), {"DTEND"}),
    "DTEND of another form": (replaced("DTEND;VALUE=DATE:20261211", "DTEND:20261211T000000Z"), {"DTEND"}),
    "day that does not exist": (replaced("DTEND;VALUE=DATE:20261211", "DTEND;VALUE=DATE:20261232"), {"DTEND"}),
    "local hour": (replaced("DTSTART;VALUE=DATE", "DTSTART;TZID=Europe/Madrid"), {"DTEND"}),
    "duration": (added_to_event("DURATION:P1D"), {"not ours"}),
    "recurrence": (added_to_event("RRULE:FREQ=YEARLY"), {"not ours"}),
    "attendee": (added_to_event("ATTENDEE:mailto:a@example.org"), {"not ours"}),
    "property twice": (added_to_event("SEQUENCE:0"), {"twice"}),
    "calendar UID": (added_to_front("UID:feed@example.org"), {"not ours"}),
    "method": (added_to_front("METHOD:REQUEST"), {"not ours"}),
    "front twice": (added_to_front("COLOR:red"), {"not ours"}),
    "no name": (replaced("NAME:United Nations days\r\n", ""), {"missing"}),
    "comma in the name": (replaced("X-WR-CALNAME:United", "X-WR-CALNAME:United\\,"), {"NAME"}),
    "control character": (replaced("Geneva", "Gen\x07eva"), {"control character"}),
    "line separator": (replaced("Geneva", "Gen\u2028eva"), {"control character"}),
    "VERSION later": (
        lambda feed: added_to_front("VERSION:2.0")(feed.replace(b"VERSION:2.0\r\n", b"", 1)),
        {"VERSION"},
    ),
    "other VERSION": (replaced("VERSION:2.0", "VERSION:1.0"), {"VERSION"}),
    "raw comma in a title": (replaced("SUMMARY;LANGUAGE=en:Human", "SUMMARY;LANGUAGE=en:Human,"), {"SUMMARY"}),
    "line break in a title": (replaced("Human Rights Day\r\n", "Human Rights Day\\n\r\n"), {"SUMMARY"}),
    "escape that is none": (replaced("Geneva", "Gen\\reva"), {"LOCATION"}),
    "status of our own": (replaced("STATUS:CONFIRMED", "STATUS:PLANNED"), {"STATUS"}),
    "day that makes its reader busy": (replaced("TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), {"TRANSP"}),
    "UID of no host": (replaced("UID:human-rights-day-2026@feeds.example.org", "UID:human-rights-day-2026"), {"UID"}),
    "alarm": (added_to_event("BEGIN:VALARM\r\nEND:VALARM"), {"component", "not ours"}),
    "zone": (replaced("BEGIN:VEVENT", "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"), {"component"}),
    "end without a beginning": (replaced("END:VEVENT", "END:VTODO\r\nEND:VEVENT"), {"component"}),
    "line that is no property": (added_to_event("Human Rights Day"), {"property"}),
    "nothing": (lambda _: b"", {"VERSION", "component", "folding", "missing", "property", "tail"}),
    "impossible DTSTAMP": (
        lambda feed: feed.replace(b"DTSTAMP:20261123T000000Z", b"DTSTAMP:20269999T999999Z").replace(
            b"LAST-MODIFIED:20261123T000000Z\r\nSEQUENCE", b"LAST-MODIFIED:20269999T999999Z\r\nSEQUENCE"
        ),
        {"DTSTAMP", "LAST-MODIFIED"},
    ),
    "day of another age": (replaced("DTSTART;VALUE=DATE:2026", "DTSTART;VALUE=DATE:0001"), {"DTEND"}),
    "number that is no integer": (replaced("SEQUENCE:0", f"SEQUENCE:{'9' * 20}"), {"SEQUENCE"}),
    "title without its language": (replaced("SUMMARY;LANGUAGE=en:", "SUMMARY:"), {"LANGUAGE"}),
    "text without its language": (replaced("DESCRIPTION;LANGUAGE=en:", "DESCRIPTION:"), {"LANGUAGE"}),
    "place without its language": (replaced("LOCATION;LANGUAGE=en:", "LOCATION:"), {"LANGUAGE"}),
    "no language of BCP 47": (replaced("SUMMARY;LANGUAGE=en:", "SUMMARY;LANGUAGE=klingon!!:"), {"LANGUAGE"}),
    "two languages": (replaced("LOCATION;LANGUAGE=en:", "LOCATION;LANGUAGE=en,fr:"), {"LANGUAGE"}),
    "language that is not ours": (replaced("LOCATION;LANGUAGE=en:", "LOCATION;LANGUAGE=de-CH:"), {"LANGUAGE"}),
    "language of the labels that is none": (
        replaced("CATEGORIES:Human", "CATEGORIES;ALTREP=en:Human"),
        {"LANGUAGE"},
    ),
    "blank title": (replaced("SUMMARY;LANGUAGE=en:Human Rights Day", "SUMMARY;LANGUAGE=en:  "), {"SUMMARY"}),
    "text of blanks": (replaced("LOCATION;LANGUAGE=en:Geneva", "LOCATION;LANGUAGE=en:  "), {"LOCATION"}),
    "cancelled without the word": (replaced("STATUS:CONFIRMED", "STATUS:CANCELLED"), {"STATUS"}),
    "cancelled in another language": (
        lambda feed: replaced("=en:Human Rights Day", "=es:CANCELLED: Human Rights Day")(
            replaced("STATUS:CONFIRMED", "STATUS:CANCELLED")(feed)
        ),
        {"STATUS"},
    ),
    "no CLASS": (replaced("CLASS:PUBLIC\r\n", ""), {"missing"}),
    "private event in a public feed": (replaced("CLASS:PUBLIC", "CLASS:PRIVATE"), {"CLASS"}),
    "CLASS of our own": (replaced("CLASS:PUBLIC", "CLASS:SECRET"), {"CLASS"}),
    "HTML": (replaced("LANGUAGE=en:Día", "LANGUAGE=en:<b>Día</b>"), {"DESCRIPTION", "folding"}),
    "tag over two lines": (replaced("LANGUAGE=en:Día", "LANGUAGE=en:<a\\nx>Día"), {"DESCRIPTION", "folding"}),
    "label of nothing": (replaced("CATEGORIES:Human rights", "CATEGORIES:,,"), {"CATEGORIES"}),
    "label of blanks": (replaced("CATEGORIES:Human rights", "CATEGORIES: "), {"CATEGORIES"}),
    "address with a blank": (replaced("URL:https://www", "URL:https:// a"), {"URL"}),
    "address that is code": (replaced("URL:https://www.un.org", "URL:javascript:alert"), {"URL"}),
    "parameter of our own": (replaced("STATUS:", "STATUS;X-A=b:"), {"STATUS"}),
}
FRONT_FAULTS = {
    "PRODID:": {"PRODID"},
    "CALSCALE:JULIAN": {"CALSCALE"},
    "NAME:Days": {"NAME"},
    "X-WR-CALNAME:Days": {"NAME"},
    "DESCRIPTION:Other days.": {"DESCRIPTION"},
    "DESCRIPTION:<b>Days</b> of the United Nations.": {"DESCRIPTION"},
    "X-WR-CALDESC: ": {"DESCRIPTION", "X-WR-CALDESC"},
    "X-WR-TIMEZONE:Europe/Madrid": {"X-WR-TIMEZONE"},
    "COLOR:#12zz": {"COLOR"},
    "COLOR:SteelBlue": {"COLOR"},
    "X-APPLE-CALENDAR-COLOR:steelblue": {"X-APPLE-CALENDAR-COLOR"},
    "REFRESH-INTERVAL;VALUE=DURATION:banana": {"REFRESH-INTERVAL"},
    "REFRESH-INTERVAL;VALUE=DURATION:PT0H": {"REFRESH-INTERVAL"},
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H5S": {"REFRESH-INTERVAL"},
    "REFRESH-INTERVAL;VALUE=DURATION:PT7H": {"REFRESH-INTERVAL"},
    "REFRESH-INTERVAL:PT6H": {"REFRESH-INTERVAL"},
    "X-PUBLISHED-TTL:P1W3D": {"REFRESH-INTERVAL", "X-PUBLISHED-TTL"},
    "LAST-MODIFIED:x20261123T000000Z": {"LAST-MODIFIED"},
    "LAST-MODIFIED:20261323T000000Z": {"LAST-MODIFIED"},
    "SOURCE:https://feeds.example.org/feeds/un-days.en.ics": {"SOURCE"},
    "SOURCE;VALUE=URI:javascript:alert(1)": {"SOURCE"},
    "SOURCE;VALUE=URI:ftp://feeds.example.org/un-days.en.ics": {"SOURCE"},
    "SOURCE;VALUE=URI:https://a b/": {"SOURCE"},
    "SOURCE;VALUE=URI:https://a/%zz": {"SOURCE"},
    "URL:javascript:alert(1)": {"URL"},
    "URL;VALUE=TEXT:https://desk.example.org/": {"URL"},
    "CATEGORIES:,,.": {"CATEGORIES"},
}
STRANGERS = {
    "UID:feed@example.org": {"not ours"},
    "METHOD:REQUEST": {"not ours"},
    "ATTENDEE:mailto:a@example.org": {"not ours"},
    "RRULE:FREQ=YEARLY": {"not ours"},
    "IMAGE;VALUE=URI:https://desk.example.org/card.png": {"not ours"},
    "COLOR:red": {"not ours"},
    "PRODID:-//other": {"not ours"},
    "hello": {"property"},
    "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE": {"component"},
    "END:VTODO": {"component"},
    "END:VEVENT": {"component"},
}


def some_feed():
    """Return a sound feed of three events."""
    return a_feed(*(an_entry(uid=f"{name}@example.org", description=LONG) for name in "abc"))


def put(feed, line, place):
    """Return *feed* with a line of its own before, between or after its events."""
    end = b"END:VEVENT\r\n"
    at = {
        "before": feed.index(b"BEGIN:VEVENT"),
        "between": feed.index(end) + len(end),
        "after": feed.rindex(end) + len(end),
    }[place]
    return feed[:at] + f"{line}\r\n".encode() + feed[at:]


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("line", STRANGERS)
def test_line_that_no_calendar_of_ours_has_is_found_wherever_it_stands(line, place):
    found = findings(put(some_feed(), line, place))

    late = place != "before" and STRANGERS[line] == {"not ours"}
    assert {one.rule for one in found} == STRANGERS[line] | ({"order"} if late else set())


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("line", FRONT_FAULTS)
def test_fault_of_the_calendar_is_found_wherever_it_stands(line, place):
    name = line.partition(":")[0].partition(";")[0]
    sound = re.sub(rf"(?m)^{name}[;:].*\r\n".encode(), b"", some_feed()[:800], count=1) + some_feed()[800:]

    found = findings(put(sound, line, place))

    assert {one.rule for one in found} == FRONT_FAULTS[line] | (set() if place == "before" else {"order"})


@pytest.mark.parametrize("name", ["NAME", "COLOR", "LAST-MODIFIED", "SOURCE"])
def test_line_of_the_calendar_after_its_events_is_out_of_order(name):
    line = re.search(rf"(?m)^{name}[;:].*(?=\r\n)", some_feed().decode())[0]
    feed = put(replaced(f"{line}\r\n", "")(some_feed()), line, "after")

    assert [(one.rule, one.message) for one in findings(feed)] == [
        ("order", f"{name} stands after an event; it belongs before the first")
    ]


@pytest.mark.parametrize(
    ("plant", "rules"),
    [
        (lambda feed: b"X-A:b\r\n" + feed, {"VERSION", "component", "not ours"}),
        (lambda feed: b"\xef\xbb\xbf" + feed, {"component", "property"}),
        (lambda feed: feed + b"X-A:b\r\n", {"component", "not ours", "order", "tail"}),
        (lambda feed: feed + a_feed(), {"component", "not ours", "order"}),
        (lambda feed: feed + feed[feed.index(b"BEGIN:VEVENT") :], {"UID", "component", "order"}),
        (lambda feed: feed.replace(b"BEGIN:VEVENT", b"begin:vevent", 1), {"component", "not ours", "property"}),
        (lambda feed: feed.replace(b"BEGIN:VEVENT", b"BEGIN;X-A=b:VEVENT", 1), {"component"}),
        (lambda feed: feed.removesuffix(b"END:VCALENDAR\r\n"), {"component", "tail"}),
    ],
    ids=["line before", "mark before", "line after", "calendar after", "event after", "small", "parameter", "no end"],
)
def test_feed_is_one_calendar_with_nothing_before_or_after_it(plant, rules):
    assert {one.rule for one in findings(plant(some_feed()))} == rules


def test_cancelled_event_has_the_word_of_its_language_in_its_title():
    words = {"en": "CANCELLED: Day", "es": "CANCELADO: Día", "fr": "ANNULÉ\u00a0: Journée"}

    found = {
        language: findings(a_feed(an_entry(status="CANCELLED", language=language, summary=words[language])))
        for language in words
    }

    assert found == {"en": [], "es": [], "fr": []}


def test_events_of_a_private_feed_are_private_and_it_tells_no_address():
    private, public = an_entry(is_private=True), an_entry(uid="z@example.org")
    quiet, told = a_cover(source=""), a_cover()

    def rules(*entries, cover, shown_to=""):
        expected = Expected(shown_to=shown_to)
        return {one.rule for one in findings(a_feed(*entries, cover=cover), expected)}

    assert rules(private, cover=quiet, shown_to="PRIVATE") == set()
    assert rules(private, cover=quiet) == set()
    assert rules(public, cover=quiet, shown_to="PRIVATE") == {"CLASS"}
    assert rules(private, public, cover=quiet) == {"CLASS"}
    assert rules(private, cover=told, shown_to="PRIVATE") == {"SOURCE"}


def test_texts_are_in_the_language_of_the_feed_or_in_english():
    in_spanish = a_feed(an_entry(language="es"))

    assert findings(in_spanish, Expected(("es", "en"))) == []
    assert [(one.rule, one.message) for one in findings(in_spanish, Expected(("fr", "en")))] == [
        ("LANGUAGE", "es is none of this feed’s languages: fr, en")
    ] * 3


@pytest.mark.parametrize("language", ["pt", "pt-BR", "zh-Hans", "zh-yue-Hant-HK", "ca-valencia", "es-419"])
def test_site_may_speak_any_language(language):
    assert findings(a_feed(an_entry(language=language)), Expected((language, "en"))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_found(fault):
    plant, rules = FAULTS[fault]
    sound = a_feed(an_entry(description=LONG))

    found = findings(plant(sound))

    assert {one.rule for one in found} == rules


def planted(fault):
    """Return a block with a fault; None if the fault is one of the front, or one that no text can hold."""
    sound = block(an_entry(description=LONG)).encode()
    try:
        harmed = FAULTS[fault][0](sound)
        return None if harmed == sound else harmed.decode()
    except (UnicodeDecodeError, ValueError):
        return None


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if planted(fault) is not None])
def test_block_with_a_fault_makes_its_feed_unsound(fault):
    front = calendar(a_cover(), [])

    assert lint.is_sound(front, [block(an_entry(description=LONG))], PUBLIC)
    assert not lint.is_sound(front, [planted(fault)], PUBLIC)


@pytest.mark.parametrize("which", [0, 1, 2], ids=["first", "middle", "last"])
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if (planted(fault) or "").endswith("VEVENT\r\n")])
def test_fault_is_found_in_whichever_event_it_stands(fault, which):
    blocks = [block(an_entry(uid=f"{name}@example.org")) for name in (*("a1", "a2")[:which], *("z1", "z2")[which:])]
    blocks.insert(which, planted(fault))

    found = findings(calendar(a_cover(), blocks))

    assert {one.rule for one in found} == FAULTS[fault][1]


def test_front_with_a_fault_a_uid_twice_or_too_much_make_a_feed_unsound(monkeypatch):
    front, one = calendar(a_cover(), []), block(an_entry())

    assert not lint.is_sound(added_to_front("METHOD:REQUEST")(front), [one], PUBLIC)
    assert not lint.is_sound(front, [one, one], PUBLIC)
    assert not lint.is_sound(front, [one + one], PUBLIC)
    monkeypatch.setattr(lint, "MOST_EVENTS", 0)
    assert not lint.is_sound(front, [one], PUBLIC)


def test_uid_of_two_events_is_found():
    found = findings(a_feed(an_entry(), an_entry()))

    assert [(one.rule, one.message) for one in found] == [
        ("UID", "“human-rights-day-2026@feeds.example.org” is the UID of two events")
    ]


def test_feed_that_google_would_cut_is_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr(lint, "MOST_EVENTS", 1)
    monkeypatch.setattr(lint, "MOST_OCTETS", 500)

    found = findings(a_feed(an_entry(), an_entry(uid="z@example.org")))

    remedy = "Google cuts it there; make feeds.years_back or feeds.years_ahead smaller in config.yaml"
    assert [one.message.split("; ", 1)[1] for one in found] == [remedy, remedy]


def test_finding_says_where_it_is():
    assert [str(Finding("tail", 0, "does not end")), str(Finding("URL", 7, "is none"))] == [
        "tail: does not end",
        "line 7: URL: is none",
    ]


def test_events_in_another_order_than_the_writer_s_are_found():
    days = [an_entry(uid="a@example.org"), an_entry(uid="b@example.org"), an_entry(first=LATER, last=LATER)]
    backwards = [block(one) for one in reversed(days)]

    found = findings(calendar(a_cover(), backwards))

    assert [(one.rule, one.message.split(";")[0]) for one in found] == [
        ("order", "b@example.org stands after human-rights-day-2026@feeds.example.org"),
        ("order", "a@example.org stands after b@example.org"),
    ]
    assert not lint.is_sound(calendar(a_cover(), []), backwards, PUBLIC)
    assert lint.is_sound(calendar(a_cover(), []), backwards[::-1], PUBLIC)


@pytest.mark.parametrize(("hour", "rules"), [("20261209T230000Z", []), ("20261208T230000Z", ["order"])])
def test_hours_of_a_place_may_lie_on_the_day_before_in_utc_and_no_earlier(hour, rules):
    start, end = (moment + "Z" for moment in (hour[:-1], hour[:9] + "233000"))
    whole = block(an_entry(uid="a@example.org"))
    times = f"DTSTART:{start}\r\nDTEND:{end}"
    hours = re.sub(r"DTSTART.+\r\nDTEND[^\r]+", times, block(an_entry(uid="b@example.org")))

    assert [one.rule for one in findings(calendar(a_cover(), [whole, hours]))] == rules


@pytest.mark.parametrize(("line", "rules"), [("DTSTAMP", {"DTSTAMP", "LAST-MODIFIED"}), ("", set())])
def test_change_that_lies_in_the_future_is_found_in_calendar_and_event(line, rules):
    ahead = [block(an_entry()).replace("20261123T", "20261126T" if line else "20261125T")]
    front = calendar(a_cover(), [])
    due = PUBLIC._replace(now=datetime(2026, 11, 24, tzinfo=UTC))

    assert {one.rule for one in findings(calendar(a_cover(), ahead), due)} == rules
    assert lint.is_sound(front, ahead, due) == (not rules)
    assert lint.is_sound(front, ahead, PUBLIC)
    assert lint.is_sound(calendar(a_cover(changed=datetime(2099, 1, 1, tzinfo=UTC)), []), ahead, due) is False
