import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comms import app
from comms.services import subscriptions
from comms.store.models import AuditLine, EventSubscription, ImportedEvent
from tests.desk.conftest import visit
from tests.desk.pages import told, words
from tests.readers.test_foreign_ics import an_event as foreign
from tests.readers.test_foreign_ics import an_ics
from tests.rows import MORNING
from tests.services.test_subscriptions import FIRST, PAGE, URL, Host
from tests.services.test_subscriptions import told as says

EVENTS = reverse("events")
MOVED = "DTSTART;VALUE=DATE:20270601"
TABLE = (
    "id,name.en,first,last,zone,page,status,kind,confidence\n"
    "our-forum,Our forum,2027-05-12,2027-05-13,Europe/Madrid,https://example.org/f,scheduled,imported,medium\n"
)


@pytest.fixture(autouse=True)
def _no_marker():
    yield
    app._marker().unlink(missing_ok=True)


@pytest.fixture
def _uploads(folder):
    folder("uploads")


def a_waiting_event(*lines, name="Forum"):
    subscriptions.subscribe(URL, zone="Europe/Madrid", by="the desk", now=MORNING)
    host = Host(says(foreign(*(lines or (FIRST, PAGE)), name=name)))
    subscriptions.refresh(host, app.calendars(), now=MORNING)


def values():
    return [f"{one.id}|{one.digest}" for one in subscriptions.pending()]


def say(client, word, chosen=None):
    given = {"answer": word, "event": values() if chosen is None else chosen}
    return client.post(reverse("answer-events"), given, follow=True)


def hand_over(client, content=TABLE, name="events.csv", **fields):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(reverse("read-events"), {"file": file, **fields}, follow=True)


def key_in(response):
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def test_new_event_waits_with_all_that_is_known_of_it(officer):
    a_waiting_event()

    said = words(visit(officer).get(EVENTS))

    assert "new Forum" in said
    assert "first day Wednesday, 12 May 2027" in said
    assert "web address https://example.org/forum" in said


def test_change_is_shown_field_by_field_and_accepted(officer):
    client = visit(officer)
    a_waiting_event()
    say(client, "accept")
    a_waiting_event(MOVED, PAGE)

    page = client.get(EVENTS).content.decode()
    response = say(client, "accept")

    assert "<del>Wednesday, 12 May 2027</del> <ins>Tuesday, 1 June 2027</ins>" in re.sub(r"\s*\n\s*", "", page)
    assert told(response) == ["1 event was answered."]
    assert str(app.calendars().events[ImportedEvent.objects.get().id].first) == "2027-06-01"
    assert AuditLine.objects.filter(who="officer", act="event accepted").count() == 2


def test_refused_event_is_off_the_page(officer):
    a_waiting_event()

    response = say(visit(officer), "refuse")

    assert "Nothing waits." in words(response)


def test_name_that_changes_and_words_of_ours_that_stay_are_told(officer):
    a_waiting_event()
    client = visit(officer)
    say(client, "accept")
    ImportedEvent.objects.update(body={**ImportedEvent.objects.get().body, "name": {"en": "Our name"}})
    a_waiting_event(MOVED, PAGE, name="Their name")

    said = words(client.get(EVENTS))

    assert "name: changed here, our words stay" in said


def test_renamed_event_shows_both_names_with_the_language(officer):
    a_waiting_event()
    client = visit(officer)
    say(client, "accept")
    a_waiting_event(FIRST, PAGE, name="Great Forum")

    page = re.sub(r"\s*\n\s*", "", client.get(EVENTS).content.decode())

    assert '<dt>name (English)</dt><dd dir="auto" lang="en"><del>Forum</del> <ins>Great Forum</ins>' in page


def test_what_has_changed_since_it_was_read_still_waits(officer):
    a_waiting_event()
    read = values()
    a_waiting_event(MOVED, PAGE)

    response = say(visit(officer), "accept", read)

    assert told(response) == [
        "0 events were answered.",
        "What has changed since you read it still waits: look at it again.",
    ]
    assert ImportedEvent.objects.get().body == {}


