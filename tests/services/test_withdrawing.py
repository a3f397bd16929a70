import pytest

from comms.domain.answers import Unavailable
from comms.domain.message import Dispatch
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services.messages import message_of
from comms.services.withdrawing import take_back, was_deleted_by_hand
from comms.store.models import AuditLine, Post
from tests.fakes import FakeChannel
from tests.rows import MORNING, a_coordinator, a_post, an_officer

pytestmark = pytest.mark.django_db


def a_published_post(channel, **fields):
    post = a_post(state=State.PUBLISHED, **fields)
    receipt = channel.publish(Dispatch(message_of(post), MORNING))
    post.receipt_id, post.receipt_url = receipt.id, receipt.url
    post.save()
    return post


def test_published_post_is_taken_back_where_it_is():
    channel = FakeChannel()
    post = a_published_post(channel)

    take_back(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)

    assert (channel.live, Post.objects.get().state) == ({}, State.WITHDRAWN)
    assert list(AuditLine.objects.values_list("act", "who")) == [
        ("withdrawn", "coordinator"),
        ("taken back", "coordinator"),
    ]


def test_post_that_the_channel_does_not_take_back_stays_published():
    class Broken(FakeChannel):
        def withdraw(self, receipt):  # noqa: ARG002 - the port's signature
            reason = "busy"
            raise Unavailable(reason)

    channel = Broken()
    post = a_published_post(channel)

    with pytest.raises(NotAllowedError, match="did not take it back: busy"):
        take_back(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)

    assert Post.objects.get().state == State.PUBLISHED


def test_channel_that_takes_nothing_back_leaves_it_to_a_person():
    channel = FakeChannel()
    channel.withdraws = False
    post, coordinator = a_published_post(channel), a_coordinator()

    with pytest.raises(NotAllowedError, match="delete the post there"):
        take_back(post.pk, {"x": channel}, by=coordinator, now=MORNING)
    was_deleted_by_hand(post.pk, {"x": channel}, by=coordinator, now=MORNING)

    assert (Post.objects.get().state, Post.objects.get().note, len(channel.live)) == (
        State.WITHDRAWN,
        "deleted on its channel by a person",
        1,
    )


def test_post_whose_channel_is_gone_from_the_site_is_taken_back_by_hand():
    post = a_published_post(FakeChannel())

    with pytest.raises(NotAllowedError, match=r"config.yaml has no channel x any more; delete the post there"):
        take_back(post.pk, {}, by=a_coordinator(), now=MORNING)


def test_copy_of_which_only_the_link_is_known_is_taken_back_by_what_the_link_names():
    channel = FakeChannel()
    post = a_published_post(channel)
    Post.objects.update(receipt_id="")

    take_back(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)

    assert channel.live == {}


@pytest.mark.parametrize("url", ["https://elsewhere.example/1", ""])
def test_copy_whose_link_names_nothing_is_deleted_by_a_person(url):
    channel = FakeChannel()
    post = a_published_post(channel)
    Post.objects.update(receipt_id="", receipt_url=url)

    with pytest.raises(NotAllowedError, match="delete the post there, then record it here"):
        take_back(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)


def test_what_a_person_left_on_this_machine_goes_too():
    channel = FakeChannel()
    channel.is_here = True
    post = a_published_post(channel)

    was_deleted_by_hand(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)

    assert (Post.objects.get().state, channel.live) == (State.WITHDRAWN, {})


def test_post_whose_channel_is_gone_from_the_site_is_recorded_as_deleted():
    post = a_published_post(FakeChannel())

    was_deleted_by_hand(post.pk, {}, by=a_coordinator(), now=MORNING)

    assert Post.objects.get().state == State.WITHDRAWN


def test_only_what_is_public_is_recorded_as_deleted():
    channel = FakeChannel()
    channel.is_here = True
    post = a_published_post(channel)
    Post.objects.update(state=State.UNCONFIRMED)

    with pytest.raises(NotAllowedError):
        was_deleted_by_hand(post.pk, {"x": channel}, by=a_coordinator(), now=MORNING)

    assert (Post.objects.get().state, len(channel.live)) == (State.UNCONFIRMED, 1)


def test_only_what_is_public_is_taken_back():
    with pytest.raises(NotAllowedError, match="a post that is draft is not public"):
        take_back(a_post().pk, {"x": FakeChannel()}, by=a_coordinator(), now=MORNING)


def test_officer_takes_nothing_back():
    channel = FakeChannel()

    with pytest.raises(NotAllowedError, match="your role"):
        take_back(a_published_post(channel).pk, {"x": channel}, by=an_officer(), now=MORNING)
