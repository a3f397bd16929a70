from datetime import timedelta

import pytest

from comms.domain.pauses import Kind, Scope
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import blackouts, holds, pauses, publish
from comms.services.facts import record_consent
from comms.services.unconfirmed import miss_what_is_over
from comms.store.models import Approval, AuditLine, Hold, Post
from tests.fakes import FakeChannel
from tests.rows import (
    DAY,
    DUE,
    MORNING,
    a_coordinator,
    a_slot,
    a_stored_initiative,
    an_approved_post,
    the_config,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def pause(start=DUE - MINUTE, end=DUE + 5 * MINUTE, scope=None, reason="a war"):
    """Pause from one minute before the hour of the posts to five after it."""
    return pauses.begin(
        scope or Scope(), reason=reason, config=the_config(), by="ana", clock=lambda: start, end=end
    ).pause


def a_told_city(**fields):
    """Return the slot of an initiative of a city in Spain."""
    initiative = a_stored_initiative()
    initiative.member.body = {"name": {"en": "A City"}, "country": "ES", "zone": "America/Bogota"}
    initiative.member.save()
    return a_slot(id="told-city", member="a-city", initiative="a-plan", **fields)


def send_due(channel, now):
    return publish.send_due(the_config(), {"x": channel}, lambda: now)


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


@pytest.mark.parametrize("minutes", [0, 4, 5, 6, 59])
def test_post_due_inside_a_pause_is_never_sent_by_itself_however_little_it_is_late(minutes):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    pause()

    send_due(channel, DUE + minutes * MINUTE)
    send_due(channel, DUE + 59 * MINUTE)

    assert (channel.accepted, state_of(post)) == (0, State.HELD_LATE)


def test_nothing_is_lost_and_the_approval_stands():
    post = an_approved_post(a_coordinator())
    made = pause()

    send_due(FakeChannel(), DUE)

    hold = Hold.objects.get()
    assert (hold.pause, hold.code, hold.due_at, hold.at) == (made, "paused", DUE, DUE)
    assert (hold.values["reason"], hold.values["who"]) == ("a war", "ana")
    assert Approval.objects.get().voided_at is None
    assert list(holds.waiting()) == [post]
    line = AuditLine.objects.get(act="held late")
    assert (line.who, line.after["note"]) == ("the clock", "its hour fell inside a pause")
    assert str(hold) == f"{post.pk}: paused"


def test_post_that_a_pause_does_not_cover_goes_out():
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    pause(scope=Scope(Kind.CHANNEL, "linkedin"))

    send_due(channel, DUE)

    assert (channel.accepted, state_of(post)) == (1, State.PUBLISHED)


def test_post_on_a_channel_that_stands_still_is_held_too():
    post = an_approved_post(a_coordinator())
    pause()

    number = holds.hold_what_is_due(the_config(), DUE)

    assert (number, state_of(post)) == (1, State.HELD_LATE)


def test_post_that_somebody_took_off_meanwhile_is_not_held():
    post = an_approved_post(a_coordinator(), State.WITHDRAWN)
    pause()

    assert (holds._hold_some([post.pk], the_config(), DUE), state_of(post)) == (0, State.WITHDRAWN)


def test_consent_that_was_given_while_the_clock_looked_lets_the_post_go():
    post = an_approved_post(a_coordinator())

    assert (holds._hold_some([post.pk], the_config(), DUE), state_of(post)) == (0, State.SCHEDULED)


def test_post_due_before_the_pause_that_waited_for_its_channel_is_held():
    channel = FakeChannel()
    post = an_approved_post(a_coordinator(), due_at=DUE - 5 * MINUTE, next_attempt_at=DUE)
    pause()

    send_due(channel, DUE + 6 * MINUTE)

    assert (channel.accepted, state_of(post)) == (0, State.HELD_LATE)


def test_pause_that_came_after_the_first_look_is_seen_by_the_claim(monkeypatch):
    channel, post = FakeChannel(), an_approved_post(a_coordinator())
    clock = iter([DUE, DUE, DUE + MINUTE])

    def others_were_first(*_):
        pause(start=DUE + timedelta(seconds=1))

    monkeypatch.setattr(publish, "await_turn", others_were_first)
    publish.send_if_time_allows(post.pk, the_config(), {"x": channel}, lambda: next(clock, DUE + MINUTE))

    assert (channel.accepted, state_of(post)) == (0, State.SCHEDULED)


def test_post_missed_because_of_a_long_pause_is_listed_with_its_reason():
    post = an_approved_post(a_coordinator())
    pause(end=None)

    send_due(FakeChannel(), DUE + timedelta(days=1))

    assert (state_of(post), [one.hold.code for one in holds.waiting()]) == (State.MISSED, ["paused"])


def test_held_post_that_nobody_decided_about_is_missed_with_its_day_and_stays_listed():
    post = an_approved_post(a_coordinator())
    pause()
    send_due(FakeChannel(), DUE)

    miss_what_is_over(DUE + timedelta(days=1))

    assert (state_of(post), list(holds.waiting())) == (State.MISSED, [post])


def test_pause_holds_what_a_person_would_send_by_hand():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator)
    pause(start=MORNING)

    with pytest.raises(NotAllowedError, match="a pause holds it: a war; end the pause first"):
        publish.send_now(post.pk, the_config(), {"x": channel}, lambda: DUE, by=coordinator)

    assert channel.accepted == 0


