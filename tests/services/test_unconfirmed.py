from datetime import timedelta

import pytest

from comms.domain.answers import Refused, Stop, Unavailable, Uncertain
from comms.domain.message import Dispatch, Receipt
from comms.domain.posts import State
from comms.domain.sending import LEASE
from comms.errors import NotAllowedError
from comms.services import publish, unconfirmed
from comms.services.messages import message_of
from comms.services.standings import standing_of
from comms.store.models import Approval, Delivery, Post
from tests.fakes import FakeChannel
from tests.rows import DUE, MORNING, a_coordinator, a_post, an_approved_post, the_config

pytestmark = pytest.mark.django_db
AFTER_LEASE = DUE + LEASE


def a_claimed_post(state=State.SENDING, delivery="claimed"):
    post = an_approved_post(a_coordinator(), state, attempts=1)
    look = DUE if delivery == "uncertain" else None
    Delivery.objects.create(
        post=post, attempt=1, fingerprint="f", state=delivery, claimed_at=DUE, ended_at=look, next_look_at=look
    )
    return post


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


def test_claim_of_a_process_that_died_is_in_doubt_and_never_simply_due():
    post = a_claimed_post()

    unconfirmed.recover({}, AFTER_LEASE)

    assert (state_of(post), Delivery.objects.get().state) == (State.UNCONFIRMED, "uncertain")


def test_claim_within_its_lease_is_left_alone():
    post = a_claimed_post()

    unconfirmed.recover({"x": FakeChannel()}, AFTER_LEASE - timedelta(seconds=1))

    assert state_of(post) is State.SENDING


def test_post_that_is_found_on_its_channel_is_published():
    post, channel = a_claimed_post(), FakeChannel()
    channel.publish(Dispatch(message_of(post), DUE))

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert (state_of(post), Delivery.objects.get().state, channel.accepted) == (State.PUBLISHED, "confirmed", 1)
    assert Post.objects.get().receipt_url == Receipt(post.key, f"https://channel.example/{post.key}").url


def test_post_that_is_provably_absent_is_due_again():
    post, channel = a_claimed_post(), FakeChannel()

    unconfirmed.recover({"x": channel}, AFTER_LEASE)
    publish.send_due(the_config(), {"x": channel}, lambda: AFTER_LEASE)

    assert (state_of(post), channel.accepted) == (State.PUBLISHED, 1)
    assert list(Delivery.objects.values_list("state", flat=True)) == ["absent", "sent"]


def test_post_that_cannot_be_proven_absent_waits_for_a_person():
    post = a_claimed_post()

    unconfirmed.recover({"x": FakeChannel(proves_absence=False)}, AFTER_LEASE)

    assert state_of(post) is State.UNCONFIRMED


def test_channel_that_cannot_be_looked_at_settles_nothing():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    channel.on_looking = Unavailable("busy")

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert state_of(post) is State.UNCONFIRMED


def test_post_that_a_person_settled_meanwhile_is_left_to_them():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()

    class Slow(FakeChannel):
        def find(self, dispatch):
            Post.objects.update(state=State.PUBLISHED)
            return super().find(dispatch)

    channel = Slow()

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert (state_of(post), Delivery.objects.get().state) == (State.PUBLISHED, "uncertain")


def test_person_who_finds_it_gives_its_link():
    post = a_claimed_post(State.UNCONFIRMED, "uncertain")

    unconfirmed.it_is_there(post.pk, {}, url=" https://x.com/noc/1 ", by=post.approvals.get().by, now=DUE)

    assert (state_of(post), Post.objects.get().receipt_url) == (State.PUBLISHED, "https://x.com/noc/1")


def test_person_who_finds_it_must_say_where():
    post = a_claimed_post(State.UNCONFIRMED, "uncertain")

    with pytest.raises(NotAllowedError, match="paste the link"):
        unconfirmed.it_is_there(post.pk, {}, url=" ", by=post.approvals.get().by, now=DUE)


def test_link_must_be_of_a_post_on_this_channel():
    post = a_claimed_post(State.UNCONFIRMED, "uncertain")

    with pytest.raises(NotAllowedError, match=r"this is no link of a post on this channel: https://evil.example/1"):
        unconfirmed.it_is_there(
            post.pk, {"x": FakeChannel()}, url="https://evil.example/1", by=post.approvals.get().by, now=DUE
        )


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNCONFIRMED])
def test_only_a_post_in_doubt_is_found_or_not_found(state):
    post = a_claimed_post(state, "claimed")
    by = post.approvals.get().by

    with pytest.raises(NotAllowedError, match="is not in doubt"):
        unconfirmed.it_is_there(post.pk, {}, url="https://x.com/noc/1", by=by, now=DUE)
    with pytest.raises(NotAllowedError, match="is not in doubt"):
        unconfirmed.it_is_not(post.pk, by=by, now=DUE)

    assert (state_of(post), Delivery.objects.get().state) == (state, "claimed")


