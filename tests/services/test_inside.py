from datetime import time, timedelta

import pytest

from comms.domain.pauses import Scope
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import holds, pauses, publish
from comms.services.inside import Answer, decide, give_new_hour
from comms.store.models import Approval, AuditLine, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, MORNING, a_coordinator, a_person, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db
NOW = DUE + timedelta(minutes=30)
# Half past eleven in Madrid is half past ten in UTC.
LATER = time(11, 30)


@pytest.fixture
def coordinator():
    return a_coordinator()


def a_held_post(coordinator, *, ended=True, **fields):
    """Return a post whose hour fell inside a pause, which is over at *NOW* where it *ended*."""
    post = an_approved_post(coordinator, **fields)
    begun = pauses.begin(
        Scope(), reason="a war", config=the_config(), by="ana", clock=lambda: DUE - timedelta(minutes=1)
    )
    holds.hold_what_is_due(the_config(), DUE)
    if ended:
        pauses.resume(begun.pause.pk, config=the_config(), by="ana", now=DUE + timedelta(minutes=5))
    return Post.objects.get(pk=post.pk)


def decided(answers, by, now=NOW):
    return decide(answers, config=the_config(), by=by, now=now)


def refusal(answer, by, now=NOW):
    return str(decided([answer], by, now).refused[answer.post_id])


def test_post_with_a_new_hour_goes_out_then_as_it_was_approved(coordinator):
    post, channel = a_held_post(coordinator), FakeChannel()

    told = decided([Answer(post.pk, post.version, LATER)], coordinator)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE + timedelta(hours=1, minutes=59))
    too_early = channel.accepted
    publish.send_due(the_config(), {"x": channel}, lambda: DUE + timedelta(hours=2))

    assert (told.moved, told.dropped, told.refused) == (1, 0, {})
    assert (too_early, channel.accepted, Approval.objects.get().voided_at) == (0, 1, None)
    line = AuditLine.objects.get(act="new hour")
    assert (line.who, line.before) == ("coordinator", {"due_at": DUE.isoformat()})
    assert line.after == {"due_at": (DUE + timedelta(hours=2)).isoformat()}
    assert list(holds.waiting()) == []


def test_post_that_is_not_told_at_all_is_off_the_list(coordinator):
    post = a_held_post(coordinator)

    told = decided([Answer(post.pk, post.version)], coordinator)

    assert (told.dropped, Post.objects.get().state, list(holds.waiting())) == (1, State.WITHDRAWN, [])


def test_missed_post_can_be_taken_off_the_list_and_gets_no_new_hour(coordinator):
    post, tomorrow = a_held_post(coordinator), NOW + timedelta(days=1)
    Post.objects.update(state=State.MISSED)

    assert refusal(Answer(post.pk, post.version, LATER), coordinator, tomorrow) == "its day is over"
    assert decided([Answer(post.pk, post.version)], coordinator, tomorrow).dropped == 1


@pytest.mark.parametrize(
    ("hour", "words"), [(time(9, 0), "this hour has passed already"), (time(10, 0), "this hour has passed already")]
)
def test_hour_that_has_passed_is_refused(coordinator, hour, words):
    post = a_held_post(coordinator)

    assert refusal(Answer(post.pk, post.version, hour), coordinator) == words


def test_hour_at_which_it_would_be_held_again_is_refused(coordinator):
    post = a_held_post(coordinator, ended=False)

    assert refusal(Answer(post.pk, post.version, LATER), coordinator).startswith("it would be held at that hour too")


def test_one_that_is_refused_keeps_none_of_the_others_back(coordinator):
    first = a_held_post(coordinator, key="first", text="First.")
    second = a_held_post(coordinator, key="second", text="Second.")

    told = decided([Answer(first.pk, first.version - 1, LATER), Answer(second.pk, second.version, LATER)], coordinator)

    assert (told.moved, [str(why) for why in told.refused.values()]) == (1, ["somebody decided about it meanwhile"])


def test_two_people_who_decide_at_once_do_not_undo_each_other(coordinator):
    post = a_held_post(coordinator)
    decided([Answer(post.pk, post.version)], coordinator)

    assert refusal(Answer(post.pk, post.version, LATER), coordinator) == "somebody decided about it meanwhile"


def test_new_hour_is_given_by_those_who_approve_and_none_at_all_by_those_who_write(coordinator):
    post, officer, reader = a_held_post(coordinator), an_officer(), a_person("reader", "reader")

    assert refusal(Answer(post.pk, post.version, LATER), officer) == "your role does not allow this"
    assert refusal(Answer(post.pk, post.version), reader) == "your role does not allow this"
    assert decided([Answer(post.pk, post.version)], officer).dropped == 1


def test_hour_that_exists_twice_is_refused(coordinator):
    post = a_held_post(coordinator)
    Post.objects.update(day="2026-10-25", zone="Europe/Madrid")

    with pytest.raises(NotAllowedError, match="exists twice"):
        give_new_hour(
            Answer(post.pk, post.version),
            time(2, 30),
            config=the_config(),
            by=coordinator,
            now=MORNING.replace(month=10, day=24, hour=22, minute=30),
        )
