"""Time decides of every post alike: also where its channel stands still or rests, is gone, or has given it no hour."""

from datetime import timedelta

import pytest

from comms.domain.answers import Stop, Unavailable, Uncertain
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services import publish, review, unconfirmed
from comms.services.messages import message_of
from comms.services.standings import note_answer, reopen_channel, standing_of
from comms.store.models import AuditLine, Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, MORNING, a_coordinator, a_post, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STOPPED = Unavailable("our keys are not accepted", stops=Stop.CREDENTIALS)
RESTING = Unavailable("the day's limit is reached", wait=timedelta(hours=15))


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


def tick(channel, now):
    unconfirmed.recover({"x": channel}, now)
    publish.send_due(the_config(), {"x": channel}, lambda: now)
    unconfirmed.miss_what_is_over(now)


@pytest.mark.parametrize("answer", [STOPPED, RESTING])
@pytest.mark.parametrize(
    ("late", "state"),
    [(HOUR, State.SCHEDULED), (3 * HOUR, State.HELD_LATE), (DAY, State.MISSED), (30 * DAY, State.MISSED)],
)
def test_post_on_a_channel_that_cannot_be_asked_waits_is_held_then_missed(answer, late, state):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    note_answer("x", answer, DUE - MINUTE)

    tick(channel, DUE + late)

    assert (channel.accepted, state_of(post)) == (0, state)


def test_post_that_was_asked_to_wait_beyond_its_day_is_missed():
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), next_attempt_at=DUE + 2 * DAY)

    tick(channel, DUE + DAY)

    assert state_of(post) is State.MISSED


def test_post_of_a_channel_that_is_configured_no_more_is_held_and_missed():
    post = an_approved_post(a_coordinator(), channel="gone")

    publish.hold_or_miss_what_is_late(the_config(), DUE + 2 * HOUR)
    held = state_of(post)
    unconfirmed.miss_what_is_over(DUE + DAY)

    assert (held, state_of(post)) == (State.HELD_LATE, State.MISSED)


def test_post_without_an_hour_that_could_not_be_sent_by_hand_waits_for_a_person_again():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator, State.APPROVED, due_at=None)
    channel.before_accepting = Unavailable("busy")

    state = publish.send_now(post.pk, the_config(), {"x": channel}, lambda: MORNING, by=coordinator)
    tick(channel, MORNING + 5 * MINUTE)

    assert (state, state_of(post)) == (State.HELD_LATE, State.HELD_LATE)
    assert Post.objects.get().note == "busy"


def test_scheduled_post_without_an_hour_is_held_for_a_person():
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), due_at=None)

    tick(channel, MORNING)

    assert (channel.accepted, state_of(post)) == (0, State.HELD_LATE)


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE])
def test_post_without_an_hour_is_missed_once_its_day_is_over(state):
    post = a_post(state=state, due_at=None)

    unconfirmed.miss_what_is_over(DUE + DAY)

    assert state_of(post) is State.MISSED


def test_channel_that_proves_absence_is_not_hammered():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Uncertain("the server answered 503")

    for seconds in range(0, 4_200, 10):
        tick(channel, DUE + timedelta(seconds=seconds))

    assert Delivery.objects.count() == 6
    assert (channel.accepted, state_of(post)) == (0, State.HELD_LATE)
    assert AuditLine.objects.filter(act="channel rests").count() == 1


def test_post_that_proved_absent_goes_out_once_its_channel_is_well_again():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Uncertain("the server answered 503")
    tick(channel, DUE)
    channel.before_accepting = None

    tick(channel, DUE + timedelta(seconds=6))
    absent = state_of(post)
    tick(channel, DUE + MINUTE)

    assert (absent, state_of(post), channel.accepted) == (State.SCHEDULED, State.PUBLISHED, 1)
    assert standing_of("x", DUE + MINUTE).failures == 0


@pytest.mark.parametrize("waited", [HOUR + timedelta(seconds=1), DAY])
def test_post_that_waited_too_long_for_a_place_on_its_channel_is_not_claimed(waited):
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator)
    hours = iter([DUE])

    publish.send_if_time_allows(post.pk, the_config(), {"x": channel}, lambda: next(hours, DUE + waited))

    assert (channel.accepted, state_of(post)) == (0, State.SCHEDULED)


def test_attempts_start_anew_with_each_approval():
    coordinator, officer, channel = a_coordinator(), an_officer(), FakeChannel()
    post = an_approved_post(coordinator)
    channel.before_accepting = Unavailable("busy")
    for minutes in (0, 1, 3, 7, 20):
        publish.send_due(the_config(), {"x": channel}, lambda minutes=minutes: DUE + minutes * MINUTE)
    now, again = DUE + 21 * MINUTE, DUE + 30 * MINUTE
    version = Post.objects.get().version
    review.edit(post.pk, text="Other words", alt="", local=None, version=version, by=officer, now=now)
    review.submit(post.pk, by=officer, now=now)
    seen = fingerprint(message_of(Post.objects.get()))
    review.approve(post.pk, seen=seen, by=coordinator, now=now, config=the_config())

    publish.send_due(the_config(), {"x": channel}, lambda: again)

    stored = Post.objects.get()
    assert (stored.state, stored.attempts, stored.next_attempt_at) == (State.SCHEDULED, 6, again + MINUTE)


def test_look_honours_the_wait_that_the_channel_asked_for():
    channel = FakeChannel(proves_absence=False)
    an_approved_post(a_coordinator())
    channel.after_accepting = Uncertain("reset")
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    asked = []

    class Limited(FakeChannel):
        def find(self, dispatch):  # noqa: ARG002 - the port's signature
            asked.append(second)
            reason = "429"
            raise Unavailable(reason, wait=timedelta(seconds=900))

    for second in range(0, 1_000, 5):
        unconfirmed.recover({"x": Limited()}, DUE + timedelta(seconds=second))

    assert asked == [5, 905]


@pytest.mark.parametrize("answer", [STOPPED, RESTING])
def test_channel_that_cannot_be_asked_is_not_looked_at_either(answer):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.after_accepting = Uncertain("reset")
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    note_answer("x", answer, DUE)

    unconfirmed.recover({"x": channel}, DUE + 10 * MINUTE)

    assert (state_of(post), Delivery.objects.get().looks) == (State.UNCONFIRMED, 0)


def test_look_that_finds_the_keys_over_stops_the_channel_once_and_goes_on_after_it_is_connected_again():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.after_accepting = Uncertain("reset")
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    channel.on_looking = STOPPED
    for minutes in (1, 2, 3):
        unconfirmed.recover({"x": channel}, DUE + minutes * MINUTE)
    alerts = AuditLine.objects.filter(act="channel stopped").count()
    channel.on_looking = None

    reopen_channel("x", by="the desk", now=DUE + 4 * MINUTE)
    unconfirmed.recover({"x": channel}, DUE + 4 * MINUTE)

    assert (alerts, state_of(post), channel.accepted) == (1, State.PUBLISHED, 1)
