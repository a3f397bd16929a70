from datetime import date

import pytest
from django.urls import reverse

from comms.app import calendars
from comms.desk.month import after, before, month_of
from comms.domain.posts import State
from tests.desk.conftest import a_coming_post, at, visit
from tests.desk.pages import words
from tests.rows import a_slot

DECEMBER = reverse("month", args=(2026, 12))


def test_the_calendar_opens_at_the_present_month(officer):
    response = visit(officer).get(reverse("calendar"), follow=True)

    assert response.status_code == 200


def test_a_month_shows_days_events_and_posts_by_state(officer):
    day = date(2026, 12, 10)
    a_coming_post(slot=a_slot(day=day), day=day, due_at=at(day), state=State.SCHEDULED)

    said = words(visit(officer).get(DECEMBER))

    assert "December 2026" in said
    assert "Thursday, 10 December 2026 Human Rights Day · lead day" in said
    assert "Human Rights Day 2026" in said
    assert "Posts: 1 scheduled" in said


def test_months_are_called_by_their_names_in_every_language(officer):
    assert "Diciembre de 2026" in words(visit(officer, "es").get(DECEMBER))
    assert "Décembre 2026" in words(visit(officer, "fr").get(DECEMBER))


@pytest.mark.parametrize("address", ["/calendar/2026/13/", "/calendar/2026/0/", "/calendar/1/1/", "/calendar/9999/12/"])
def test_a_month_that_no_rule_knows_does_not_exist(officer, address):
    assert visit(officer).get(address).status_code == 404


def test_neighbouring_months_cross_the_year():
    assert (before(date(2026, 1, 1)), after(date(2026, 12, 1))) == (date(2025, 12, 1), date(2027, 1, 1))


@pytest.mark.usefixtures("db")
def test_what_lasts_several_days_stands_on_the_first_day_shown():
    shown = month_of(calendars(), 2026, 12)

    days = {day.day: day for week in shown.weeks for day in week}
    on_first = {one.observance.id for tier in days[date(2026, 11, 30)].observances.values() for one in tier}
    assert "sixteen-days-gbv" in on_first
    assert all(one.observance.kind in {"year", "decade"} for one in shown.all_year)


def test_a_month_of_500_posts_asks_the_store_few_questions(officer, django_assert_max_num_queries):
    for number in range(500):
        day = date(2026, 12, 1 + number % 31)
        slot = a_slot(id=f"s{number % 31}", day=day)
        a_coming_post(slot=slot, key=f"p{number}", day=day, due_at=at(day))
    client = visit(officer)

    with django_assert_max_num_queries(8):
        response = client.get(DECEMBER)

    assert response.status_code == 200
