"""Before a post is sent once more, what an earlier request made public meanwhile is looked for."""

from datetime import timedelta

import pytest

from comms.domain.answers import Unavailable, Uncertain
from comms.domain.posts import State
from comms.services import publish, unconfirmed
from comms.store.models import Approval, Delivery, Post
from tests.rows import an_approved_post, the_config
from tests.services.late_channels import LateChannel, PlacedChannel
from tests.services.test_proofs import FIRST, Desk

pytestmark = pytest.mark.django_db


def test_same_words_that_came_through_after_all_are_not_sent_again():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve()
    desk.channel.land(claim.dispatch)

    desk.send()

    assert (len(desk.channel.live), desk.told()) == (1, (State.PUBLISHED, "looked for and found", FIRST))


def test_earlier_words_that_came_through_after_all_are_told_before_others_leave():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.channel.land(claim.dispatch)

    desk.send()

    assert len(desk.channel.live) == 1
    assert desk.told()[:2] == (
        State.UNCONFIRMED,
        f"it is public in earlier words: {FIRST}; they are shown here again",
    )


def test_looks_before_sending_are_counted_since_they_may_cost():
    desk = Desk()
    desk.hang_and_be_denied()
    desk.approve("Other words.")

    desk.send()

    assert list(Delivery.objects.values_list("looks", flat=True)) == [1, 0]


def test_person_who_sends_by_hand_is_kept_from_a_second_copy_too():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve()
    desk.channel.land(claim.dispatch)
    desk.channel.answer = "receipt"

    state = publish.send_now(desk.id, the_config(), {"x": desk.channel}, lambda: desk.now, by=desk.coordinator)

    assert (state, len(desk.channel.live)) == (State.PUBLISHED, 1)


def test_what_is_looked_for_and_not_there_goes_out():
    desk = Desk()
    desk.hang_and_be_denied()
    desk.approve("Other words.")

    desk.send()

    assert (len(desk.channel.live), desk.told()[0]) == (1, State.PUBLISHED)


class Away(LateChannel):
    """Cannot be looked at."""

    error = Unavailable("busy")

    def find(self, dispatch):  # noqa: ARG002 - the port's signature
        raise self.error


class PlacedAway(Away):
    proves_absence = True


@pytest.mark.parametrize("error", [Unavailable("busy"), ValueError("not JSON")])
def test_person_who_saw_nothing_is_believed_where_the_desk_cannot_look(error):
    desk = Desk(Away())
    desk.hang_and_be_denied()
    desk.approve()
    desk.channel.error = error

    desk.send()

    assert desk.told()[0] is State.PUBLISHED


@pytest.mark.parametrize(
    ("error", "said", "wait"),
    [
        (Unavailable("busy"), "busy", timedelta(minutes=1)),
        (Unavailable("busy", wait=timedelta(minutes=9)), "busy", timedelta(minutes=9)),
        (
            ValueError("not JSON"),
            "something unexpected happened while looking; the desk's log says what",
            timedelta(minutes=1),
        ),
    ],
)
def test_channel_that_could_prove_it_is_waited_for(error, said, wait):
    desk = Desk(PlacedAway())
    desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.channel.error = error

    desk.send()

    assert (desk.told()[:2], desk.post.next_attempt_at) == ((State.SCHEDULED, said), desk.now + wait)
    assert desk.channel.live == {}


def test_words_of_somebody_else_in_the_place_are_left_to_a_person():
    desk = Desk(PlacedAway())
    desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.channel.error = Uncertain("other words are public")

    desk.send()

    assert (desk.told()[:2], desk.channel.live) == ((State.UNCONFIRMED, "other words are public"), {})


def test_channel_that_proved_absence_is_not_looked_at_twice_for_the_same_words():
    looks = []

    class Counting(PlacedChannel):
        def find(self, dispatch):
            looks.append(dispatch)
            return super().find(dispatch)

    desk = Desk(Counting())
    desk.send("uncertain, not done")
    desk.look()
    desk.send()

    assert (len(looks), desk.told()[0]) == (1, State.PUBLISHED)


@pytest.mark.parametrize("error", [None, Unavailable("busy"), Uncertain("other words")])
def test_post_that_somebody_changed_during_the_look_is_left_to_them(error):
    class Meddled(PlacedChannel):
        def find(self, dispatch):
            Post.objects.update(state=State.WITHDRAWN)
            if error:
                raise error
            return super().find(dispatch)

    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.channel = Meddled()
    desk.channel.land(claim.dispatch)

    desk.send()

    assert (desk.told()[0], len(desk.channel.live)) == (State.WITHDRAWN, 1)


def test_post_whose_copy_is_known_is_never_sent():
    desk = Desk()
    desk.send()
    Post.objects.update(state=State.SCHEDULED)

    desk.send()

    assert (len(desk.channel.live), desk.told()) == (1, (State.PUBLISHED, "looked for and found", FIRST))


def test_earlier_words_are_looked_for_while_later_ones_are_in_doubt():
    desk = Desk(PlacedChannel())
    claim = desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.send("uncertain, not done")
    desk.channel.land(claim.dispatch)

    said = desk.look()

    assert said[0] is State.UNCONFIRMED
    assert said[1].startswith("other words are public under this post's name: ")


def test_stamp_stays_while_a_request_may_still_arrive_and_is_renewed_else():
    desk = Desk()
    desk.send("refused")
    desk.now += timedelta(minutes=1)
    desk.approve("Other words.")
    renewed = desk.post.stamp
    desk.hang_and_be_denied()
    desk.approve("Once more.")

    assert (renewed, desk.post.stamp is None) == (None, False)


def test_look_for_a_post_that_nobody_doubts_any_more_does_nothing():
    desk = Desk()
    desk.send()

    unconfirmed.look(desk.id, desk.channel, desk.now)

    assert desk.told()[0] is State.PUBLISHED


def test_copy_of_another_post_with_the_same_words_is_never_taken_for_this_one():
    desk = Desk()
    desk.send()
    other = an_approved_post(desk.coordinator, key="other", author=desk.officer, text=desk.post.text)
    Approval.objects.filter(post=other).update(despite_repeat=True)
    desk.id = other.pk
    desk.send("uncertain, not done")

    assert desk.look()[0] is State.UNCONFIRMED


def test_copy_of_another_post_that_a_person_found_is_known_too():
    desk = Desk()
    desk.send("uncertain, done")
    unconfirmed.it_is_there(desk.id, {"x": desk.channel}, url=FIRST, by=desk.coordinator, now=desk.now)
    other = an_approved_post(desk.coordinator, key="other", author=desk.officer, text=desk.post.text)
    Approval.objects.filter(post=other).update(despite_repeat=True)
    desk.id = other.pk
    desk.send("uncertain, not done")

    assert desk.look()[0] is State.UNCONFIRMED


def test_earlier_words_that_are_found_while_later_ones_are_in_doubt_are_told_with_the_doubt():
    desk = Desk()
    claim = desk.hang_and_be_denied()
    desk.approve("Other words.")
    desk.send("uncertain, not done")
    desk.channel.land(claim.dispatch)

    assert desk.look()[:2] == (
        State.UNCONFIRMED,
        f"it is public: {FIRST}; another request may have made a second copy: look for it",
    )
