import re

import pytest
from django.test import Client
from django.urls import reverse

from comms import app
from comms.django.feed_places import places
from comms.django.public import Doors
from comms.feeds import lint
from comms.store.models import FeedAddress, FeedFile
from tests.desk.conftest import visit
from tests.desk.pages import words
from tests.rows import a_person

FEED = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def feeds(folder):
    path = folder("feeds")
    for name in (
        "all-days.en.ics",
        "un-days.en.ics",
        "un-days.fr.ics",
        "theme-food.es.ics",
        "city-accra.en.ics",
        ".un-days.en.ics.half",
    ):
        (path / name).write_bytes(FEED)
    return path


@pytest.mark.usefixtures("feeds")
def test_feeds_are_listed_by_what_they_are_about_in_their_languages(officer):
    said = words(visit(officer).get(reverse("feeds")))

    assert "Days of the United Nations English , un-days · French , un-days" in said
    assert "All observances English , all-days" in said
    assert "Accra English , city-accra" in said
    assert "half" not in said


def test_a_site_without_feeds_says_how_to_write_them(officer, folder):
    folder("feeds")

    assert "comms feeds" in words(visit(officer).get(reverse("feeds")))


@pytest.mark.usefixtures("db", "feeds")
def test_a_feed_is_open_to_everybody_as_a_calendar():
    response = Client().get("/feeds/un-days.en.ics")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content == FEED


@pytest.mark.usefixtures("db")
def test_whoever_has_the_feed_is_told_so(feeds):
    client = Client()
    etag = client.get("/feeds/un-days.en.ics").headers["ETag"]

    same = client.get("/feeds/un-days.en.ics", headers={"if-none-match": etag})
    (feeds / "un-days.en.ics").write_bytes(FEED * 2)
    changed = client.get("/feeds/un-days.en.ics", headers={"if-none-match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert (changed.status_code, changed.content) == (200, FEED * 2)


@pytest.mark.usefixtures("db", "feeds")
@pytest.mark.parametrize(
    "name",
    ["unknown.en.ics", "..%2fsecret_key", "%2e%2e%2fconfig.yaml", ".un-days.en.ics.half", "un-days.en.ics%00", "a"],
)
def test_no_address_leads_to_anything_but_a_feed(name):
    assert Client().get(f"/feeds/{name}").status_code == 404


@pytest.mark.usefixtures("db", "feeds")
def test_a_feed_is_only_read():
    assert Client().post("/feeds/un-days.en.ics").status_code == 405
    assert Client().head("/feeds/un-days.en.ics").status_code == 200


def test_regions_are_listed_by_name(officer, feeds):
    (feeds / "region-africa.en.ics").write_bytes(FEED)

    assert "Africa English , region-africa" in words(visit(officer).get(reverse("feeds")))


@pytest.mark.usefixtures("feeds")
def test_feed_that_was_held_back_is_told(officer):
    FeedFile.objects.create(name="un-days.en.ics", findings=["line 3: URL: is none"])

    assert "un-days.en.ics: line 3: URL: is none" in words(visit(officer).get(reverse("feeds")))


@pytest.mark.usefixtures("feeds")
def test_feed_that_is_nearly_full_is_told(officer, monkeypatch):
    monkeypatch.setattr(lint, "MOST_OCTETS", len(FEED))
    FeedFile.objects.create(name="un-days.en.ics", size=999_999)

    page = words(visit(officer).get(reverse("feeds")))

    assert ("Nearly full These feeds will soon be too large" in page, "un-days.en.ics: 100" in page) == (True, True)


def test_address_is_shown_once_and_leads_to_its_feed_until_it_is_revoked(officer, folder):
    folder("private-feeds")
    client = visit(officer)

    made = words(client.post(reverse("make-feed-address"), {"member": ""}))
    path = re.search(r"/feeds/private/\S+/team\.en\.ics", made)[0]
    served = Doors(places(app.config()))
    before = served.answer({"PATH_INFO": path, "REQUEST_METHOD": "GET"}).line
    listed = words(client.get(reverse("feeds")))
    client.post(reverse("revoke-feed-address", args=[FeedAddress.objects.get().pk]))

    assert (before, "/feeds/private/" in listed) == ("200 OK", False)
    assert served.answer({"PATH_INFO": path, "REQUEST_METHOD": "GET"}).line == "404 Not Found"


def test_address_of_nobody_and_a_second_revocation_are_refused_in_words(officer, folder):
    folder("private-feeds")
    client = visit(officer)

    nobody = client.post(reverse("make-feed-address"), {"member": "atlantis"}, follow=True)
    twice = client.post(reverse("revoke-feed-address", args=[7]), follow=True)

    assert "atlantis" in words(nobody)
    assert "this address is not in use" in words(twice).lower()


@pytest.mark.django_db
def test_reader_of_the_desk_sees_no_private_addresses(folder):
    folder("feeds")

    assert "Private addresses" not in words(visit(a_person("reader", "reader")).get(reverse("feeds")))
