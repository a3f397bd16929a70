from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish, review, unconfirmed
from comms.services.again import say_again
from comms.services.messages import message_of
from comms.store.models import AuditLine, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, a_coordinator, a_person, a_post, an_officer, the_config

pytestmark = pytest.mark.django_db


def a_published_post(**fields):
    return a_post(**({"state": State.PUBLISHED, "published_at": DUE} | fields))


def test_saying_again_is_a_new_draft_and_leaves_the_old_post_alone():
    old, officer = a_published_post(), an_officer()

    new = say_again(old.pk, by=officer, now=DUE)

    assert (new.key, new.state, new.text, new.author) == (f"{old.key}:again-1", State.DRAFT, old.text, officer)
    assert Post.objects.get(pk=old.pk).state == State.PUBLISHED
    assert AuditLine.objects.get().act == "said again"


def test_each_time_has_a_name_of_its_own():
    old, officer = a_published_post(), an_officer()
    first = say_again(old.pk, by=officer, now=DUE)
    Post.objects.filter(pk=first.pk).update(state=State.PUBLISHED, published_at=DUE)

    second = say_again(first.pk, by=officer, now=DUE)

    assert second.key == f"{old.key}:again-2"


def test_it_goes_out_only_with_an_approval_that_knows_of_the_first():
    old, officer, channel = a_published_post(), an_officer(), FakeChannel()
    new = say_again(old.pk, by=officer, now=DUE)
    review.submit(new.pk, by=officer, now=DUE)
    coordinator, seen = a_coordinator(), fingerprint(message_of(new))

    review.approve(new.pk, seen=seen, by=coordinator, now=DUE, config=the_config())
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    unaware = channel.accepted
    review.submit(new.pk, by=officer, now=DUE)
    review.approve(new.pk, seen=seen, by=coordinator, now=DUE, config=the_config(), despite_repeat=True)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE + timedelta(minutes=1))

    assert (unaware, channel.accepted) == (0, 1)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (DUE + timedelta(days=1, hours=-2), DUE + timedelta(days=1)),
        (DUE + timedelta(days=1, hours=2), None),
        (DUE - timedelta(hours=3), DUE),
    ],
)
def test_what_is_said_on_a_later_day_is_for_that_day_at_the_same_hour_if_that_is_ahead(now, due):
    old = a_published_post()

    new = say_again(old.pk, by=an_officer(), now=now)

    assert (new.day, new.due_at) == (max(old.day, now.date()), due)


def test_what_is_said_again_where_its_hour_does_not_exist_needs_an_hour():
    old = a_published_post(day=date(2027, 3, 27), due_at=datetime(2027, 3, 27, 1, 30, tzinfo=UTC))

    new = say_again(old.pk, by=an_officer(), now=datetime(2027, 3, 28, 0, 10, tzinfo=UTC))

    assert (new.day, new.due_at) == (date(2027, 3, 28), None)


def test_what_is_said_on_a_later_day_is_not_missed_at_the_next_tick():
    old, later = a_published_post(), DUE + timedelta(days=1)
    new = say_again(old.pk, by=an_officer(), now=later)

    unconfirmed.miss_what_is_over(later + timedelta(seconds=1))

    assert Post.objects.get(pk=new.pk).state == State.DRAFT


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.UNCONFIRMED, State.FAILED])
def test_only_what_was_said_is_said_again(state):
    with pytest.raises(NotAllowedError, match="was not said yet"):
        say_again(a_post(state=state).pk, by=an_officer(), now=DUE)


def test_reader_says_nothing_again():
    with pytest.raises(NotAllowedError, match="your role"):
        say_again(a_published_post().pk, by=a_person("reader", "reader"), now=DUE)
