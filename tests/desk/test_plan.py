import re
from datetime import date

import pytest

from comms import app
from comms.domain.planning import Slot
from comms.services.slots import row_of
from tests.desk.conftest import days_ahead, visit
from tests.desk.pages import words
from tests.rows import MORNING

PICTURES = ("members", "regions", "languages", "themes", "coverage", "silence")


@pytest.fixture
def _told(officer):  # noqa: ARG001 - the store comes with it
    """Store one story ahead, of some initiative of the shipped network, on Human Rights Day."""
    work = min(app.network().initiatives.values(), key=lambda one: one.id)
    slot = Slot(
        "human-rights-2027:told", "spotlight", date(2027, 12, 10), "human-rights-2027", None, work.member, work.id
    )
    row_of(slot, MORNING).save(force_insert=True)


@pytest.mark.usefixtures("_told")
def test_the_plan_is_shown_in_pictures_with_the_same_in_tables(officer):
    page = visit(officer).get("/plan/2027/")

    html = page.content.decode()
    sections = re.findall(r'<section class="card" id="([a-z]+)">(.*?)</section>', html, re.DOTALL)
    assert [name for name, _ in sections] == list(PICTURES)
    assert [("<svg" in one, "<table" in one) for _, one in sections] == [(True, True)] * len(PICTURES)
    assert re.search(r"<th scope=\"row\">2027-12</th><td>1</td>", html)


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "The plan in pictures"), ("es", "El plan en imágenes"), ("fr", "Le plan en images")],
)
def test_the_page_is_told_in_the_language_of_its_reader(officer, language, title):
    assert title in words(visit(officer, language).get("/plan/2027/"))


def test_where_nothing_is_planned_the_page_says_so(officer):
    shown = words(visit(officer).get("/plan/"))

    assert shown.count("Nothing is planned in this period.") >= 1
    assert str(days_ahead(0).year) in shown


def test_a_year_beyond_all_calendars_is_not_there(officer):
    assert visit(officer).get("/plan/1800/").status_code == 404
