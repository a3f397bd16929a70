from datetime import UTC, datetime

import pytest

from comms.config import Config
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services import publish, review
from comms.services.approved_as import settings_of
from comms.services.messages import message_of
from comms.store.models import Approval, Post
from tests.fakes import FakeChannel
from tests.rows import MORNING, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db
# Its hour, at noon in Madrid.
DUE = datetime(2026, 12, 10, 11, 0, tzinfo=UTC)


def as_it_is(**changes):
    plain = the_config()
    channels = [one.model_copy(update=changes if one.id == "x" else {}) for one in plain.settings.channels]
    return Config(plain.site, plain.settings.model_copy(update={"channels": tuple(channels)}), {})


def approved_under(config):
    coordinator = a_coordinator()
    post = a_post(state=State.IN_REVIEW)
    review.approve(post.pk, seen=fingerprint(message_of(post)), by=coordinator, now=MORNING, config=config)
    return post


def sent_under(config, post):
    channel = FakeChannel()
    publish.send_due(config, {"x": channel}, lambda: Post.objects.get().due_at)
    post.refresh_from_db()
    return post.state, post.note, len(channel.live)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({"pretend": True}, {"pretend": False}, "pretend"),
        ({"made_with_ai": True}, {"made_with_ai": False}, "made_with_ai"),
        ({"server": "https://a.example"}, {"server": "https://b.example"}, "server"),
        ({"links": "none"}, {"links": "in the text"}, "links"),
        ({"links": "in the text"}, {"links": "none"}, "links"),
        ({"kind": "mastodon"}, {"kind": "bluesky"}, "kind"),
        (
            {"server": "https://a.example"},
            {"server": "http://127.0.0.1:9", "made_with_ai": True},
            "server, made_with_ai",
        ),
    ],
)
def test_approval_does_not_outlive_what_it_was_given_for(before, after, what):
    post = approved_under(as_it_is(**before))

    found = sent_under(as_it_is(**after), post)

    note = f"not sent: its channel was changed in config.yaml ({what}); approve it again for that"
    assert found == (State.DRAFT, note, 0)
    assert Approval.objects.get().void_reason == note


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({"server": "https://a.example/"}, {"server": "https://a.example"}),
        ({"server": "http://127.0.0.1:4001"}, {"server": "http://localhost:4002"}),
        ({"at": None}, {"at": "10:00"}),
    ],
)
def test_approval_holds_while_nothing_changes_that_it_depends_on(before, after):
    post = approved_under(as_it_is(**before))

    assert sent_under(as_it_is(**after), post)[::2] == (State.PUBLISHED, 1)


@pytest.mark.parametrize("here", [{"pretend": True}, {"pretend": False, "server": "http://127.0.0.1:4001"}])
def test_approval_of_before_anybody_wrote_that_down_holds_where_nothing_leaves(here):
    post = an_approved_post(a_coordinator())

    assert sent_under(as_it_is(**here), post)[::2] == (State.PUBLISHED, 1)


@pytest.mark.parametrize("server", ["", "https://a.example"])
def test_approval_of_before_anybody_wrote_that_down_lets_nothing_leave(server):
    post = an_approved_post(a_coordinator())

    found = sent_under(as_it_is(pretend=False, server=server), post)

    note = "not sent: its channel was changed in config.yaml (pretend); approve it again for that"
    assert found == (State.DRAFT, note, 0)


def test_new_approval_is_for_the_channel_as_it_is_now():
    config = as_it_is(made_with_ai=True)

    approved_under(config)

    assert Approval.objects.get().channel_as == settings_of(config.channel("x"))
    assert settings_of(config.channel("x")) == {
        "kind": "x",
        "server": "",
        "links": "in the text",
        "made_with_ai": True,
        "pretend": True,
    }