def test_person_may_send_by_hand_what_fell_inside_once_the_pause_is_over():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator)
    pause()
    send_due(channel, DUE)

    state = publish.send_now(post.pk, the_config(), {"x": channel}, lambda: DUE + 6 * MINUTE, by=coordinator)

    assert (state, channel.accepted, list(holds.waiting())) == (State.PUBLISHED, 1, [])


def test_blackout_holds_the_posts_that_feature_the_member_by_its_own_midnight():
    coordinator, channel = a_coordinator(), FakeChannel()
    told = an_approved_post(coordinator, slot=a_told_city(), key="told")
    alone = an_approved_post(coordinator, key="alone", text="Alone.")
    blackouts.declare(first=DAY, last=DAY, member="a-city", note="elections", by="ana", now=MORNING)

    send_due(channel, DUE)

    assert (state_of(told), state_of(alone)) == (State.HELD_LATE, State.PUBLISHED)
    with pytest.raises(NotAllowedError, match="a blackout holds it until 2026-12-10"):
        publish.send_now(told.pk, the_config(), {"x": channel}, lambda: DUE, by=coordinator)


def test_post_in_the_night_before_a_blackout_of_a_city_far_in_the_west_goes():
    told = an_approved_post(a_coordinator(), slot=a_told_city(), due_at=DUE - timedelta(hours=5))
    blackouts.declare(first=DAY, last=DAY, country="ES", by="ana", now=MORNING)

    found = holds.reasons([told], the_config(), now=DUE - timedelta(hours=5))

    assert found == {}


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_withdrawn_consent_holds_the_approved_post_and_keeps_its_approval(state):
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator, slot=a_told_city())
    record_consent("a-plan", state=state, said_by="The mayor", by=coordinator, now=MORNING)

    ahead = holds.reason_for(post, the_config(), now=MORNING)
    send_due(channel, DUE)

    assert (ahead.code, ahead.values) == ("consent not given", {"consent": state})
    assert (channel.accepted, state_of(post)) == (0, State.HELD_LATE)
    assert Approval.objects.get().voided_at is None
    with pytest.raises(NotAllowedError, match=f"the local government has not agreed to it: {state}"):
        publish.send_now(post.pk, the_config(), {"x": channel}, lambda: DUE, by=coordinator)


def test_consent_given_again_before_the_hour_lets_the_post_go_on_as_approved():
    coordinator, channel = a_coordinator(), FakeChannel()
    post = an_approved_post(coordinator, slot=a_told_city())
    for state in ("withdrawn", "given"):
        record_consent("a-plan", state=state, said_by="The mayor", by=coordinator, now=MORNING)

    send_due(channel, DUE)

    assert state_of(post) == State.PUBLISHED


def test_pause_without_an_end_is_told_of_posts_to_come_and_one_that_ends_before_them_is_not():
    soon = an_approved_post(a_coordinator())
    pause(start=MORNING, end=MORNING + MINUTE)
    before = holds.reasons([soon], the_config(), now=MORNING)
    pause(start=MORNING, end=None)

    assert (before, holds.reasons([soon], the_config(), now=MORNING)[soon.pk].code) == ({}, "paused")


def test_post_without_an_hour_is_not_asked_about():
    coordinator = a_coordinator()
    post = an_approved_post(coordinator, State.APPROVED, due_at=None)
    other = an_approved_post(coordinator, key="other", text="Other.")
    pause()

    assert holds.reasons([post], the_config(), now=DUE) == {}
    assert list(holds.reasons([post, other], the_config(), now=DUE)) == [other.pk]


def test_many_posts_are_looked_at_with_few_questions(django_assert_max_num_queries):
    coordinator, slot = a_coordinator(), a_told_city()
    posts = [an_approved_post(coordinator, key=f"p{number}", slot=slot, text=f"P{number}") for number in range(50)]
    pause(end=None)

    with django_assert_max_num_queries(4):
        assert len(holds.reasons(posts, the_config(), now=DUE)) == 50
