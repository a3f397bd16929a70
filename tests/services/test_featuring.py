from datetime import date, timedelta

import pytest

from comms.domain.posts import State
from comms.services.featuring import Featured, featured, planned_ahead, told_lately
from tests.rows import a_post, a_slot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 10)
ONE_DAY = timedelta(days=1)


def a_story(day, member="a-city", states=(State.PUBLISHED,)):
    slot = a_slot(id=f"{member}-{day}", day=day, member=member)
    for number, state in enumerate(states):
        a_post(slot=slot, key=f"{slot.id}:{number}", day=day, state=state)
    return slot


def test_what_is_public_is_counted_once_a_story_and_only_of_the_last_12_months():
    a_story(date(2025, 12, 10))
    a_story(date(2025, 12, 11), states=(State.PUBLISHED, State.PUBLISHED, State.MISSED))
    a_story(date(2026, 6, 1))
    a_story(date(2026, 7, 1), states=(State.MISSED, State.WITHDRAWN))
    a_story(date(2024, 1, 1), member="an-old-city")
    a_story(date(2026, 1, 1), member="")

    assert featured(TODAY) == {"a-city": Featured(date(2026, 6, 1), 2), "an-old-city": Featured(date(2024, 1, 1), 0)}


def test_the_stories_of_12_months_are_those_of_which_something_is_public():
    a_story(date(2025, 12, 10))
    first, last = a_story(date(2025, 12, 11)), a_story(TODAY)
    a_story(date(2026, 3, 1), states=(State.MISSED,))
    a_story(date(2026, 4, 1), member="")

    assert [slot.id for slot in told_lately(TODAY)] == [first.id, last.id]


def test_what_is_planned_is_from_today_on_and_not_public_yet():
    a_story(TODAY - ONE_DAY, states=())
    a_story(TODAY)
    later, open_yet = a_story(TODAY + ONE_DAY, states=(State.DRAFT,)), a_story(TODAY, member="b-city", states=())

    assert [slot.id for slot in planned_ahead(TODAY)] == [open_yet.id, later.id]
