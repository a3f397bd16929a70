import pytest

from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.errors import NotAllowedError
from comms.services import drafts, review
from comms.services.messages import facts_to_check, findings_of, message_of, sentences_of
from comms.services.picture_library import is_lost, library
from comms.services.post_pictures import drawn_for, put_picture_back, take_picture_off
from comms.store.models import Approval, AuditLine, Post
from tests.rows import DAY, MORNING, a_coordinator, a_person, a_post, a_slot, an_approved_post, an_officer, the_config
from tests.shipped import a_desk

pytestmark = pytest.mark.django_db
SLOT = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)


@pytest.fixture
def post():
    """A draft of the desk's, with the card that was drawn for it."""
    a_slot()
    drafts.make_drafts(a_desk(), [SLOT], now=MORNING)
    return Post.objects.get(channel="x", language="es")


def off(post, by=None):
    return take_picture_off(post.pk, by=by or an_officer(), now=MORNING)


def back(post, by):
    return put_picture_back(post.pk, the_config(), by=by, now=MORNING)


def test_picture_is_taken_off_and_put_back_as_it_was_drawn(post):
    officer, whole = an_officer(), message_of(post)

    bare = message_of(off(post, officer))
    again = message_of(back(post, officer))

    assert ((bare.image, bare.alt, bare.text), again) == (("", "", whole.text), whole)
    assert list(AuditLine.objects.exclude(act="drafted").values_list("act", "who", "before", "after")) == [
        ("picture taken off", "officer", {"image": whole.image, "alt": whole.alt}, {}),
        ("picture put back", "officer", {"image": "", "alt": ""}, {"image": whole.image}),
    ]


def test_doing_it_twice_changes_nothing(post):
    officer = an_officer()
    versions = [act(post, officer).version for act in (off, off, back, back)]

    assert versions == [2, 2, 3, 3]


def test_picture_that_an_editor_described_in_other_words_comes_back_in_its_own(post):
    officer = an_officer()
    review.edit(post.pk, text=post.text, alt="A card", local=None, version=1, by=officer, now=MORNING)

    off(post, officer)

    assert back(post, officer).alt == drawn_for(post)[1]


def test_facts_on_the_picture_are_told_only_while_the_post_carries_it(post):
    said = {one["text"] for one in sentences_of(post)}

    without = off(post)

    assert said - {one["text"] for one in sentences_of(without)} == {post.alt}


def test_fact_on_the_picture_waits_for_a_person_only_while_the_post_carries_it(post):
    fact = {"text": "Plan", "field": "initiative:a:title:es", "source": "s", "confidence": "low", "needs_check": True}
    post.sentences[-1]["facts"] = [fact]
    post.save()

    assert [one["field"] for one in facts_to_check(post)] == ["initiative:a:title:es"]
    assert facts_to_check(off(post)) == []


@pytest.mark.parametrize("state", [State.APPROVED, State.SCHEDULED, State.HELD_LATE])
def test_approval_does_not_outlive_the_picture(state):
    image = library(the_config()).keep(b"\x89PNG card")
    post = an_approved_post(a_coordinator(), state, image=image, alt="A card")

    off(post)

    stored = Post.objects.get()
    assert (stored.state, stored.image, Approval.objects.get().void_reason) == (
        State.DRAFT,
        "",
        "the post was changed",
    )


def test_whoever_took_the_picture_off_cannot_approve_it(post):
    coordinator, officer = a_coordinator(), an_officer()
    off(post, coordinator)
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="cannot approve it"):
        review.approve(post.pk, seen="", by=coordinator, now=MORNING, config=the_config())


@pytest.mark.parametrize("state", [State.SENDING, State.UNCONFIRMED, State.PUBLISHED])
def test_picture_of_what_may_be_public_stays(state):
    with pytest.raises(NotAllowedError, match=f"a post that is {state} cannot be edited"):
        off(a_post(state=state, image="ab"))


def test_reader_takes_no_picture_off(post):
    with pytest.raises(NotAllowedError, match="your role"):
        off(post, a_person("reader", "reader"))


def test_picture_that_was_never_drawn_is_not_put_back():
    with pytest.raises(NotAllowedError, match="no picture of this post"):
        back(a_post(), an_officer())


def test_picture_that_is_gone_is_an_error_and_is_not_put_back(post):
    (the_config().var / "pictures" / post.image).write_bytes(b"another")

    found = [one.code for one in findings_of(post, the_config())]
    without = off(post, officer := an_officer())

    assert (is_lost(post.image, the_config()), "image lost" in found) == (True, True)
    with pytest.raises(NotAllowedError, match="in the library"):
        back(without, officer)
    (the_config().var / "pictures" / post.image).unlink()
