"""What the engine keeps to while threads send: the month's limit, a channel's rest, and the hour of its posts."""

import time
from datetime import timedelta
from threading import Barrier, Event

import pytest

from comms import app
from comms.config import Config
from comms.domain.answers import Stop, Unavailable
from comms.domain.posts import State
from comms.engine.senders import Senders
from comms.services import publish
from comms.services.spending import spent_this_month
from comms.services.standings import note_answer, standing_of
from comms.store.models import AuditLine, Post
from tests.engine.test_senders import due_now, finish, states
from tests.fakes import FakeChannel
from tests.rows import a_coordinator, an_approved_post, the_config

pytestmark = pytest.mark.usefixtures("committed")


def a_limit_of(dollars):
    settings = the_config().settings
    x = settings.channels[0].model_copy(update={"most_dollars_a_month": dollars})
    return Config(the_config().site, settings.model_copy(update={"channels": (x, *settings.channels[1:])}), {})


def with_links(number):
    coordinator, now = a_coordinator(), app.now()
    for one in range(number):
        link = f"https://example.org/{one}"
        day = app.today("Europe/Madrid")
        an_approved_post(coordinator, key=f"post-{one}", text=f"Story {one} {link}", link=link, due_at=now, day=day)


def wake(config, channel, now=app.now):
    senders = Senders(config, {"x": channel}, now)
    senders.wake()
    finish(senders)


def test_threads_together_never_pass_the_months_limit(monkeypatch):
    check = publish.check_spending

    def slow(*arguments):
        check(*arguments)
        time.sleep(0.05)

    monkeypatch.setattr(publish, "check_spending", slow)
    with_links(4)
    channel = FakeChannel()

    wake(a_limit_of(0.40), channel)

    assert (channel.accepted, spent_this_month("x", app.now())) == (2, pytest.approx(0.40))
    assert AuditLine.objects.filter(act="channel stopped").count() == 1


def test_raised_limit_opens_its_channel_again():
    with_links(1)
    channel = FakeChannel()
    wake(a_limit_of(0.01), channel)
    stopped = standing_of("x", app.now()).stop

    wake(a_limit_of(1.00), channel)

    assert (stopped, channel.accepted, states()) == (Stop.SPENDING, 1, [State.PUBLISHED])


def test_limit_that_stays_keeps_its_channel_closed_without_another_alert():
    with_links(2)
    channel = FakeChannel()

    for _ in range(3):
        wake(a_limit_of(0.01), channel)

    assert (channel.accepted, states()) == (0, [State.SCHEDULED] * 2)
    assert AuditLine.objects.filter(act="channel stopped").count() == 1


@pytest.mark.parametrize(
    "answer",
    [Unavailable("keys over", stops=Stop.CREDENTIALS), Unavailable("429", wait=timedelta(days=40))],
)
@pytest.mark.parametrize(
    ("late", "state"),
    [(timedelta(minutes=10), "scheduled"), (timedelta(hours=3), "held late"), (timedelta(days=30), "missed")],
)
def test_posts_of_a_channel_that_cannot_be_asked_are_held_and_missed_by_time(answer, late, state):
    noon = app.now().replace(hour=9, minute=0)
    an_approved_post(a_coordinator(), due_at=noon, day=noon.date())
    note_answer("x", answer, noon)

    wake(the_config(), FakeChannel(), lambda: noon + late)

    assert states() == [state]


def test_clock_and_person_together_ask_a_channel_no_more_than_it_takes_at_once():
    settings = the_config().settings
    mastodon = settings.channels[0].model_copy(update={"id": "mastodon", "kind": "mastodon"})
    config = Config(the_config().site, settings.model_copy(update={"channels": (mastodon,)}), {})
    coordinator, begun, under_way, most = a_coordinator(), Event(), [], []

    class OneByOne(FakeChannel):
        def publish(self, dispatch):
            under_way.append(dispatch)
            most.append(len(under_way))
            begun.set()
            time.sleep(0.2)
            under_way.remove(dispatch)
            return super().publish(dispatch)

    first, second = due_now(coordinator, 2, channel="mastodon")
    Post.objects.filter(pk=second.pk).update(due_at=app.now() + timedelta(minutes=1))
    channel = OneByOne()
    senders = Senders(config, {"mastodon": channel}, app.now)
    senders.wake()
    begun.wait(10)

    state = publish.send_now(second.pk, config, {"mastodon": channel}, app.now, by=coordinator)
    finish(senders)

    assert (state, Post.objects.get(pk=first.pk).state) == (State.PUBLISHED, State.PUBLISHED)
    assert most == [1, 1]


def test_stop_is_kept_though_requests_that_were_under_way_succeed():
    together = Barrier(4)

    class LastOneIsRefused(FakeChannel):
        """One of four requests is told that there is no credit; the others come through after that."""

        def publish(self, dispatch):
            together.wait(10)
            if dispatch.message.key == "post-3":
                reason = "no credit"
                raise Unavailable(reason, stops=Stop.PAYMENT)
            time.sleep(0.2)
            return super().publish(dispatch)

    due_now(a_coordinator(), 4)
    channel = LastOneIsRefused()

    wake(the_config(), channel)

    assert (channel.accepted, standing_of("x", app.now()).stop) == (3, Stop.PAYMENT)
    assert Post.objects.filter(state=State.SCHEDULED).count() == 1
