from dataclasses import replace
from datetime import UTC, datetime

import pytest

from comms.domain.posts import State
from comms.services.demo import plan_minutes_ahead
from comms.services.people import make_demo_accounts
from comms.services.review import edit, submit
from comms.store.models import Person, Post, Slot
from tests.rows import MORNING
from tests.shipped import a_desk, the_calendars

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 15, 30, tzinfo=UTC)
_LEADING = "persons-disabilities"


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


def test_second_run_while_posts_are_still_to_come_makes_nothing_new():
    make_demo_accounts(now=NOW)
    first = plan_minutes_ahead(a_desk(), now=NOW)

    again = plan_minutes_ahead(a_desk(), now=NOW.replace(minute=20))

    ahead = [post.due_at for post in first if post.due_at > NOW.replace(minute=20)]
    assert ([post.due_at for post in again], Post.objects.count()) == (ahead, 9)


def test_once_all_posts_went_out_the_next_run_brings_another_story():
    make_demo_accounts(now=NOW)
    first = plan_minutes_ahead(a_desk(), now=NOW)
    Post.objects.exclude(pk=first[0].pk).update(state=State.PUBLISHED)
    one_left = plan_minutes_ahead(a_desk(), now=NOW)
    Post.objects.update(state=State.PUBLISHED)

    fresh = plan_minutes_ahead(a_desk(), now=NOW)

    assert ([post.pk for post in one_left], len(fresh)) == ([first[0].pk], 9)
    assert {post.slot.occurrence for post in fresh}.isdisjoint({post.slot.occurrence for post in first})


def test_a_run_an_hour_later_makes_a_story_whose_posts_are_still_to_come():
    make_demo_accounts(now=NOW)
    first = plan_minutes_ahead(a_desk(), now=NOW)

    later = plan_minutes_ahead(a_desk(), now=NOW.replace(hour=10))

    assert (len(later), later[0].due_at) == (9, datetime(2026, 11, 24, 10, 19, tzinfo=UTC))
    assert {post.slot.occurrence for post in later}.isdisjoint({post.slot.occurrence for post in first})


def test_a_post_that_the_coordinator_edited_does_not_wait_for_the_coordinator():
    make_demo_accounts(now=NOW)
    post = plan_minutes_ahead(a_desk(), now=NOW)[0]
    coordinator = Person.objects.get(username="coordinator")
    edit(post.pk, text="My words", alt="", local=None, version=post.version, by=coordinator, now=NOW)
    draft = len(plan_minutes_ahead(a_desk(), now=NOW))
    submit(post.pk, by=Person.objects.get(username="officer"), now=NOW)

    assert (draft, len(plan_minutes_ahead(a_desk(), now=NOW))) == (8, 8)


def test_where_every_leading_day_is_told_today_nothing_is_made():
    make_demo_accounts(now=NOW)
    calendars = the_calendars()
    one = replace(calendars, observances={_LEADING: calendars.observances[_LEADING]})
    plan_minutes_ahead(a_desk(calendars=one), now=NOW)

    assert plan_minutes_ahead(a_desk(calendars=one), now=NOW.replace(hour=10)) == []


def test_just_before_midnight_it_waits_for_the_new_day():
    make_demo_accounts(now=NOW)
    waiting = plan_minutes_ahead(a_desk(), now=datetime(2026, 11, 24, 22, 50, tzinfo=UTC))

    assert waiting[0].due_at == datetime(2026, 11, 24, 23, 5, tzinfo=UTC)
    assert waiting[0].day.isoformat() == "2026-11-25"


def test_site_without_leading_days_has_nothing_to_try():
    empty = replace(the_calendars(), observances={})

    assert plan_minutes_ahead(a_desk(calendars=empty), now=MORNING) == []
