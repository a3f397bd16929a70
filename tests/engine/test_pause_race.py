"""A pause that is committed while threads send: nothing begins after it, what is on its way finishes."""

import time
from threading import Event, Lock, Thread

import pytest
from django.db import close_old_connections

from comms import app
from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.engine.senders import Senders
from comms.services import holds, pauses
from comms.store.models import Approval, Delivery, Hold, Pause, Post
from tests.engine.test_senders import finish
from tests.fakes import FakeChannel
from tests.rows import a_coordinator, an_approved_post, the_config

pytestmark = pytest.mark.usefixtures("committed")
CHANNELS = ("x", "linkedin")


class Slow(FakeChannel):
    """A channel that takes its time, and remembers when each request began."""

    def __init__(self):
        super().__init__()
        self.begun = []
        self._guard = Lock()

    def publish(self, dispatch):
        with self._guard:
            self.begun.append(time.monotonic())
        time.sleep(0.06)
        return super().publish(dispatch)


class Desk:
    """Senders that are woken again and again, as the clock does it."""

    def __init__(self, channels):
        self.senders = Senders(the_config(), channels, app.now)
        self._stopped = Event()
        self._thread = Thread(target=self._tick)
        self._thread.start()

    def _tick(self):
        while not self._stopped.is_set():
            self.senders.wake()
            time.sleep(0.02)
        close_old_connections()

    def stop(self):
        self._stopped.set()
        self._thread.join()
        finish(self.senders)


def due_now(number, **fields):
    coordinator = a_coordinator()
    for one in range(number):
        an_approved_post(
            coordinator,
            key=f"post-{one:02}",
            text=f"Post {one}",
            channel=CHANNELS[one % 2],
            due_at=app.now(),
            day=app.today("Europe/Madrid"),
            **fields,
        )


def pause(scope=None, **fields):
    given = {"reason": "a war", "config": the_config(), "by": "ana", "clock": app.now}
    return pauses.begin(scope or Scope(), **(given | fields))


def states():
    return list(Post.objects.values_list("state", flat=True))


def until(is_so):
    end = time.monotonic() + 10
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)


def test_nothing_begins_after_the_commit_of_a_pause_in_the_midst_of_a_burst():
    due_now(50)
    channels = {name: Slow() for name in CHANNELS}
    desk = Desk(channels)
    until(lambda: sum(one.accepted for one in channels.values()) >= 6)

    begun = pause()
    committed, claimed = time.monotonic(), Delivery.objects.count()
    time.sleep(1.0)
    desk.stop()

    after = [at for one in channels.values() for at in one.begun if at > committed]
    sent = sum(one.accepted for one in channels.values())
    assert Delivery.objects.count() == claimed == sent
    assert Delivery.objects.filter(claimed_at__gt=begun.pause.starts_at).count() == 0
    # Whoever had claimed a post before the commit may ask its channel a moment later; the pause has counted it.
    assert len(after) <= begun.on_their_way
    assert sorted(set(states())) == sorted([State.PUBLISHED, State.HELD_LATE])
    assert (states().count(State.PUBLISHED), 6 <= sent < 50) == (sent, True)
    assert Hold.objects.filter(pause=begun.pause).count() == 50 - sent
    assert Approval.objects.filter(voided_at__isnull=False).count() == 0


def test_channel_that_is_not_paused_goes_on():
    due_now(20)
    channels = {name: Slow() for name in CHANNELS}
    desk = Desk(channels)

    pause(Scope(Kind.CHANNEL, "x"))
    until(lambda: channels["linkedin"].accepted == 10)
    desk.stop()

    assert (channels["linkedin"].accepted, channels["x"].accepted < 10) == (10, True)


def test_resuming_sends_nothing_of_what_fell_inside():
    begun = pause()
    due_now(6)
    channels = {name: Slow() for name in CHANNELS}
    desk = Desk(channels)
    time.sleep(0.1)

    resumed = pauses.resume(begun.pause.pk, config=the_config(), by="ana", now=app.now())
    time.sleep(0.2)
    desk.stop()

    assert (resumed.inside, [one.begun for one in channels.values()]) == (6, [[], []])
    assert (states(), holds.waiting().count()) == ([State.HELD_LATE] * 6, 6)


def test_pause_outlives_the_desk_that_is_stopped_and_started_again():
    due_now(4)
    channels = {name: Slow() for name in CHANNELS}
    pause()

    for _ in range(2):
        desk = Desk(channels)
        time.sleep(0.05)
        desk.stop()

    assert (len(pauses.on(app.now())), states()) == (1, [State.HELD_LATE] * 4)
    assert [one.begun for one in channels.values()] == [[], []]


def test_desk_that_was_stopped_during_the_whole_pause_sends_nothing_of_it_afterwards():
    due_now(4)
    pause()
    Pause.objects.update(ends_at=app.now())
    channels = {name: Slow() for name in CHANNELS}

    desk = Desk(channels)
    time.sleep(0.1)
    desk.stop()

    assert (states(), [one.begun for one in channels.values()]) == ([State.HELD_LATE] * 4, [[], []])
