from dataclasses import replace
from datetime import UTC, datetime

import pytest

from comms.domain.posts import State
from comms.services.demo import plan_minutes_ahead
from comms.services.people import make_demo_accounts
from comms.store.models import Post, Slot
from tests.rows import MORNING
from tests.shipped import a_desk, the_calendars

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 15, 30, tzinfo=UTC)


def test_newcomer_finds_posts_that_wait_for_the_coordinator_and_go_out_in_minutes():
    make_demo_accounts(now=NOW)

    waiting = plan_minutes_ahead(a_desk(), now=NOW)

    first = waiting[0]
    assert (len(waiting), first.due_at, first.state) == (9, datetime(2026, 11, 24, 9, 19, tzinfo=UTC), State.IN_REVIEW)
    assert (first.submitted_by.username, Slot.objects.get().kind) == ("officer", "countdown")


def test_its_words_are_true_today():
    plan_minutes_ahead(a_desk(), now=NOW)

    text = Post.objects.get(channel="x", language="en").text
    assert text.startswith("In 9 days, on Thursday 3 December: International Day of Persons with Disabilities.")


def test_second_run_of_the_same_day_makes_nothing_new():
    first = plan_minutes_ahead(a_desk(), now=NOW)

    again = plan_minutes_ahead(a_desk(), now=NOW.replace(hour=10))

    assert ([post.due_at for post in again], Post.objects.count()) == ([post.due_at for post in first], 9)


def test_just_before_midnight_it_waits_for_the_new_day():
    waiting = plan_minutes_ahead(a_desk(), now=datetime(2026, 11, 24, 22, 50, tzinfo=UTC))

    assert waiting[0].due_at == datetime(2026, 11, 24, 23, 5, tzinfo=UTC)
    assert waiting[0].day.isoformat() == "2026-11-25"


def test_site_without_leading_days_has_nothing_to_try():
    empty = replace(the_calendars(), observances={})

    assert plan_minutes_ahead(a_desk(calendars=empty), now=MORNING) == []