def test_look_that_stops_the_channel_leaves_the_post_in_doubt_and_its_look_due():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    channel.on_looking = Unavailable("keys over", stops=Stop.CREDENTIALS)

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert (state_of(post), Delivery.objects.get().looks) == (State.UNCONFIRMED, 0)
    assert standing_of("x", AFTER_LEASE).stop is Stop.CREDENTIALS


def test_other_words_in_the_place_of_a_post_are_told_while_it_stays_in_doubt():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    channel.on_looking = Uncertain("other words are public")

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert (state_of(post), Post.objects.get().note) == (State.UNCONFIRMED, "other words are public")


def test_post_in_doubt_that_has_no_delivery_is_settled_by_a_person_all_the_same():
    coordinator = a_coordinator()
    post = a_post(state=State.UNCONFIRMED)

    unconfirmed.it_is_there(post.pk, {}, url="https://x.com/noc/1", by=coordinator, now=DUE)

    assert state_of(post) is State.PUBLISHED


def test_person_who_does_not_find_it_makes_it_a_draft_that_needs_approval():
    post = a_claimed_post(State.UNCONFIRMED, "uncertain")

    unconfirmed.it_is_not(post.pk, by=post.approvals.get().by, now=DUE)

    assert (state_of(post), Approval.objects.get().voided_at, Delivery.objects.get().state) == (
        State.DRAFT,
        DUE,
        "absent",
    )


def test_post_that_is_not_in_doubt_is_not_declared_absent():
    coordinator = a_coordinator()
    post = a_post(state=State.PUBLISHED)

    with pytest.raises(NotAllowedError, match="is not in doubt"):
        unconfirmed.it_is_not(post.pk, by=coordinator, now=DUE)


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.APPROVED, State.HELD_LATE])
def test_unsent_post_is_missed_the_day_after(state):
    post = a_post(state=state)

    unconfirmed.miss_what_is_over(DUE + timedelta(days=1))

    assert state_of(post) is State.MISSED


def test_unsent_post_is_not_missed_on_its_own_day():
    post = a_post(state=State.DRAFT)

    unconfirmed.miss_what_is_over(DUE + timedelta(hours=14))

    assert state_of(post) is State.DRAFT


@pytest.mark.parametrize("state", [State.PUBLISHED, State.UNCONFIRMED, State.SENDING, State.FAILED])
def test_what_is_public_or_may_be_is_never_missed(state):
    post = a_post(state=state)

    unconfirmed.miss_what_is_over(MORNING + timedelta(days=2))

    assert state_of(post) is state


def test_what_somebody_settled_between_two_looks_is_left_alone():
    post = a_post(state=State.PUBLISHED)

    unconfirmed._give_up_claim(post.pk, AFTER_LEASE)
    unconfirmed._miss(post.pk, DUE + timedelta(days=1))

    assert state_of(post) is State.PUBLISHED


def test_channel_that_breaks_while_it_is_looked_at_is_looked_at_again():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    channel.on_looking = ValueError("not JSON")

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    delivery = Delivery.objects.get()
    assert (state_of(post), delivery.looks, delivery.next_look_at > DUE) == (State.UNCONFIRMED, 1, True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Uncertain("other words are public"), "other words are public"),
        (Refused("look there, and say what you see"), "look there, and say what you see"),
        (Unavailable("busy"), "lost"),
        (ValueError("not JSON"), "lost"),
    ],
)
def test_person_reads_why_a_post_was_not_found_where_there_is_something_to_do(error, said):
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    Post.objects.update(note="lost")
    channel.on_looking = error

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert Post.objects.get(pk=post.pk).note == said


def test_copy_that_is_known_is_still_named_where_another_cannot_be_looked_for():
    post, channel = a_claimed_post(State.UNCONFIRMED, "uncertain"), FakeChannel()
    Post.objects.update(note="it is public: https://x.example/1", receipt_url="https://x.example/1")
    channel.on_looking = Refused("403")

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    assert Post.objects.get(pk=post.pk).note == "it is public: https://x.example/1"


def test_post_that_somebody_settled_while_its_channel_was_not_there_is_left_alone():
    post = a_claimed_post(State.UNCONFIRMED, "uncertain")

    class Away(FakeChannel):
        def find(self, dispatch):  # noqa: ARG002 - the port's signature
            Post.objects.update(state=State.PUBLISHED)
            reason = "busy"
            raise Unavailable(reason)

    unconfirmed.recover({"x": Away()}, AFTER_LEASE)

    assert (state_of(post), Delivery.objects.get().looks) == (State.PUBLISHED, 0)


def test_look_that_found_the_post_is_counted_as_one_that_may_cost():
    a_claimed_post(State.UNCONFIRMED, "uncertain")
    channel = FakeChannel()
    channel.live["human-rights-2026:told:x:en"] = "there"

    unconfirmed.recover({"x": channel}, AFTER_LEASE)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.looks) == ("confirmed", 1)
