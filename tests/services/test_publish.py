from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from comms.config import Config
from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.channels import Pace
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish, settling
from comms.services.pace import room
from comms.services.picture_library import library
from comms.services.standings import note_answer
from comms.store.models import Approval, AuditLine, Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, MORNING, a_coordinator, a_post, an_approved_post, an_officer, the_config

pytestmark = pytest.mark.django_db


def send_due(channel, now=DUE):
    return publish.send_due(the_config(), {"x": channel}, lambda: now)


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


def test_scheduled_post_goes_out_at_its_hour():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())

    sent = send_due(channel)

    stored = Post.objects.get()
    assert (sent, channel.live[post.key].text) == ([post.pk], post.text)
    assert (stored.state, stored.receipt_url, stored.published_at) == (
        State.PUBLISHED,
        f"https://channel.example/{post.key}",
        DUE,
    )


def test_nothing_goes_out_before_its_hour():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())

    send_due(channel, DUE - timedelta(seconds=1))

    assert (channel.accepted, state_of(post)) == (0, State.SCHEDULED)


@pytest.mark.parametrize("state", [state for state in State if state is not State.SCHEDULED])
def test_only_scheduled_posts_go_out_by_themselves(state):
    channel = FakeChannel()
    an_approved_post(a_coordinator(), state)

    send_due(channel)

    assert channel.accepted == 0


@pytest.mark.parametrize(
    ("quiet", "accepted", "state"),
    [
        ((time(9, 30), time(10, 30)), 0, State.HELD_LATE),
        ((time(22), time(9, 45)), 0, State.HELD_LATE),
        ((time(9), time(9, 30)), 1, State.PUBLISHED),
    ],
)
def test_nothing_goes_out_by_itself_in_the_quiet_hours(quiet, accepted, state):
    # It is due at 9:30 in Madrid.
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    site = the_config()
    plan = site.settings.plan.model_copy(update={"quiet_hours": quiet})
    config = Config(site.site, site.settings.model_copy(update={"plan": plan}), {})

    publish.send_due(config, {"x": channel}, lambda: DUE)

    assert (channel.accepted, state_of(post)) == (accepted, state)


def test_published_post_never_goes_out_again():
    channel = FakeChannel()
    an_approved_post(a_coordinator())
    send_due(channel)

    send_due(channel, DUE + timedelta(minutes=1))

    assert channel.accepted == 1


@pytest.mark.parametrize(
    ("late", "accepted", "state"),
    [
        (timedelta(minutes=40), 1, State.PUBLISHED),
        (timedelta(hours=5), 0, State.HELD_LATE),
        (timedelta(days=1), 0, State.MISSED),
        (timedelta(days=30), 0, State.MISSED),
    ],
)
def test_late_post_is_sent_held_or_missed(late, accepted, state):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())

    send_due(channel, DUE + late)

    assert (channel.accepted, state_of(post)) == (accepted, state)


@pytest.mark.parametrize(
    ("column", "value"),
    [("text", "Other words"), ("alt", "x"), ("language", "es"), ("account", "else")],
)
def test_change_behind_the_desks_back_is_never_sent(column, value):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE store_post SET {column} = %s", [value])  # noqa: S608 - names of our own columns

    send_due(channel)

    assert (channel.accepted, state_of(post)) == (0, State.DRAFT)
    assert Approval.objects.get().voided_at == DUE


def test_post_of_a_channel_that_speaks_for_another_account_now_waits_for_another_approval():
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), account="who it was approved for")

    send_due(channel)

    assert (channel.accepted, state_of(post)) == (0, State.DRAFT)
    assert Post.objects.get().account == the_config().channel(post.channel).account


def test_link_that_left_the_text_behind_the_desks_back_is_never_sent():
    link = "https://x.org"
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), text=f"Today: {link}", link=link)
    Post.objects.update(link="https://other.example")

    send_due(channel)

    assert (channel.accepted, state_of(post)) == (0, State.DRAFT)


