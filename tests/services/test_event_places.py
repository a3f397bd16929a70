from dataclasses import replace
from datetime import date

import pytest

from comms.errors import CommsError, NotAllowedError, NotFoundError
from comms.services import event_imports, event_places, subscriptions
from comms.services.imported_events import merged
from comms.services.pending_events import answer
from comms.store.models import AuditLine, ImportedEvent
from tests.factories import an_event
from tests.readers.test_foreign_ics import an_event as foreign
from tests.readers.test_foreign_ics import an_ics
from tests.rows import MORNING, a_person, an_officer
from tests.services.test_subscriptions import FIRST, PAGE, a_followed_event, accept, calendars, refresh, told

pytestmark = pytest.mark.django_db
MOVED = "DTSTART;VALUE=DATE:20270601"
TODAY = date(2026, 11, 24)


def the_event():
    (event,) = merged(calendars()).events.values()
    return event


def place(where, *ids, by="the desk"):
    return event_places.place(ids or [ImportedEvent.objects.get().id], where, by=by, now=MORNING)


def without_a_place(today=TODAY, known=None):
    return [one.id for one in event_places.near_nobody(merged(known or calendars()), today)]


@pytest.mark.parametrize(("where", "said"), [("KR", ("KR", False)), ("worldwide", (None, True)), ("", (None, False))])
def test_event_takes_its_place_when_it_is_accepted(where, said):
    refresh(told(foreign(FIRST, PAGE)))
    seen = {(one.id, one.digest) for one in subscriptions.pending()}

    answer(seen, "accept", where=where, by=an_officer(), now=MORNING)

    assert (the_event().country, the_event().worldwide) == said


def test_place_stays_through_later_refreshes():
    refresh(told(foreign(FIRST, PAGE)))
    subscriptions.accept(None, where="KR", by="the desk", now=MORNING)

    refresh(told(foreign(MOVED, PAGE)))
    accept()

    assert (the_event().country, str(the_event().first)) == ("KR", "2027-06-01")


def test_event_that_has_a_place_keeps_it_when_its_change_is_accepted_with_another():
    a_followed_event()
    place("ES")
    refresh(told(foreign(MOVED, PAGE)))

    subscriptions.accept(None, where="KR", by="the desk", now=MORNING)

    assert the_event().country == "ES"


def test_accepted_event_is_given_another_place_and_the_audit_says_so():
    a_followed_event()

    numbers = [place("worldwide", by=an_officer()), place("ES"), place("ES")]

    assert (numbers, the_event().country, the_event().worldwide) == ([1, 1, 0], "ES", False)
    lines = AuditLine.objects.filter(act="event placed").order_by("id")
    assert [(line.who, line.after) for line in lines] == [
        ("officer", {"where": "worldwide"}),
        ("the desk", {"where": "ES"}),
    ]


def test_file_is_imported_with_the_place_of_events_that_name_none(tmp_path):
    file = tmp_path / "forum.ics"
    file.write_bytes(an_ics(foreign(FIRST, PAGE)))

    found = event_imports.read(file, calendars(), zone="UTC", where="ES", now=MORNING)
    event_imports.accept(found, calendars(), by="the desk", now=MORNING)
    again = event_imports.read(file, merged(calendars()), zone="UTC", where="KR", now=MORNING)

    assert the_event().country == "ES"
    assert [row.change.what for row in again.rows] == ["unchanged"]


@pytest.mark.parametrize("where", ["es", "Spain", "ZZ"])
def test_place_that_is_none_is_told_before_anything_changes(tmp_path, where):
    a_followed_event()
    refresh(told(foreign(MOVED, PAGE)))
    ways = (
        lambda: place(where),
        lambda: subscriptions.accept(None, where=where, by="the desk", now=MORNING),
        lambda: event_imports.read(tmp_path / "x.ics", calendars(), zone="UTC", where=where, now=MORNING),
    )

    for way in ways:
        with pytest.raises(CommsError, match=f"“{where}” is no country; write its code of ISO 3166, such as ES"):
            way()
    assert (the_event().country, str(the_event().first)) == (None, "2027-05-12")


def test_what_cannot_be_placed_is_told():
    refresh(told(foreign(FIRST, PAGE)))

    with pytest.raises(NotFoundError, match="no event from elsewhere that was accepted or imported"):
        place("ES")
    with pytest.raises(CommsError, match="say where: a country, or worldwide"):
        place("")
    with pytest.raises(NotAllowedError):
        place("ES", by=a_person("reader", "reader"))


def test_events_still_to_come_without_a_country_are_those_that_no_city_has():
    a_followed_event()
    before = (without_a_place(), without_a_place(date(2027, 5, 13)))

    place("worldwide")

    id_ = ImportedEvent.objects.get().id
    assert before == ([id_], [])
    assert without_a_place() == []


def test_cancelled_event_and_one_that_is_no_event_any_more_need_no_place():
    a_followed_event()
    row = ImportedEvent.objects.get()
    row.body = {**row.body, "status": "cancelled"}
    row.save()

    known = merged(calendars())

    assert event_places.near_nobody(known, TODAY) == []
    assert event_places.near_nobody(replace(known, events={}), TODAY) == []


def test_event_without_dates_is_listed_and_one_that_people_wrote_is_not():
    a_followed_event()
    row = ImportedEvent.objects.get()
    row.body = {name: value for name, value in row.body.items() if name not in {"first", "last"}}
    row.save()

    assert without_a_place(known=calendars(an_event(id="ours", themes=[], country=None))) == [row.id]
