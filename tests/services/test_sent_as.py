"""A channel that was changed while a post is in doubt: it can tell nothing of what was sent before, nor delete it."""

from datetime import timedelta

import pytest

from comms.channels.pretend import Pretend
from comms.domain.answers import Uncertain
from comms.domain.place import Place
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import publish, unconfirmed, withdrawing
from comms.store.models import Approval, Delivery, Post
from tests.channels.labs import BlueskyLab, HostileMastodonLab, MastodonLab, WordPressLab
from tests.fakes import FakeChannel
from tests.rows import DUE, a_coordinator, an_approved_post, an_officer, the_config
from tests.services.late_channels import LateChannel, PlacedChannel
from tests.services.test_proofs import FIRST, Desk

pytestmark = pytest.mark.django_db
OLD = Place("x", "noc", "https://old.example")
NEW = Place("x", "noc", "https://new.example")
LOOK_THERE = "it was sent as noc at https://old.example; look there"
PRETENDED = "it was sent while its channel pretended, so that nothing left; say that it is not there"


def a_channel(kind, place):
    channel = kind()
    channel.place = place
    return channel


def a_desk_in_doubt(kind=PlacedChannel, *, answer="uncertain, done", shows=True):
    """Return a desk whose post was sent to the old server, and whose channel speaks to the new one by now."""
    desk = Desk(a_channel(kind, OLD))
    desk.channel.shows = shows
    desk.send(answer)
    desk.old, desk.channel = desk.channel, a_channel(kind, NEW)
    return desk


def test_request_keeps_as_whom_and_where_it_was_sent():
    Desk(a_channel(LateChannel, OLD)).send()

    assert Delivery.objects.get().sent_as == {
        "kind": "x",
        "account": "noc",
        "server": "https://old.example",
        "pretend": False,
    }


@pytest.mark.parametrize("kind", [PlacedChannel, LateChannel])
def test_server_that_a_post_was_never_sent_to_proves_nothing(kind):
    desk = a_desk_in_doubt(kind)

    told = desk.look()

    assert told == (State.UNCONFIRMED, LOOK_THERE, "")
    assert list(Delivery.objects.values_list("state", "looks", "next_look_at")) == [("uncertain", 0, None)]


def test_post_in_doubt_is_not_sent_to_another_server_by_itself():
    desk = a_desk_in_doubt()
    desk.look()

    desk.send()

    assert (len(desk.old.live), desk.channel.live) == (1, {})


@pytest.mark.parametrize("lab", [HostileMastodonLab, BlueskyLab])
def test_channel_that_pretends_for_one_look_proves_nothing_of_what_was_really_sent(tmp_path, lab):
    now = [DUE]
    lab = lab(lambda: now[0])
    with lab.serve() as server:
        channel, post = lab.open(server.url, channel="x"), an_approved_post(a_coordinator())
        usual, channel.publish = channel.publish, lambda dispatch: lose(usual(dispatch))
        publish.send_due(the_config(), {"x": channel}, lambda: now[0])
        now[0] += timedelta(seconds=6)

        unconfirmed.recover({"x": Pretend("x", tmp_path)}, now[0])
        channel.publish = usual
        now[0] += timedelta(minutes=2)
        publish.send_due(the_config(), {"x": channel}, lambda: now[0])

        stored = Post.objects.get(pk=post.pk)
        assert (stored.state, len(lab.live())) == (State.UNCONFIRMED, 1)
        assert stored.note == f"it was sent as {lab.name} at this machine; look there"


def lose(_receipt):
    reason = "reset"
    raise Uncertain(reason)


def test_other_account_s_empty_place_proves_nothing():
    class Other(BlueskyLab):
        name = "other.example.org"

    now = [DUE]
    lab, other = BlueskyLab(lambda: now[0]), Other(lambda: now[0])
    with lab.serve() as server, other.serve() as elsewhere:
        channel, post = lab.open(server.url, channel="x"), an_approved_post(a_coordinator())
        usual, channel.publish = channel.publish, lambda dispatch: lose(usual(dispatch))
        publish.send_due(the_config(), {"x": channel}, lambda: now[0])
        now[0] += timedelta(seconds=6)

        unconfirmed.recover({"x": other.open(elsewhere.url, channel="x")}, now[0])

        assert Post.objects.get(pk=post.pk).state == State.UNCONFIRMED
        assert (len(lab.live()), len(other.live())) == (1, 0)