def test_event_that_its_calendar_tells_no_more_is_cancelled_on_request(officer):
    client = visit(officer)
    a_waiting_event()
    say(client, "accept")
    ImportedEvent.objects.update(is_gone=True)

    said = words(client.get(EVENTS))
    say(client, "cancel")

    assert "Told no more" in said
    assert ImportedEvent.objects.get().body["status"] == "cancelled"


def test_reader_sees_what_waits_and_changes_nothing(reader):
    a_waiting_event()
    client, calendar = visit(reader), EventSubscription.objects.get().id
    said = words(client.get(EVENTS))

    responses = [
        say(client, "accept"),
        client.post(reverse("follow-calendar"), {"url": "https://example.org/x"}, follow=True),
        client.post(reverse("refresh-calendar", args=[calendar]), follow=True),
        client.post(reverse("leave-calendar", args=[calendar]), follow=True),
        hand_over(client),
    ]

    assert "Accept" not in said
    assert "Ask now" not in said
    assert [told(one) for one in responses] == [["Your role does not allow this."]] * 5
    assert ImportedEvent.objects.get().body == {}


@pytest.mark.usefixtures("_uploads")
def test_reader_imports_no_file_that_an_officer_has_read(officer, reader):
    key = key_in(hand_over(visit(officer)))

    response = visit(reader).post(reverse("import-events"), {"key": key}, follow=True)

    assert told(response) == ["Your role does not allow this."]
    assert ImportedEvent.objects.count() == 0


def test_calendar_is_followed_asked_and_left(officer, monkeypatch):
    client = visit(officer)
    followed = client.post(reverse("follow-calendar"), {"url": URL, "zone": "Europe/Zurich"}, follow=True)
    monkeypatch.setattr(app, "client", lambda: Host(says(foreign(FIRST, PAGE))))
    row = EventSubscription.objects.get()

    asked = client.post(reverse("refresh-calendar", args=[row.id]), follow=True)
    left = client.post(reverse("leave-calendar", args=[row.id]), follow=True)

    assert (told(followed), row.zone) == ([f"Followed: {URL}"], "Europe/Zurich")
    assert told(asked) == ["Asked: what is new stands below."]
    assert "answered well" in words(asked)
    assert told(left) == ["No longer followed. Accepted events that stay: 0. Not accepted, and gone: 1."]
    acts = AuditLine.objects.filter(who="officer").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["calendar followed", "calendar asked", "calendar left"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"url": "file:///x"}, "“file:///x” is not a web address; write it in full, from https:// on."),
        ({"url": "https://u:p@x.org/"}, "The address on x.org holds a name or a password; use one without."),
        (
            {"url": "http://localhost/c.ics"},
            "Localhost is not on the open Internet; the desk asks only public addresses.",
        ),
        ({"url": URL, "zone": "Mars"}, "“Mars” is not a time zone; write one like Europe/Madrid."),
    ],
)
def test_what_cannot_be_followed_is_told(officer, given, expected):
    response = visit(officer).post(reverse("follow-calendar"), given, follow=True)

    assert (told(response), EventSubscription.objects.count()) == ([expected], 0)


def test_calendar_inside_the_own_network_is_not_asked(officer):
    row = EventSubscription.objects.create(url="http://127.0.0.1/c.ics", zone="UTC")

    response = visit(officer).post(reverse("refresh-calendar", args=[row.id]), follow=True)

    assert told(response) == ["127.0.0.1 is not on the open Internet; the desk asks only public addresses"]


def test_fault_of_a_calendar_is_shown_in_the_language_of_the_reader(officer, monkeypatch):
    row = subscriptions.subscribe(URL, zone="UTC", by="the desk", now=MORNING)
    monkeypatch.setattr(app, "client", lambda: Host(says(status=500)))

    response = visit(officer, "es").post(reverse("refresh-calendar", args=[row.id]), follow=True)

    assert told(response) == [f"{URL} respondió 500; no se cambió nada"]


