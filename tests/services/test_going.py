from datetime import timedelta

import pytest

from comms.domain.answers import DeliveryState, Stop, Unavailable
from comms.domain.channels import CHANNEL_RULES
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish
from comms.services.gates import gate
from comms.services.pace import room_from
from comms.services.standings import note_answer, reopen_channel
from comms.store.models import Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refusal(post, now=DUE, channel=None):
    """Return with which words a person is told that the post cannot be sent now."""
    coordinator = post.approvals.get().by
    with pytest.raises(NotAllowedError) as refused:
        publish.send_now(post.pk, the_config(), {"x": channel or FakeChannel()}, lambda: now, by=coordinator)
    return str(refused.value)


def said_before(number, at):
    """Fill the pace of X with *number* posts, one a second from *at* on."""
    earlier = a_post(key="earlier", state=State.PUBLISHED, text="Earlier")
    Delivery.objects.bulk_create(
        Delivery(
            post=earlier,
            attempt=one,
            fingerprint="f",
            state=DeliveryState.SENT,
            claimed_at=at + timedelta(seconds=one),
        )
        for one in range(number)
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            Unavailable("over", stops=Stop.CREDENTIALS),
            "the channel x cannot be asked: needs reconnect; connect it again first",
        ),
        (
            Unavailable("limit", stops=Stop.SPENDING),
            "the channel x has reached its limit of this month; raise it in config.yaml, or wait for next month",
        ),
        (
            Unavailable("429", wait=timedelta(minutes=15)),
            "the channel x is left alone until 09:45; send it then",
        ),
        (
            Unavailable("429", wait=timedelta(minutes=15, seconds=1)),
            "the channel x is left alone until 09:46; send it then",
        ),
        (
            Unavailable("429", wait=timedelta(hours=20)),
            "the channel x is left alone until 2026-12-11 05:30; send it then",
        ),
    ],
)
def test_person_is_told_how_long_a_channel_cannot_be_asked(answer, words, monkeypatch):
    monkeypatch.setattr(publish, "reopen_where_the_limit_changed", lambda *_: None)
    post = an_approved_post(a_coordinator())
    note_answer("x", answer, DUE)

    assert refusal(post) == words


def test_person_is_told_when_a_post_that_could_not_go_can_go_again():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Unavailable("busy")
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)

    words = refusal(post, DUE + timedelta(seconds=5))

    assert words == "its channel could not take it just now; it can be sent again from 09:31 on"


def test_wait_that_the_channel_asked_for_holds_for_a_person_too():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Unavailable("429", wait=15 * MINUTE)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    channel.before_accepting = None

    words = refusal(post, DUE + timedelta(seconds=5), channel)
    state = publish.send_now(
        post.pk, the_config(), {"x": channel}, lambda: DUE + 15 * MINUTE, by=post.approvals.get().by
    )

    assert words == "the channel x is left alone until 09:45; send it then"
    assert (state, channel.accepted) == (State.PUBLISHED, 1)


def test_person_is_told_when_the_pace_of_a_channel_lets_a_post_go():
    post = an_approved_post(a_coordinator())
    said_before(CHANNEL_RULES["x"].pace.messages, DUE - 10 * MINUTE)

    words = refusal(post)

    assert words == "the channel x takes only so many posts in so much time; it can be sent from 09:35 on"


def test_pace_holds_in_the_claim_of_whoever_sends():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    said_before(CHANNEL_RULES["x"].pace.messages, DUE - 10 * MINUTE)

    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE + 5 * MINUTE)

    assert (channel.accepted, Post.objects.get(pk=post.pk).state) == (1, State.PUBLISHED)


def test_channel_without_a_pace_always_has_room():
    assert room_from("x", None, DUE) is None


def test_person_is_told_what_came_between_the_button_and_the_claim(monkeypatch):
    post = an_approved_post(a_coordinator())

    def others_were_first(channel, now):
        note_answer(channel, Unavailable("429", wait=15 * MINUTE), now)

    monkeypatch.setattr(publish, "await_turn", others_were_first)

    assert refusal(post) == "the channel x is left alone until 09:45; send it then"


def test_person_waits_for_a_place_on_a_busy_channel_and_is_told(monkeypatch):
    monkeypatch.setattr(publish, "_PATIENCE", 0.01)
    post, channel = an_approved_post(a_coordinator(), channel="mastodon"), FakeChannel()
    settings = the_config().settings
    mastodon = settings.channels[0].model_copy(update={"id": "mastodon", "kind": "mastodon"})
    config = type(the_config())(the_config().site, settings.model_copy(update={"channels": (mastodon,)}), {})

    with gate("mastodon", 1), pytest.raises(NotAllowedError, match="busy with other posts"):
        publish.send_now(post.pk, config, {"mastodon": channel}, lambda: DUE, by=post.approvals.get().by)
    state = publish.send_now(post.pk, config, {"mastodon": channel}, lambda: DUE, by=post.approvals.get().by)

    assert (state, channel.accepted) == (State.PUBLISHED, 1)


def test_post_goes_on_by_itself_once_its_channel_is_open_again():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Unavailable("401", stops=Stop.CREDENTIALS)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    channel.before_accepting = None
    waits = publish.send_due(the_config(), {"x": channel}, lambda: DUE + MINUTE)

    reopen_channel("x", by="the desk", now=DUE + 2 * MINUTE)
    sent = publish.send_due(the_config(), {"x": channel}, lambda: DUE + 3 * MINUTE)

    assert (waits, sent, channel.accepted) == ([], [post.pk], 1)