def test_pretended_request_is_no_matter_of_the_real_channel():
    desk = Desk(a_channel(PlacedChannel, Place("x", pretend=True)))
    desk.send("uncertain, not done")
    desk.channel = a_channel(PlacedChannel, NEW)

    assert desk.look()[:2] == (State.UNCONFIRMED, PRETENDED)


def test_channel_that_pretends_is_the_same_whatever_account_it_has(tmp_path):
    assert Pretend("x", tmp_path).place == Place("x", pretend=True)


def test_request_of_which_nobody_kept_the_place_counts_as_sent_from_the_present_one():
    desk = a_desk_in_doubt(answer="uncertain, not done")
    Delivery.objects.update(sent_as={})

    assert desk.look()[:2] == (State.SCHEDULED, "looked for and not there: it will be sent again")


def test_vendor_s_own_server_is_called_as_the_channel_is():
    desk = Desk(a_channel(PlacedChannel, Place("x", "", "")))
    desk.send("uncertain, done")
    desk.channel = a_channel(PlacedChannel, NEW)

    assert desk.look()[1] == "it was sent as X at X; look there"


def test_person_who_saw_nothing_there_may_have_it_sent_to_the_new_server():
    desk = a_desk_in_doubt(answer="uncertain, not done")
    desk.look()
    unconfirmed.it_is_not(desk.id, by=desk.coordinator, now=desk.now)
    desk.now += timedelta(minutes=1)
    desk.approve()

    desk.send()

    assert (desk.told()[0], len(desk.channel.live)) == (State.PUBLISHED, 1)


def test_person_gives_the_link_on_the_old_server_that_the_present_channel_cannot_read():
    desk = a_desk_in_doubt()
    desk.look()
    desk.channel.receipt_at = lambda _url: None

    unconfirmed.it_is_there(desk.id, {"x": desk.channel}, url=FIRST, by=desk.coordinator, now=desk.now)

    assert desk.told() == (State.PUBLISHED, "found by a person", FIRST)


def test_what_was_sent_from_here_is_settled_and_what_was_not_is_left_to_a_person():
    desk = a_desk_in_doubt()
    elsewhere = Delivery.objects.get()
    here = Delivery.objects.create(
        post=desk.post,
        attempt=2,
        fingerprint=elsewhere.fingerprint,
        sent_as=NEW.stored_form(),
        state="uncertain",
        claimed_at=desk.now,
        ended_at=desk.now,
        next_look_at=desk.now,
    )

    told = desk.look()

    assert told[:2] == (State.UNCONFIRMED, LOOK_THERE)
    assert list(Delivery.objects.values_list("pk", "state")) == [(elsewhere.pk, "uncertain"), (here.pk, "absent")]


def test_words_that_were_sent_elsewhere_are_not_looked_for_here():
    class Watched(LateChannel):
        def find(self, dispatch):
            looked_for.append(dispatch.message.text)
            return super().find(dispatch)

    looked_for = []
    desk = a_desk_in_doubt()
    desk.look()
    unconfirmed.it_is_not(desk.id, by=desk.coordinator, now=desk.now)
    desk.channel = a_channel(Watched, NEW)
    desk.approve("Other words.")
    desk.send("uncertain, not done")

    desk.look()

    assert looked_for == ["Other words."]


def test_copy_that_is_known_is_named_and_not_the_server_where_another_may_be():
    desk = a_desk_in_doubt()
    known = f"it is public: {FIRST}; another request may have made a second copy: look for it"
    Post.objects.update(receipt_url=FIRST, note=known)

    assert desk.look() == (State.UNCONFIRMED, known, FIRST)


def test_absence_on_the_old_server_is_looked_at_by_a_person_before_the_new_one_is_asked():
    desk = Desk(a_channel(PlacedChannel, OLD))
    desk.send("uncertain, not done")
    desk.look()
    desk.channel = a_channel(PlacedChannel, NEW)

    desk.send()

    assert (desk.told()[:2], desk.channel.asked) == ((State.UNCONFIRMED, LOOK_THERE), 0)
    assert not Approval.objects.filter(voided_at=None).exists()


