from pathlib import Path

import pytest

from comms.domain.event_changes import body_of
from comms.errors import CommsError, Problem
from comms.feeds.event_export import as_csv, as_ics, as_yaml
from comms.readers.calendars import Calendars
from comms.services import event_imports
from comms.services.imported_events import event_of, merged
from comms.store.models import AuditLine, ImportedEvent
from tests.factories import a_network, a_taxonomy, an_event
from tests.feeds.values import an_imprint
from tests.readers.test_foreign_ics import an_event as foreign
from tests.readers.test_foreign_ics import an_ics
from tests.rows import MORNING

pytestmark = pytest.mark.django_db
FORUM = an_event(changed="2026-01-01")
MOVED = FORUM.model_copy(update={"first": FORUM.last})


def written(*events):
    known = {one.id: one for one in events or [FORUM]}
    return Calendars({}, known, a_taxonomy(), {}, {}, a_network([], []))


@pytest.fixture
def file(tmp_path):
    def made(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


def read(path, calendars, **options):
    return event_imports.read(path, calendars, zone="Europe/Madrid", now=MORNING, **options)


def told(found):
    return [(row.change.what, row.change.id, sorted(row.change.fields)) for row in found.rows]


@pytest.mark.parametrize(("name", "export"), [("e.csv", as_csv), ("e.yaml", as_yaml)])
def test_what_was_exported_changes_nothing_when_it_comes_back(file, name, export):
    found = read(file(name, export([FORUM])), written())

    assert (told(found), found.problems) == ([("unchanged", "forum-2027", [])], ())


def test_calendar_that_was_exported_changes_nothing_when_it_comes_back(file):
    event = FORUM.model_copy(update={"themes": ()})

    found = read(file("e.ics", as_ics([event], "en", an_imprint())), written(event))

    assert told(found) == [("unchanged", "forum-2027", [])]


def test_reading_a_file_changes_nothing(file):
    found = read(file("e.csv", as_csv([MOVED])), written())

    assert told(found) == [("changed", "forum-2027", ["first"])]
    assert not ImportedEvent.objects.exists()


def test_accepted_change_is_shown_with_what_was_written(file):
    calendars = written(FORUM, an_event(id="other", themes=[]))
    found = read(file("e.csv", as_csv([MOVED])), calendars)

    number = event_imports.accept(found, calendars, by="the desk", now=MORNING)

    shown = merged(calendars).events
    assert (number, shown["forum-2027"].first, shown["other"]) == (1, FORUM.last, calendars.events["other"])
    assert str(shown["forum-2027"].changed) == "2026-12-10"
    assert [line.subject for line in AuditLine.objects.all()] == ["event:forum-2027"]


def test_later_change_of_the_written_event_stays(file):
    calendars = written()
    event_imports.accept(read(file("e.csv", as_csv([MOVED])), calendars), calendars, by="the desk", now=MORNING)
    edited = FORUM.model_copy(update={"page": "https://example.org/new"})

    shown = merged(written(edited)).events["forum-2027"]

    assert (shown.page, shown.first) == ("https://example.org/new", FORUM.last)


def test_new_event_of_a_foreign_calendar_has_an_id_and_keeps_it(file):
    calendars = written()
    lines = ("DTSTART;VALUE=DATE:20270512", "URL:https://example.org/x")
    first = read(file("e.ics", an_ics(foreign(*lines, uid="a" * 300))), calendars)
    event_imports.accept(first, calendars, by="the desk", now=MORNING)

    again = read(file("e.ics", an_ics(foreign(*lines, uid="a" * 300, name="Renamed"))), merged(calendars))

    (row,) = first.rows
    assert (row.change.what, row.change.id.startswith("forum-")) == ("new", True)
    assert told(again) == [("changed", row.change.id, ["name"])]
    event_imports.accept(again, calendars, by="the desk", now=MORNING)
    assert merged(calendars).events[row.change.id].name == {"en": "Renamed"}


def test_event_without_a_page_takes_the_one_that_is_given(file):
    path = file("e.ics", an_ics(foreign("DTSTART;VALUE=DATE:20270512", name="日本")))

    lost, found = read(path, written()), read(path, written(), page="https://example.org/all")

    assert [(one.entry.startswith("event-"), one.field) for one in lost.problems] == [(True, "page")]
    assert [row.body["page"] for row in found.rows] == ["https://example.org/all"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x,Forum,2027-05-12,2027-05-11,UTC,https://example.org,scheduled,", "last"),
        ("x,Forum,2027-05-12,9999-05-12,UTC,https://example.org,scheduled,", "last: is 366 days after first, or more"),
        ("x,Forum,,,Nowhere,https://example.org,scheduled,", "zone"),
        ("x,Forum,,,UTC,https://example.org,scheduled,no-theme", "themes"),
        ("x,Forum,,,UTC,example,scheduled,", "page"),
        ("x,,,,UTC,https://example.org,scheduled,", "name"),
    ],
)
def test_wrong_row_is_left_out_whole_and_told(file, line, problem):
    heading = "id,name.en,first,last,zone,page,status,themes,kind,confidence\n"
    table = f"{heading}{line},campaign,high\ny,Forum,,,UTC,https://example.org,scheduled,,campaign,high\n"

    found = read(file("e.csv", table), written())

    assert told(found) == [("new", "y", [])]
    assert {(Path(one.file).name, one.entry) for one in found.problems} == {("e.csv", "x")}
    assert problem in str(found.problems[0])


def test_row_that_stands_twice_is_taken_once(file):
    path = file("e.yaml", as_yaml([FORUM, FORUM]))
    found = read(path, written())

    assert len(found.rows) == 1
    assert found.problems == (Problem(str(path), "forum-2027", "id", "stands twice in this file; keep one"),)


def test_event_that_can_no_longer_be_shown_is_left_out():
    body = body_of(FORUM) | {"themes": ["no-more"]}

    assert event_of(body, written(), None).themes == ()
    assert event_of({"id": "x"}, written(), None) is None


def test_stored_event_that_can_no_longer_be_shown_hides_nothing():
    ImportedEvent.objects.create(id="forum-2027", uid="u", base=body_of(FORUM), body=body_of(FORUM) | {"status": "odd"})

    assert merged(written()).events == {"forum-2027": FORUM}


def test_events_outside_the_period_are_counted(file):
    inside = foreign("DTSTART;VALUE=DATE:20270512", "URL:https://example.org/x")
    path = file("e.ics", an_ics(inside, foreign("DTSTART;VALUE=DATE:19990512", uid="old")))

    found = read(path, written())

    period = (found.period.first.isoformat(), found.period.last.isoformat())
    assert (len(found.rows), found.outside, period) == (1, 1, ("2025-12-10", "2028-12-09"))


def test_page_of_all_that_is_no_web_address_is_refused_before_anything_is_read(file):
    with pytest.raises(CommsError, match="“example” is not a web address; write it in full, from https:// on"):
        read(file("e.ics", b""), written(), page="example")