def test_event_of_a_calendar_that_cannot_be_read_is_told(officer, monkeypatch):
    row = subscriptions.subscribe(URL, zone="UTC", by="the desk", now=MORNING)
    wrong = foreign("DTSTART;VALUE=DATE:20270512", "RRULE:FREQ=HOURLY", PAGE, uid="u2")
    monkeypatch.setattr(app, "client", lambda: Host(says(foreign(FIRST, PAGE), wrong)))

    response = visit(officer).post(reverse("refresh-calendar", args=[row.id]), follow=True)

    problem = "RRULE: comes back within a day, which no calendar of days can show; leave it out"
    line = f"not all could be read: {URL}: u2: {problem}"
    assert told(response) == [line]
    assert f"{line} " in words(visit(officer).get(EVENTS))


def test_calendar_in_which_much_is_wrong_is_told_with_its_first_problems_and_how_many_more(officer, monkeypatch):
    row = subscriptions.subscribe(URL, zone="UTC", by="the desk", now=MORNING)
    wrong = [foreign("DTSTART:someday", PAGE, uid=f"w{number}") for number in range(13)]
    old = foreign("DTSTART;VALUE=DATE:20010512", PAGE, uid="old")
    monkeypatch.setattr(app, "client", lambda: Host(says(foreign(FIRST, PAGE), *wrong, old)))

    lines = told(visit(officer).post(reverse("refresh-calendar", args=[row.id]), follow=True))

    assert (len(lines), lines[10]) == (12, "And 3 more.")
    assert lines[11].startswith("1 event lies outside the period from ")


@pytest.mark.usefixtures("_uploads")
def test_file_is_read_before_it_is_imported(officer):
    client = visit(officer)
    response = hand_over(client)
    before = ImportedEvent.objects.count()

    done = client.post(reverse("import-events"), {"key": key_in(response)}, follow=True)

    assert "What the file would change new Our forum our-forum" in words(response)
    assert (before, told(done)) == (0, ["1 event was imported."])
    assert app.calendars().events["our-forum"].name["en"] == "Our forum"
    assert AuditLine.objects.get(act="event imported").who == "officer"


@pytest.mark.usefixtures("_uploads")
def test_calendar_without_addresses_takes_the_page_that_is_given(officer):
    client, calendar = visit(officer), an_ics(foreign(FIRST), foreign("DTSTART;VALUE=DATE:20010512", uid="old"))
    without = words(hand_over(client, calendar, "forum.ics"))
    response = hand_over(client, calendar, "forum.ics", page=" https://example.org/all ")

    done = client.post(
        reverse("import-events"), {"key": key_in(response), "page": "https://example.org/all"}, follow=True
    )

    assert re.search(r"forum\.ics: forum-[0-9a-f]{6}: page: is missing; add it", without)
    assert 'name="page" value="https://example.org/all"' in response.content.decode()
    assert "1 event lies outside the period from " in words(response)
    assert told(done) == ["1 event was imported."]
    assert ImportedEvent.objects.get().body["page"] == "https://example.org/all"


@pytest.mark.usefixtures("_uploads")
def test_page_of_all_events_that_is_no_web_address_is_told(officer):
    response = hand_over(visit(officer), an_ics(foreign(FIRST)), "forum.ics", page="our page")

    assert told(response) == ["“our page” is not a web address; write it in full, from https:// on."]


@pytest.mark.usefixtures("_uploads")
def test_file_that_was_imported_is_not_there_a_second_time(officer):
    client = visit(officer)
    key = key_in(hand_over(client))
    client.post(reverse("import-events"), {"key": key}, follow=True)

    response = client.post(reverse("import-events"), {"key": key}, follow=True)

    assert told(response) == ["The file is not here any more; choose it again."]


@pytest.mark.usefixtures("_uploads")
def test_file_with_a_mistake_is_told_without_the_place_where_it_is_kept(officer):
    said = words(hand_over(visit(officer), TABLE.replace("scheduled", "perhaps")))

    assert "events.csv: our-forum: status:" in said
    assert str(app.config().var) not in said
    assert "The file changes nothing." in said


@pytest.mark.usefixtures("_uploads")
def test_file_in_which_all_is_wrong_is_told_with_its_first_mistakes_and_how_many_more(officer):
    rows = "".join(f"e-{number},,,,UTC,https://example.org,scheduled,imported,high\n" for number in range(53))

    response = hand_over(visit(officer), TABLE.partition("\n")[0] + "\n" + rows)

    assert response.content.decode().count('class="errorlist"') == 50
    assert "And 3 more." in words(response)


