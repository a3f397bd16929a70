from datetime import UTC, datetime, timedelta

import pytest

from comms.config import Config
from comms.domain.answers import DeliveryState, Stop, Unavailable
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish, withdrawing
from comms.services.spending import spent_this_month
from comms.services.standings import note_answer, standing_of
from comms.store.models import AuditLine, Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db


def a_limit_of(dollars):
    settings = the_config().settings
    channel = settings.channels[0].model_copy(update={"most_dollars_a_month": dollars})
    changed = settings.model_copy(update={"channels": (channel, *settings.channels[1:])})
    return Config(the_config().site, changed, {})


def sent(at, state=DeliveryState.SENT, looks=0, count=1, **fields):
    post = a_post(**{"key": f"{at}-{state}", "state": State.PUBLISHED, "text": f"Said at {at}"} | fields)
    for attempt in range(count):
        Delivery.objects.create(
            post=post, attempt=attempt + 1, fingerprint="f", state=state, claimed_at=at, looks=looks
        )
    return post


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


def test_looks_and_deletions_cost_too():
    coordinator, channel = a_coordinator(), FakeChannel()
    sent(DUE, looks=2)
    gone = sent(DUE, key="gone", text="Gone", receipt_id="1", published_at=DUE)
    by_hand = sent(DUE, key="by hand", text="Deleted", receipt_id="2", published_at=DUE)

    withdrawing.take_back(gone.pk, {"x": channel}, by=coordinator, now=DUE)
    withdrawing.was_deleted_by_hand(by_hand.pk, {"x": channel}, by=coordinator, now=DUE)

    assert spent_this_month("x", DUE) == pytest.approx(3 * 0.015 + 2 * 0.020 + 0.010)
    assert spent_this_month("x", DUE, kind="website") == 0
    assert spent_this_month("linkedin", DUE) == 0


@pytest.mark.parametrize(("dollars", "told"), [(5, "5.00 $"), (0.02, "0.02 $"), (0.016, "0.016 $")])
def test_limit_is_told_to_the_last_cent(dollars, told):
    sent(DUE - timedelta(days=2), text="Said at length: https://example.org", count=25)
    an_approved_post(a_coordinator())

    send(a_limit_of(dollars))

    assert f"the month's limit of {told} would be passed" in standing_of("x", DUE).reason


@pytest.mark.parametrize("dollars", [0.10, None])
def test_channel_goes_on_once_its_limit_is_raised_or_taken_away(dollars):
    sent(DUE - timedelta(days=2))
    an_approved_post(a_coordinator())
    send(a_limit_of(0.02))

    assert send(a_limit_of(dollars)) == 1


def test_limit_of_last_month_is_told_again_when_this_months_is_reached():
    note_answer("x", Unavailable("last month's limit", stops=Stop.SPENDING), DUE - timedelta(days=30))
    sent(DUE)
    an_approved_post(a_coordinator())

    send(a_limit_of(0.02))

    assert AuditLine.objects.filter(act="channel stopped").count() == 2


def test_person_is_told_that_the_limit_is_reached():
    sent(DUE)
    coordinator = a_coordinator()
    post = an_approved_post(coordinator)

    with pytest.raises(NotAllowedError, match="has reached its limit of this month"):
        publish.send_now(post.pk, a_limit_of(0.02), {"x": FakeChannel()}, lambda: DUE, by=coordinator)


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
    an_approved_post(a_coordinator(), channel="website", account=website.account)
    channel = FakeChannel()

    publish.send_due(config, {"website": channel}, lambda: DUE)

    assert channel.accepted == 1
