import pytest

from comms.feeds import lint
from comms.feeds.ics_calendar import calendar
from comms.feeds.ics_event import block
from comms.feeds.lint import findings
from comms.feeds.lint_lines import Finding
from tests.feeds.values import a_cover, a_feed, an_entry

LONG = "Día " * 40


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
    "nothing": (lambda _: b"", {"VERSION", "folding", "missing", "property", "tail"}),
}


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

    assert lint.is_sound(front, [block(an_entry(description=LONG))])
    assert not lint.is_sound(front, [planted(fault)])


def test_front_with_a_fault_a_uid_twice_or_too_much_make_a_feed_unsound(monkeypatch):
    front, one = calendar(a_cover(), []), block(an_entry())

    assert not lint.is_sound(added_to_front("METHOD:REQUEST")(front), [one])
    assert not lint.is_sound(front, [one, one])
    assert not lint.is_sound(front, [one + one])
    monkeypatch.setattr(lint, "MOST_EVENTS", 0)
    assert not lint.is_sound(front, [one])


def test_uid_of_two_events_is_found():
    found = findings(a_feed(an_entry(), an_entry()))

    assert [(one.rule, one.message) for one in found] == [
        ("UID", "“human-rights-day-2026@feeds.example.org” is the UID of two events")
    ]


def test_feed_that_google_would_cut_is_refused_with_a_remedy(monkeypatch):
    monkeypatch.setattr(lint, "MOST_EVENTS", 1)
    monkeypatch.setattr(lint, "MOST_OCTETS", 500)

    found = findings(a_feed(an_entry(), an_entry(uid="b@example.org")))

    remedy = "Google cuts it there; make feeds.years_back or feeds.years_ahead smaller in config.yaml"
    assert [one.message.split("; ", 1)[1] for one in found] == [remedy, remedy]


def test_finding_says_where_it_is():
    assert [str(Finding("tail", 0, "does not end")), str(Finding("URL", 7, "is none"))] == [
        "tail: does not end",
        "line 7: URL: is none",
    ]
