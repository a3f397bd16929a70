from datetime import timedelta

import pytest

from comms.domain.posts import State
from comms.services.approved_as import settings_of
from comms.services.channel_changes import follow_channels
from comms.store.models import Approval, AuditLine, Post
from tests.rows import MORNING, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


def follow():
    return follow_channels(the_config(), LATER)


def stored(post):
    return Post.objects.get(pk=post.pk)


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_what_nobody_approved_is_for_the_account_that_its_channel_has_now(state):
    post = a_post(account="earlier", state=state)

    assert (follow(), follow()) == (1, 0)

    after, line = stored(post), AuditLine.objects.get()
    assert (after.account, after.state, after.version) == ("noc", state, post.version + 1)
    assert (line.act, line.who, line.before, line.after) == (
        "account changed",
        "the desk",
        {"account": "earlier"},
        {"account": "noc"},
    )


@pytest.mark.parametrize("state", [State.APPROVED, State.SCHEDULED])
def test_what_was_approved_for_another_account_is_a_draft_that_says_why_long_before_its_hour(state):
    post = an_approved_post(a_coordinator(), state, account="earlier")

    assert follow() == 1

    after = stored(post)
    assert (after.state, after.account) == (State.DRAFT, "noc")
    assert after.note == "not sent: its channel speaks for another account now; approve it again for that one"
    assert Approval.objects.get().voided_at == LATER


def test_what_was_approved_for_a_channel_set_otherwise_is_a_draft_too():
    post = an_approved_post(a_coordinator())
    channel = the_config().channel("x")
    Approval.objects.update(channel_as=settings_of(channel) | {"made_with_ai": True})

    assert follow() == 1
    assert "made_with_ai" in stored(post).note


def test_what_fits_what_is_out_and_what_has_no_channel_any_more_stay_as_they_are():
    coordinator = a_coordinator()
    an_approved_post(coordinator)
    Approval.objects.update(channel_as=settings_of(the_config().channel("x")))
    a_post(key="b", account="earlier", state=State.PUBLISHED)
    a_post(key="c", account="earlier", state=State.SENDING)
    a_post(key="d", channel="gone", account="earlier")

    assert follow() == 0
    assert not AuditLine.objects.exists()


def test_what_the_clock_took_meanwhile_is_left_to_it(monkeypatch):
    post = a_post(account="earlier", state=State.SENDING)
    monkeypatch.setattr("comms.services.channel_changes._left_behind", lambda _: {post.pk})

    assert follow() == 0
    assert stored(post).account == "earlier"
