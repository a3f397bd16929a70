import time
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import OperationalError

from comms import app
from comms.domain.answers import DeliveryState, Unavailable
from comms.domain.channels import Pace
from comms.domain.posts import State
from comms.domain.sending import LEASE
from comms.engine.senders import Senders
from comms.services.held_tokens import Rotated, held, hold
from comms.store.models import Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.usefixtures("committed")


def due_now(coordinator, number=1, **fields):
    now = app.now()
    return [
        an_approved_post(
            coordinator, key=f"post-{one}", text=f"Post {one}", due_at=now, day=app.today("Europe/Madrid"), **fields
        )
        for one in range(number)
    ]


def states():
    return list(Post.objects.order_by("key").values_list("state", flat=True))


def wake(channel):
    senders = Senders(the_config(), {"x": channel}, app.now)
    senders.wake()
    finish(senders)


def finish(senders):
    end = time.monotonic() + 10
    while senders._at_work and time.monotonic() < end:
        time.sleep(0.01)
    senders.stop()


def test_senders_send_what_is_due_and_close_what_is_over():
    coordinator, channel = a_coordinator(), FakeChannel()
    due_now(coordinator)
    a_post(key="zz-over", state=State.DRAFT, day="2020-01-01", due_at="2020-01-01T09:00Z")

    wake(channel)

    assert states() == [State.PUBLISHED, State.MISSED]
    assert channel.accepted == 1


def test_senders_write_the_tokens_that_are_held_as_soon_as_it_works():
    tried = []

    def write(rotated):
        tried.append(rotated.changes)
        if len(tried) == 1:
            raise OperationalError

    hold("x", Rotated({"refresh_token": "new"}, None, None, app.now()), write)
    wake(FakeChannel())
    still = held("x")
    wake(FakeChannel())
    wake(FakeChannel())

    assert (still.changes, held("x"), tried) == ({"refresh_token": "new"}, None, [{"refresh_token": "new"}] * 2)


def test_senders_look_for_what_is_in_doubt():
    coordinator, channel = a_coordinator(), FakeChannel()
    (post,) = due_now(coordinator)
    Post.objects.update(state=State.SENDING, attempts=1)
    Delivery.objects.create(
        post=post, attempt=1, fingerprint="f", state=DeliveryState.CLAIMED, claimed_at=app.now() - LEASE
    )

    wake(channel)

    assert (states(), channel.accepted) == ([State.SCHEDULED], 0)


def test_post_under_way_is_not_begun_again():
    go = Event()
    due_now(a_coordinator())

    class Slow(FakeChannel):
        def publish(self, dispatch):
            go.wait(10)
            return super().publish(dispatch)

    channel = Slow()
    senders = Senders(the_config(), {"x": channel}, app.now)
    senders.wake()
    senders.wake()
    go.set()
    finish(senders)

    assert (channel.accepted, Delivery.objects.count()) == (1, 1)


def test_channel_is_asked_so_many_at_once():
    together = Barrier(4)

    class Together(FakeChannel):
        def publish(self, dispatch):
            together.wait(10)
            return super().publish(dispatch)

    channel = Together()
    due_now(a_coordinator(), 4)

    wake(channel)

    assert states() == [State.PUBLISHED] * 4


def test_channel_is_not_handed_more_than_its_pace(monkeypatch):
    channel = FakeChannel()
    due_now(a_coordinator(), 5)
    senders = Senders(the_config(), {"x": channel}, app.now)
    monkeypatch.setitem(senders._paces, "x", Pace(2, timedelta(minutes=1)))

    senders.wake()
    senders.wake()
    finish(senders)

    assert channel.accepted == 2


def test_channel_that_broke_down_is_left_alone():
    channel = FakeChannel()
    due_now(a_coordinator(), 12)
    channel.before_accepting = Unavailable("busy")
    wake(channel)
    Post.objects.update(next_attempt_at=None)
    asked = Delivery.objects.count()

    wake(channel)

    assert (asked, Delivery.objects.count()) == (asked, asked)