@pytest.mark.usefixtures("_uploads")
def test_own_export_changes_nothing(officer):
    client = visit(officer)
    content = client.get(reverse("export-events", args=["csv"])).content.decode()

    said = words(hand_over(client, content))

    assert f"{len(app.calendars().events)} events stay as they are." in said


def test_nothing_handed_over_is_told(officer):
    response = visit(officer).post(reverse("read-events"), follow=True)

    assert told(response) == ["Choose a file first."]


@pytest.mark.parametrize(("form", "begin"), [("ics", b"BEGIN:VCALENDAR"), ("csv", b"id,"), ("yaml", b"")])
def test_events_are_handed_out(officer, form, begin):
    response = visit(officer).get(reverse("export-events", args=[form]))

    assert response["Content-Disposition"] == f'attachment; filename="events.{form}"'
    assert response.content.startswith(begin)


@pytest.mark.parametrize("address", ["export.exe"])
def test_other_formats_are_not_known(officer, address):
    assert visit(officer).get(f"{EVENTS}{address}").status_code == 404


def test_answer_that_nobody_offers_is_not_known(officer):
    assert say(visit(officer), "delete").status_code == 404


def test_answer_from_another_site_is_refused(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(reverse("answer-events"), {"answer": "accept"}).status_code == 403


@pytest.mark.parametrize(("language", "title"), [("es", "Eventos de otras fuentes"), ("fr", "Événements d’ailleurs")])
def test_page_speaks_the_language_of_its_reader(officer, language, title):
    assert title in words(visit(officer, language).get(EVENTS))


def test_long_text_is_told_word_by_word(officer):
    long = "A forum of nine words and of a few more"
    a_waiting_event(name=long)
    client = visit(officer)
    say(client, "accept")
    a_waiting_event(name=long.replace("few", "great many"))

    page = re.sub(r"\s*\n", "", client.get(EVENTS).content.decode())

    assert "<del>few</del><ins>great many</ins>" in page


def test_event_is_accepted_with_the_country_that_its_calendar_does_not_name(officer):
    client = visit(officer)
    a_waiting_event()

    given = {"answer": "accept", "event": values(), "where": "KR"}
    client.post(reverse("answer-events"), given, follow=True)
    said = words(client.get(EVENTS))

    assert app.calendars().events[ImportedEvent.objects.get().id].country == "KR"
    assert "Events without a country" not in said


def test_accepted_event_without_a_country_is_listed_and_given_one(officer):
    client = visit(officer)
    a_waiting_event()
    say(client, "accept")
    id_ = ImportedEvent.objects.get().id
    before = words(client.get(EVENTS))

    wrong = client.post(reverse("place-events"), {"event": [id_]}, follow=True)
    done = client.post(reverse("place-events"), {"event": [id_], "where": "worldwide"}, follow=True)

    assert f"Forum {id_} Where the chosen ones take place" in before
    assert told(wrong) == ["Say where: a country, or worldwide."]
    assert told(done) == ["1 event has its place now."]
    assert app.calendars().events[id_].worldwide
    assert "Events without a country" not in words(done)


def test_reader_gives_no_event_its_country(officer, reader):
    a_waiting_event()
    say(visit(officer), "accept")
    client = visit(reader)

    response = client.post(
        reverse("place-events"), {"event": [ImportedEvent.objects.get().id], "where": "ES"}, follow=True
    )

    assert told(response) == ["Your role does not allow this."]
    assert "Where the chosen ones take place" not in words(client.get(EVENTS))


@pytest.mark.usefixtures("_uploads")
def test_file_is_imported_with_the_country_that_is_given_beside_it(officer):
    client, calendar = visit(officer), an_ics(foreign(FIRST, PAGE))
    response = hand_over(client, calendar, "forum.ics", where="ES")

    client.post(reverse("import-events"), {"key": key_in(response), "where": "ES"}, follow=True)

    assert 'name="where" value="ES"' in response.content.decode()
    assert ImportedEvent.objects.get().body["country"] == "ES"