@pytest.mark.parametrize("happened", ["gone", "changed"])
def test_post_whose_picture_is_not_what_was_approved_is_held_and_never_sent_without_it(happened):
    channel, pictures = FakeChannel(), library(the_config())
    image = pictures.keep(b"\x89PNG card")
    post = an_approved_post(a_coordinator(), image=image, alt="A card")
    path = the_config().var / "pictures" / image
    path.unlink() if happened == "gone" else path.write_bytes(b"\x89PNG another")

    send_due(channel)

    stored = Post.objects.get()
    assert (channel.accepted, stored.state, stored.image, stored.attempts) == (0, State.DRAFT, image, 0)
    assert stored.note == (
        "not sent: its picture is gone or was changed after it was approved; take it off or make it anew"
    )
    assert Approval.objects.get(post=post).voided_at == DUE
    path.unlink(missing_ok=True)


def test_post_goes_out_with_the_picture_that_was_approved():
    channel = FakeChannel()
    image = library(the_config()).keep(b"\x89PNG card")
    post = an_approved_post(a_coordinator(), image=image, alt="A card")

    send_due(channel)

    assert (channel.live[post.key].image, channel.live[post.key].alt) == (image, "A card")


def test_post_without_an_approval_is_never_sent():
    channel, post = FakeChannel(), a_post(state=State.SCHEDULED)

    send_due(channel)

    assert (channel.accepted, state_of(post)) == (0, State.DRAFT)


def test_claim_is_stored_before_the_channel_is_asked():
    seen = []

    class Watching(FakeChannel):
        def publish(self, message):
            seen.append((Post.objects.get().state, Delivery.objects.get().state))
            return super().publish(message)

    an_approved_post(a_coordinator())

    send_due(Watching())

    assert seen == [(State.SENDING, "claimed")]


def test_refused_post_has_failed_and_says_why():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Refused("the account is suspended")

    send_due(channel)

    assert (state_of(post), Post.objects.get().note) == (State.FAILED, "the account is suspended")
    assert Delivery.objects.get().state == "refused"


def test_unavailable_channel_is_asked_again_later_and_not_before():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.before_accepting = Unavailable("busy")
    send_due(channel)
    channel.before_accepting = None

    send_due(channel, DUE + timedelta(seconds=59))
    too_early = channel.accepted
    send_due(channel, DUE + timedelta(seconds=60))

    assert (too_early, channel.accepted, state_of(post)) == (0, 1, State.PUBLISHED)
    assert list(Delivery.objects.values_list("attempt", "state")) == [(1, "unavailable"), (2, "sent")]


@pytest.mark.parametrize("answer", [Uncertain("no answer"), TimeoutError("silence"), ValueError("not JSON")])
def test_lost_answer_is_never_sent_again_blindly(answer):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    channel.after_accepting = answer
    send_due(channel)

    send_due(channel, DUE + timedelta(minutes=5))

    assert (channel.accepted, state_of(post)) == (1, State.UNCONFIRMED)
    assert Delivery.objects.get().state == "uncertain"


def test_audit_that_cannot_be_written_after_the_send_does_not_undo_it(monkeypatch, caplog):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())

    def breaks(*_, **__):
        raise OSError

    class Breaking(FakeChannel):
        def publish(self, message):
            monkeypatch.setattr(settling, "record", breaks)
            return super().publish(message)

    channel = Breaking()

    send_due(channel)

    assert (channel.accepted, state_of(post)) == (1, State.PUBLISHED)
    assert "its audit line could not be written" in caplog.text


def test_send_now_sends_an_approved_post_on_its_own_day():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator, State.APPROVED)

    state = publish.send_now(post.pk, the_config(), {"x": channel}, lambda: MORNING, by=coordinator)

    assert (state, channel.accepted) == (State.PUBLISHED, 1)
    assert list(AuditLine.objects.order_by("id").values_list("act", "who")) == [
        ("sending", "coordinator"),
        ("published", "coordinator"),
    ]


def test_what_the_clock_sends_is_published_by_the_clock():
    an_approved_post(a_coordinator())

    publish.send_due(the_config(), {"x": FakeChannel()}, lambda: DUE)

    assert list(AuditLine.objects.order_by("id").values_list("act", "who")) == [
        ("sending", "the clock"),
        ("published", "the clock"),
    ]


