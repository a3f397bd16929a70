from datetime import timedelta

import pytest

from comms.errors import CommsError, NotFoundError
from comms.fetch.addresses import FetchError
from comms.fetch.client import Answer, Client, Limits
from comms.readers.calendars import Calendars
from comms.services import event_imports, following, subscriptions
from comms.services.imported_events import merged
from comms.store.models import AuditLine, EventSubscription, ImportedEvent
from tests.factories import a_network, a_taxonomy, an_event
from tests.fetch.hosts import a_host, answer
from tests.readers.test_foreign_ics import an_event as foreign
from tests.readers.test_foreign_ics import an_ics
from tests.rows import MORNING

pytestmark = pytest.mark.django_db
URL = "https://example.org/calendar.ics"
PAGE = "URL:https://example.org/forum"
FIRST = "DTSTART;VALUE=DATE:20270512"


class Host:
    """A host that gives one answer after the other, the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def get(self, url, headers=None):
        self.asked.append((url, headers))
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(given, Exception):
            raise given
        return given


def told(*events, status=200, **headers):
    return Answer(status, an_ics(*events), {name.replace("_", "-"): value for name, value in headers.items()}, URL)


def calendars(*events):
    return Calendars({}, {one.id: one for one in events}, a_taxonomy(), {}, {}, a_network([], []))


def refresh(*answers, known=None, now=MORNING):
    subscriptions.subscribe(URL, zone="Europe/Madrid", by="the desk", now=now)
    (found,) = subscriptions.refresh(Host(*answers), known or calendars(), now=now)
    return found


def accept(ids=None):
    return subscriptions.accept(ids, by="the desk", now=MORNING)


def a_followed_event(**fields):
    """Follow a calendar with one event and take it over."""
    refresh(told(foreign(FIRST, PAGE, **fields)))
    accept()
    return ImportedEvent.objects.get()


def pending():
    return [(one.what, sorted(one.fields), one.kept) for one in subscriptions.pending()]


def shown():
    return [(one.name["en"], str(one.first), one.status) for one in merged(calendars()).events.values()]


def test_new_event_is_shown_to_nobody_before_it_is_accepted():
    refresh(told(foreign(FIRST, PAGE)))

    before = (pending(), shown())
    number = accept()

    assert before == ([("new", ["first", "last"], ())], [])
    assert (number, pending(), shown()) == (1, [], [("Forum", "2027-05-12", "scheduled")])
    assert [line.act for line in AuditLine.objects.order_by("id")] == ["calendar followed", "event accepted"]


def test_calendar_is_asked_again_after_some_hours(caplog):
    subscriptions.subscribe(URL, zone="UTC", by="the desk", now=MORNING)
    host = Host(Answer(500, b"", {}, URL))

    for hours in (0, 1, 5, 6, 7):
        following.refresh_stale(host, calendars(), now=MORNING + timedelta(hours=hours))

    assert len(host.asked) == 2
    assert f"a calendar that we follow: {URL} answered 500; nothing was changed" in caplog.text


def test_event_is_the_same_by_its_uid_when_all_else_changes():
    row = a_followed_event()
    moved = foreign("DTSTART;VALUE=DATE:20270601", PAGE, "STATUS:CANCELLED", name="Renamed")

    refresh(told(moved))

    assert pending() == [("changed", ["first", "last", "name", "status"], ())]
    assert shown() == [("Forum", "2027-05-12", "scheduled")]
    accept([row.id])
    assert shown() == [("Renamed", "2027-06-01", "cancelled")]


def test_what_was_edited_here_stays_and_the_rest_follows(tmp_path):
    row = a_followed_event()
    table = f"id,name.en,first,last,zone,page,status,kind,confidence\n{row.id},Our name,2027-05-12,2027-05-12,"
    path = tmp_path / "edit.csv"
    path.write_text(f"{table}Europe/Madrid,https://example.org/forum,scheduled,imported,medium\n", encoding="utf-8")
    known = merged(calendars())
    edit = event_imports.read(path, known, zone="Europe/Madrid", now=MORNING)
    event_imports.accept(edit, calendars(), by="the desk", now=MORNING)

    refresh(told(foreign("DTSTART;VALUE=DATE:20270601", PAGE, name="Their name")))

    assert pending() == [("changed", ["first", "last"], ("name",))]
    accept()
    assert shown() == [("Our name", "2027-06-01", "scheduled")]
    refresh(told(foreign("DTSTART;VALUE=DATE:20270601", PAGE, name="Their name")))
    assert pending() == []


def test_event_that_is_told_no_more_is_marked_and_stays():
    a_followed_event()

    refresh(told(foreign("DTSTART;VALUE=DATE:20270701", PAGE, uid="u2", name="Other")))

    assert pending() == [("new", ["first", "last"], ()), ("gone", [], ())]
    assert shown() == [("Forum", "2027-05-12", "scheduled")]
    refresh(told(foreign(FIRST, PAGE)))
    assert pending() == []


def test_offer_that_is_withdrawn_before_anybody_took_it_is_gone():
    refresh(told(foreign(FIRST, PAGE)))

    refresh(told(foreign("DTSTART;VALUE=DATE:20270701", PAGE, uid="u2", name="Other")))

    assert [one.name for one in subscriptions.pending()] == ["Other"]


def test_event_that_is_long_over_is_history_and_not_gone():
    a_followed_event()
    later = MORNING + timedelta(days=900)

    refresh(told(foreign("DTSTART;VALUE=DATE:20290701", PAGE, uid="u2")), now=later)

    assert not ImportedEvent.objects.get(uid="u1").is_gone


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (FetchError("%(url)s gave no answer in time", url=URL), "gave no answer in time"),
        (Answer(500, b"", {}, URL), "answered 500; nothing was changed"),
        (Answer(404, b"<html>", {}, URL), "answered 404; nothing was changed"),
        (Answer(200, b"", {}, URL), "is empty; give a file of events, saved as ICS"),
        (Answer(200, b"<html>Log in</html>", {}, URL), "is a web page; give the events themselves, as ICS"),
        (Answer(200, an_ics(), {}, URL), "holds no events; export the events of the calendar"),
        (Answer(200, an_ics(foreign(FIRST))[:-30], {}, URL), "breaks off before its end; fetch it again"),
        (
            Answer(200, an_ics(foreign("DTSTART:yesterday")), {}, URL),
            f"nothing was changed: {URL}: u1: DTSTART: is not a date; correct it in the source",
        ),
        (
            told(foreign("DTSTART;VALUE=DATE:20200105")),
            f"{URL} tells no event from 2025-12-10 to 2028-12-09; nothing was changed",
        ),
    ],
)
def test_broken_or_empty_answer_changes_nothing(given, words):
    a_followed_event()

    found = refresh(given)

    assert (found.note.endswith(words), pending()) == (True, [])
    assert shown() == [("Forum", "2027-05-12", "scheduled")]
    assert EventSubscription.objects.get().note == found.note


def test_event_with_a_problem_is_left_out_and_makes_no_other_one_gone():
    a_followed_event()
    broken = foreign("DTSTART:yesterday", uid="u1")

    found = refresh(told(broken, foreign("DTSTART;VALUE=DATE:20270701", PAGE, uid="u2"), etag='"2"'))

    assert [problem.entry for problem in found.problems] == ["u1"]
    assert pending() == [("new", ["first", "last"], ())]
    assert EventSubscription.objects.get().etag == ""


def test_event_that_breaks_our_rules_is_told_with_its_field():
    found = refresh(told(foreign(FIRST, PAGE, name="x" * 3_000)))

    assert [(one.file, one.field) for one in found.problems] == [(URL, "name.en")]
    assert pending() == []


def test_second_refresh_asks_only_for_what_is_new():
    headers = {"etag": '"1"', "last_modified": "Tue, 24 Nov 2026 08:00:00 GMT"}
    host = Host(told(foreign(FIRST, PAGE), **headers), Answer(304, b"", {}, URL))
    subscriptions.subscribe(URL, zone="Europe/Madrid", by="the desk", now=MORNING)

    for _ in range(2):
        (found,) = subscriptions.refresh(host, calendars(), now=MORNING)

    assert host.asked[1] == (URL, {"If-None-Match": '"1"', "If-Modified-Since": "Tue, 24 Nov 2026 08:00:00 GMT"})
    assert (found.note, pending()) == ("", [("new", ["first", "last"], ())])


def test_foreign_calendar_cannot_reach_an_event_that_we_wrote():
    ours = an_event()
    stranger = foreign(FIRST, PAGE, uid="forum-2027.event@evil.example", name="Taken over")

    refresh(told(stranger), known=calendars(ours))
    accept()

    assert merged(calendars(ours)).events["forum-2027"] == ours


def test_same_uid_in_two_calendars_is_two_events():
    for url in (URL, "https://example.com/other.ics"):
        subscriptions.subscribe(url, zone="Europe/Madrid", by="the desk", now=MORNING)

    found = subscriptions.refresh(Host(told(foreign(FIRST, PAGE))), calendars(), now=MORNING)

    assert [one.problems for one in found] == [(), ()]
    assert ImportedEvent.objects.count() == 2


def test_calendar_is_followed_once_whatever_its_scheme():
    rows = {
        subscriptions.subscribe(url, zone="UTC", by="the desk", now=MORNING).pk
        for url in (URL, URL.replace("https", "webcal"))
    }

    assert len(rows) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "“file:///etc/passwd” is not a web address; write it in full, from https:// on"),
        ("https://", "“https://” is not a web address; write it in full, from https:// on"),
        ("webcal://", "“https://” is not a web address; write it in full, from https:// on"),
        ("https://a b/c", "“https://a b/c” is not a web address; write it in full, from https:// on"),
        ("https://u:pw@example.org/c", "the address on example.org holds a name or a password; use one without"),
        ("https://example.org:8080/c", "https://example.org:8080/c asks for port 8080; only 80, 443 may be asked"),
        *(
            (f"http://{host}/c.ics", f"{told} is not on the open Internet; the desk asks only public addresses")
            for host, told in (
                ("127.0.0.1", "127.0.0.1"),
                ("10.1.2.3", "10.1.2.3"),
                ("169.254.169.254", "169.254.169.254"),
                ("127.1", "127.1"),
                ("2130706433", "2130706433"),
                ("[::1]", "::1"),
                ("[::ffff:10.0.0.1]", "::ffff:10.0.0.1"),
                ("LocalHost.", "localhost"),
                ("a.localhost", "a.localhost"),
            )
        ),
        (
            f"https://example.org/{'c' * 500}",
            f"https://example.org/{'c' * 60}… is too long; give an address of at most 500 signs",
        ),
    ],
)
def test_what_can_never_be_asked_is_not_followed(url, words):
    with pytest.raises(CommsError) as refused:
        subscriptions.subscribe(url, zone="UTC", by="the desk", now=MORNING)

    assert (str(refused.value), EventSubscription.objects.count()) == (words, 0)


def test_calendar_that_is_left_keeps_what_was_accepted_and_tells_what_goes():
    a_followed_event()
    refresh(told(foreign(FIRST, PAGE), foreign(FIRST, PAGE, uid="u2", name="Offer")))

    left = subscriptions.leave(subscriptions.followed(URL.replace("https", "webcal")).pk, by="the desk", now=MORNING)

    assert (left.url, left.kept, left.gone) == (URL, 1, 1)
    assert (shown(), pending()) == ([("Forum", "2027-05-12", "scheduled")], [])
    assert AuditLine.objects.get(act="calendar left").after == {"events kept": 1, "offers gone": 1}


def test_calendar_that_nobody_follows_cannot_be_left():
    with pytest.raises(NotFoundError, match="this calendar is not followed"):
        subscriptions.followed(URL)


def test_problem_of_one_event_stays_as_the_note_until_it_is_solved():
    broken = foreign("DTSTART;TZID=Mars:20270512T090000", PAGE, uid="u2")
    refresh(told(foreign(FIRST, PAGE), broken, etag='"1"'))
    first = EventSubscription.objects.get().note

    refresh(told(foreign(FIRST, PAGE), etag='"2"'))

    assert first == (
        f"not all could be read: {URL}: u2: DTSTART: is in the zone “Mars”, which the file does not explain "
        "(VTIMEZONE); write one such as Europe/Madrid in the source"
    )
    assert EventSubscription.objects.get().note == ""


def test_events_outside_the_period_are_counted():
    found = refresh(told(foreign(FIRST, PAGE), foreign("DTSTART;VALUE=DATE:20200105", uid="old")))

    assert (found.outside, str(found.period.first), str(found.period.last)) == (1, "2025-12-10", "2028-12-09")


def test_nothing_is_accepted_where_nothing_waits():
    with pytest.raises(NotFoundError, match="nothing waits for no-such"):
        accept(["no-such"])

    assert accept() == 0


def test_calendar_is_fetched_from_a_real_host():
    with a_host(answer(an_ics(foreign(FIRST, PAGE)), ETag='"1"')) as (port, asked):
        client = Client(Limits(ports=frozenset({port})), allowed=lambda _: True, resolve=lambda _: ["127.0.0.1"])
        url = f"http://example.org:{port}/c.ics"
        subscriptions.subscribe(url, zone="UTC", by="the desk", now=MORNING, ports=frozenset({port}))

        (found,) = subscriptions.refresh(client, calendars(), now=MORNING)

    assert (found.note, pending(), asked[0].splitlines()[0]) == (
        "",
        [("new", ["first", "last"], ())],
        "GET /c.ics HTTP/1.1",
    )


@pytest.mark.parametrize("url", ["https://93.184.216.34/c.ics", "https://localhost.example.org/c.ics"])
def test_public_address_may_be_followed(url):
    assert subscriptions.subscribe(url, zone="UTC", by="the desk", now=MORNING).url == url


def test_address_of_this_machine_that_is_followed_is_refused_when_it_is_asked():
    EventSubscription.objects.create(url="http://127.0.0.1/c.ics", zone="UTC")

    (found,) = subscriptions.refresh(Client(), calendars(), now=MORNING)

    assert found.note == "127.0.0.1 is not on the open Internet; the desk asks only public addresses"
