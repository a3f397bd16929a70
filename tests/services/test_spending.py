from datetime import UTC, datetime, timedelta

import pytest

from comms.config import Config
from comms.domain.answers import DeliveryState, Stop
from comms.domain.posts import State
from comms.services import publish
from comms.services.spending import spent_this_month
from comms.services.standings import standing_of
from comms.store.models import Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db


def a_limit_of(dollars):
    settings = the_config().settings
    channel = settings.channels[0].model_copy(update={"most_dollars_a_month": dollars})
    changed = settings.model_copy(update={"channels": (channel, *settings.channels[1:])})
    return Config(the_config().site, changed, {})


def sent(at, state=DeliveryState.SENT, **fields):
    post = a_post(**{"key": f"{at}-{state}", "state": State.PUBLISHED, "text": f"Said at {at}"} | fields)
    Delivery.objects.create(post=post, attempt=1, fingerprint="f", state=state, claimed_at=at)


def send(config):
    channel = FakeChannel()
    publish.send_due(config, {"x": channel}, lambda: DUE)
    return channel.accepted


def test_what_went_out_or_may_have_gone_out_this_month_is_added_up():
    sent(DUE)
    sent(DUE, DeliveryState.UNCERTAIN)
    sent(DUE, DeliveryState.REFUSED)
    sent(datetime(2026, 11, 30, 23, 59, tzinfo=UTC))

    assert spent_this_month("x", DUE) == pytest.approx(0.03)


def test_post_within_the_limit_goes_out():
    an_approved_post(a_coordinator())

    assert send(a_limit_of(0.015)) == 1


def test_post_beyond_the_limit_waits_and_its_channel_stands_still():
    sent(DUE - timedelta(days=2))
    post = an_approved_post(a_coordinator())

    accepted = send(a_limit_of(0.02))

    assert (accepted, Post.objects.get(pk=post.pk).state) == (0, State.SCHEDULED)
    assert standing_of("x", DUE).stop is Stop.SPENDING


def test_channel_without_a_price_knows_no_limit():
    settings = the_config().settings
    website = settings.channels[2].model_copy(update={"most_dollars_a_month": 0.0})
    config = Config(the_config().site, settings.model_copy(update={"channels": (website,)}), {})
    an_approved_post(a_coordinator(), channel="website")
    channel = FakeChannel()

    publish.send_due(config, {"website": channel}, lambda: DUE)

    assert channel.accepted == 1