def test_whoever_pressed_is_named_where_what_would_leave_was_not_approved():
    coordinator = a_coordinator()
    post = an_approved_post(coordinator, State.APPROVED)
    Post.objects.filter(pk=post.pk).update(text="Other words.")

    publish.send_now(post.pk, the_config(), {"x": FakeChannel()}, lambda: MORNING, by=coordinator)

    assert list(AuditLine.objects.order_by("id").values_list("act", "who")) == [
        ("approval voided", "coordinator"),
        ("draft", "coordinator"),
    ]


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.FAILED, State.MISSED])
def test_send_now_needs_an_approval(state):
    coordinator, post = a_coordinator(), a_post(state=state)

    with pytest.raises(NotAllowedError, match="it needs an approval first"):
        publish.send_now(post.pk, the_config(), {}, lambda: MORNING, by=coordinator)


@pytest.mark.parametrize("state", [State.SENDING, State.UNCONFIRMED, State.PUBLISHED])
def test_send_now_of_what_has_just_gone_out_says_that_somebody_was_faster(state):
    coordinator, post = a_coordinator(), a_post(state=state)

    with pytest.raises(NotAllowedError, match="the clock or a colleague was faster"):
        publish.send_now(post.pk, the_config(), {}, lambda: MORNING, by=coordinator)


def test_send_now_on_another_day_would_be_untrue():
    coordinator = a_coordinator()
    post = an_approved_post(coordinator)
    eve = datetime(2026, 12, 9, 22, 59, tzinfo=UTC)

    with pytest.raises(NotAllowedError, match="it can only be sent on that day"):
        publish.send_now(post.pk, the_config(), {}, lambda: eve, by=coordinator)


def test_send_now_is_for_those_who_approve():
    officer, post = an_officer(), an_approved_post(a_coordinator())

    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        publish.send_now(post.pk, the_config(), {}, lambda: MORNING, by=officer)


def test_post_that_somebody_else_is_sending_is_left_alone():
    channel = FakeChannel()
    post = an_approved_post(a_coordinator(), State.SENDING)

    sent = publish.deliver(post.pk, the_config(), {"x": channel}, lambda: DUE, by="the clock")

    assert (sent, channel.accepted) == (False, 0)


def test_post_moved_before_its_day_waits_until_its_words_are_true():
    channel, post = FakeChannel(), an_approved_post(a_coordinator(), due_at=DUE - timedelta(days=1))

    send_due(channel, DUE - timedelta(hours=20))

    assert (channel.accepted, state_of(post)) == (0, State.SCHEDULED)


def test_post_that_was_changed_between_two_looks_is_left_to_the_next_tick():
    post = a_post(state=State.DRAFT)

    assert publish._let_time_decide(post.pk, the_config(), DUE) is False


def test_channel_that_stands_still_sends_nothing_by_hand_either():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator)
    note_answer("x", Unavailable("keys over", stops=Stop.CREDENTIALS), DUE)

    with pytest.raises(NotAllowedError, match="cannot be asked: needs reconnect"):
        publish.send_now(post.pk, the_config(), {"x": channel}, lambda: DUE, by=coordinator)

    assert channel.accepted == 0


def test_what_cannot_be_noted_of_a_channel_changes_nothing_for_the_post(monkeypatch, caplog):
    def broken(*_):
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr(publish, "note_answer", broken)
    channel, post = FakeChannel(), an_approved_post(a_coordinator())

    send_due(channel)

    assert (state_of(post), channel.accepted) == (State.PUBLISHED, 1)
    assert "how channel x stands could not be written" in caplog.text


@pytest.mark.parametrize(("pace", "left"), [(None, 1_000_000), (Pace(2, timedelta(minutes=1)), 1)])
def test_channel_takes_as_many_more_as_its_pace_allows(pace, left):
    channel = FakeChannel()
    an_approved_post(a_coordinator())
    send_due(channel)

    assert room("x", pace, DUE) == left
