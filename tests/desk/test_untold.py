from datetime import date

import pytest
from django.urls import reverse

from comms import app
from comms.desk.untold import untold
from tests.desk.conftest import visit
from tests.desk.pages import words
from tests.rows import a_slot

DECEMBER = date(2027, 12, 9)


@pytest.mark.django_db
def test_the_next_leading_days_without_a_story_are_listed_in_their_order():
    found = untold(DECEMBER)

    assert [one.first for one in found] == sorted(one.first for one in found)
    assert "human-rights-2027" in [one.key for one in found]
    assert {one.observance.tier for one in found} <= {"lead", "feature"}
    assert all(one.first >= DECEMBER for one in found)


@pytest.mark.django_db
def test_a_day_that_a_story_tells_is_not_listed():
    a_slot(id="human-rights-2027:told", occurrence="human-rights-2027", day=date(2027, 12, 10))

    assert "human-rights-2027" not in [one.key for one in untold(DECEMBER)]


def test_the_first_page_leads_to_each_of_them(officer):
    page = visit(officer).get("/")

    first = untold(app.today("Europe/Madrid"))[0]
    assert "Leading days that no story tells yet" in words(page)
    assert f'href="{reverse("observance", args=(first.observance.id,))}"' in page.content.decode()
