import pytest
from django.urls import reverse

from comms.app import calendars
from comms.services import ticks
from comms.store.models import FactCheck
from tests.desk.conftest import visit
from tests.desk.pages import told, words

NAMES = reverse("names")
FIELD = "observance:seagrass:name:fr"


def seagrass():
    return next(one for one in ticks.waiting(calendars()) if one.field == FIELD)


def test_what_waits_is_listed_with_the_english_name(officer):
    said = words(visit(officer).get(NAMES))

    assert f"{seagrass().text} World Seagrass Day · French" in said
    assert "date to confirm" in said


def test_ticked_name_is_off_the_list(officer):
    client, one = visit(officer), seagrass()

    response = client.post(NAMES, {"fact": [f"{one.field}|{one.digest}"]}, follow=True)

    assert told(response) == ["1 was ticked."]
    assert one.text not in words(response)
    assert FactCheck.objects.get().by == officer


def test_reader_sees_the_list_and_ticks_nothing(reader):
    client, one = visit(reader), seagrass()
    page = client.get(NAMES)

    response = client.post(NAMES, {"fact": [f"{one.field}|{one.digest}"]}, follow=True)

    assert "Tick the chosen ones" not in words(page)
    assert told(response) == ["Your role does not allow this."]


def test_nothing_waits_once_all_is_ticked(officer):
    client = visit(officer)
    client.post(NAMES, {"fact": [f"{one.field}|{one.digest}" for one in ticks.waiting(calendars())]})

    assert "Nothing waits" in words(client.get(NAMES))


@pytest.mark.parametrize(("language", "title"), [("es", "Nombres y fechas por confirmar"), ("fr", "Noms et dates")])
def test_page_speaks_the_language_of_its_reader(officer, language, title):
    assert title in words(visit(officer, language).get(NAMES))


@pytest.mark.parametrize("garbage", ["", "|", "observance:seagrass:name:fr", "x|y|z", "\x00"])
def test_garbage_ticks_nothing(officer, garbage):
    response = visit(officer).post(NAMES, {"fact": [garbage]}, follow=True)

    assert (response.status_code, FactCheck.objects.count()) == (200, 0)