def test_what_was_pretended_keeps_nothing_from_going_out_for_real():
    desk = Desk(a_channel(PlacedChannel, Place("x", pretend=True)))
    desk.send("uncertain, not done")
    desk.look()
    desk.channel = a_channel(PlacedChannel, NEW)

    desk.send()

    assert desk.told()[0] is State.PUBLISHED


def test_post_without_an_approval_is_no_matter_of_where_it_was_sent():
    desk = Desk(a_channel(PlacedChannel, OLD))
    desk.send("uncertain, not done")
    desk.look()
    Approval.objects.update(voided_at=desk.now)
    desk.channel = a_channel(PlacedChannel, NEW)

    desk.send()

    assert (desk.told()[0], desk.channel.asked) == (State.DRAFT, 0)


@pytest.mark.parametrize("kind", [MastodonLab, WordPressLab])
def test_post_of_the_same_number_on_the_new_server_is_not_deleted(kind):
    old, new = kind(lambda: DUE), kind(lambda: DUE)
    by = a_coordinator()
    with old.serve() as here, new.serve() as there:
        was, now = old.open(here.url, channel="x"), new.open(there.url, channel="x")
        now.place = Place(kind.kind, kind.name, "https://new.example")
        other = an_approved_post(by, key="other", text="Another\nStory.")
        publish.send_due(the_config(), {"x": now}, lambda: DUE)
        post = an_approved_post(by, text="Ours\nStory.")
        publish.send_due(the_config(), {"x": was}, lambda: DUE)

        with pytest.raises(NotAllowedError, match=f"it was sent as {kind.name} at this machine; delete it there"):
            withdrawing.take_back(post.pk, {"x": now}, by=by, now=DUE)

        numbers = set(Post.objects.filter(pk__in=[other.pk, post.pk]).values_list("receipt_id", flat=True))
        assert (len(old.live()), len(new.live()), len(numbers)) == (1, 1, 1)
        assert Post.objects.get(pk=post.pk).state == State.PUBLISHED


def test_person_deletes_it_there_and_the_present_channel_deletes_nothing():
    desk = Desk(a_channel(LateChannel, OLD))
    desk.send()
    desk.channel = a_channel(LateChannel, NEW)
    desk.channel.is_here, desk.channel.live = True, {FIRST: "another post"}

    withdrawing.was_deleted_by_hand(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)

    assert (desk.told()[0], desk.channel.live) == (State.WITHDRAWN, {FIRST: "another post"})


def test_what_was_pretended_is_not_deleted_on_the_real_channel():
    desk = Desk(a_channel(LateChannel, Place("x", pretend=True)))
    desk.send()
    desk.channel = a_channel(LateChannel, NEW)

    with pytest.raises(NotAllowedError, match="nothing left; record that it is deleted"):
        withdrawing.take_back(desk.id, {"x": desk.channel}, by=desk.coordinator, now=desk.now)


def test_link_of_another_post_is_no_proof_of_this_one():
    channel, officer, by = FakeChannel(), an_officer(), a_coordinator()
    first = an_approved_post(by, author=officer)
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    second = an_approved_post(by, author=officer, key="other", text="Other words")
    channel.after_accepting = Uncertain("lost")
    publish.send_due(the_config(), {"x": channel}, lambda: DUE)
    url = Post.objects.get(pk=first.pk).receipt_url

    with pytest.raises(NotAllowedError, match=f"this link is of another post, which is public there: {first.key}"):
        unconfirmed.it_is_there(second.pk, {"x": channel}, url=url, by=by, now=DUE)

    assert Post.objects.get(pk=second.pk).state == State.UNCONFIRMED


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [("https://channel.example/i/web/1", True), ("https://other.example/1", False)],
)
def test_number_of_another_post_counts_on_its_own_host_alone(url, is_taken):
    desk = Desk()
    desk.send()
    other = an_approved_post(desk.coordinator, key="other", author=desk.officer, text="Other words")
    Post.objects.filter(pk=other.pk).update(state=State.UNCONFIRMED)

    try:
        unconfirmed.it_is_there(other.pk, {"x": desk.channel}, url=url, by=desk.coordinator, now=desk.now)
    except NotAllowedError:
        refused = True
    else:
        refused = False

    assert refused is is_taken
