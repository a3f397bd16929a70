from dataclasses import replace
from datetime import date

import pytest

from comms.pages.calendar_pages import year_page
from comms.pages.member_pages import member_page
from tests.factories import an_event
from tests.pages.values import TODAY, a_material, the_words
from tests.shipped import the_calendars

KOREAN = {"first": "2027-05-12", "last": "2027-05-14", "country": "KR"}


def a_page(*events, **changes):
    """Return the page of Barcelona on a site that knows these events alone."""
    calendars = replace(the_calendars(), events={event.id: event for event in events})
    member = calendars.network.members["barcelona"]
    return member_page(member, "en", a_material(calendars=calendars, **changes), the_words()["en"])


def test_calendar_of_a_member_is_offered_for_its_days():
    assert a_page().values["feed"].address == "https://desk.example.org/feeds/city-barcelona.en.ics"


@pytest.mark.parametrize(
    ("event", "is_offered"),
    [
        (an_event(**KOREAN | {"country": "ES"}), True),
        (an_event(**KOREAN, worldwide=True), True),
        (an_event(**KOREAN), False),
        (an_event(first="2026-11-22", last="2026-11-23", country="ES"), False),
        (an_event(first=None, last=None, country="ES"), False),
    ],
)
def test_calendar_of_a_member_whose_work_may_not_be_told_is_offered_for_an_event_near_it(event, is_offered):
    page = a_page(event, shown={}, matched={})

    assert (page.values["feed"] is not None) == is_offered


def test_days_of_a_member_are_those_of_the_coming_twelve_months():
    found = [day.first for day in a_page().values["days"]]

    assert (found[0] >= TODAY, found[0].year, found[0].month) == (True, 2027, 1)
    assert found[-1] <= date(2027, 11, 23)


def test_year_that_the_calendar_of_all_observances_covers_offers_it_and_a_later_one_that_of_the_un():
    words, material = the_words()["en"], a_material()

    pages = [year_page(TODAY.year + years, "en", material, words) for years in (0, 1, 2)]

    assert [(page.values["feed"].address.rpartition("/")[2], page.values["feed_title"]) for page in pages] == [
        ("all-days.en.ics", "All of this in your calendar"),
        ("all-days.en.ics", "All of this in your calendar"),
        ("un-days.en.ics", "United Nations international days"),
    ]
