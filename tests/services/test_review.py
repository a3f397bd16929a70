from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.errors import NotAllowedError, NotFoundError
from comms.services import review
from comms.services.facts import record_consent
from comms.services.messages import message_of
from comms.store.models import Approval, AuditLine, Comment, Post
from tests.rows import (
    DUE,
    MORNING,
    a_coordinator,
    a_person,
    a_post,
    a_slot,
    a_stored_initiative,
    an_approved_post,
    an_officer,
    the_config,
)

pytestmark = pytest.mark.django_db


def edited(post, by, **changes):
    values = {"text": post.text, "alt": post.alt, "local": None, "version": post.version}
    return review.edit(post.pk, **(values | changes), by=by, now=MORNING)


def approved(post, by, *, now=MORNING, seen=None):
    seen = seen or fingerprint(message_of(post))
    return review.approve(post.pk, seen=seen, by=by, now=now, config=the_config())


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


def test_draft_that_is_edited_stays_a_draft_and_belongs_to_its_editor():
    officer, post = an_officer(), a_post()

    edited(post, officer, text="Today, 10 December.\r\nHuman Rights Day.")

    stored = Post.objects.get()
    assert (stored.text, stored.state, stored.author, stored.version) == (
        "Today, 10 December.\nHuman Rights Day.",
        State.DRAFT,
        officer,
        2,
    )


def test_edit_that_changes_nothing_leaves_no_trace():
    officer, post = an_officer(), a_post()

    edited(post, officer)

    assert (Post.objects.get().version, AuditLine.objects.filter(act="edited").count()) == (1, 0)


def test_edit_is_told_in_the_audit_before_and_after():
    officer, post = an_officer(), a_post()

    edited(post, officer, text="Other words")

    line = AuditLine.objects.get(act="edited")
    assert (line.who, line.before["text"], line.after["text"]) == ("officer", post.text, "Other words")


@pytest.mark.parametrize("state", [State.APPROVED, State.SCHEDULED, State.HELD_LATE, State.FAILED])
def test_approved_post_that_is_edited_loses_its_approval(state):
    officer, coordinator = an_officer(), a_coordinator()
    post = an_approved_post(coordinator, state)

    edited(post, officer, text="Other words")

    assert state_of(post) is State.DRAFT
    assert Approval.objects.get().void_reason == "the post was changed"


def test_new_hour_of_an_approved_post_asks_for_approval_again():
    officer, coordinator = an_officer(), a_coordinator()
    post = an_approved_post(coordinator)

    edited(post, officer, local=datetime(2026, 12, 10, 18, 0))

    stored = Post.objects.get()
    assert (stored.state, stored.due_at) == (State.DRAFT, datetime(2026, 12, 10, 17, 0, tzinfo=UTC))


def test_hour_on_another_day_is_refused_because_the_words_would_be_untrue():
    officer, post = an_officer(), a_post()

    with pytest.raises(NotAllowedError, match="its words are for 2026-12-10"):
        edited(post, officer, local=datetime(2026, 12, 11, 9, 0))


def test_two_people_who_edit_at_once_lose_nothing():
    officer, post = an_officer(), a_post()
    edited(post, officer, text="First")

    with pytest.raises(review.ConflictError):
        edited(post, officer, text="Second")

    assert Post.objects.get().text == "First"


@pytest.mark.parametrize("state", [State.SENDING, State.UNCONFIRMED, State.PUBLISHED, State.WITHDRAWN])
def test_post_that_may_be_public_is_never_edited(state):
    officer, post = an_officer(), a_post(state=state)

    with pytest.raises(NotAllowedError, match=f"a post that is {state} cannot be edited"):
        edited(post, officer, text="Other words")


def test_reader_changes_nothing():
    reader, post = a_person("reader", "reader"), a_post()

    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        edited(post, reader, text="Other words")


def test_officer_submits_and_coordinator_approves_what_will_go_out():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    approved(post, coordinator)

    approval = Approval.objects.get()
    assert state_of(post) is State.SCHEDULED
    assert (approval.by, approval.fingerprint, approval.message["text"]) == (
        coordinator,
        fingerprint(message_of(post)),
        post.text,
    )


def test_post_approved_long_after_its_hour_waits_for_a_person():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    approved(post, coordinator, now=DUE + timedelta(hours=3))

    assert state_of(post) is State.APPROVED


def test_post_without_an_hour_is_approved_but_not_scheduled():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post(due_at=None)
    review.submit(post.pk, by=officer, now=MORNING)

    approved(post, coordinator)

    assert state_of(post) is State.APPROVED


def test_post_is_not_approved_once_its_day_is_over():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="its day is over"):
        approved(post, coordinator, now=DUE + timedelta(days=1))


def test_whoever_submitted_cannot_approve():
    coordinator, post = a_coordinator(), a_post()
    review.submit(post.pk, by=coordinator, now=MORNING)

    with pytest.raises(NotAllowedError, match="cannot approve it"):
        approved(post, coordinator)


def test_whoever_wrote_cannot_approve():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    edited(post, coordinator, text="My words")
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="cannot approve it"):
        approved(Post.objects.get(), coordinator)


def test_officer_cannot_approve():
    officer, other = an_officer(), an_officer("other")
    post = a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="your role does not allow this"):
        approved(post, other)


def test_approval_of_words_that_were_not_seen_is_refused():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    seen = fingerprint(message_of(post))
    edited(post, officer, text="Changed meanwhile")
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(review.ConflictError, match="changed since you opened it"):
        approved(post, coordinator, seen=seen)


def test_post_with_an_error_cannot_be_approved():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post(text="a" * 281)
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="errors that must be resolved"):
        approved(post, coordinator)


def test_refused_consent_blocks_approval():
    officer, coordinator, initiative = an_officer(), a_coordinator(), a_stored_initiative()
    post = a_post(slot=a_slot(initiative=initiative.pk, kind="spotlight"))
    record_consent(initiative.pk, state="refused", said_by="The mayor's office", by=officer, now=MORNING)
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="errors that must be resolved"):
        approved(post, coordinator)


def test_draft_cannot_be_approved():
    coordinator, post = a_coordinator(), a_post()

    with pytest.raises(NotAllowedError, match="this post is not in review; submit it first"):
        approved(post, coordinator)


def test_post_that_was_edited_meanwhile_names_its_editor_to_whoever_approves():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)
    edited(Post.objects.get(), officer, text="Other words")

    with pytest.raises(review.ConflictError, match="officer changed this post meanwhile, and it is a draft again"):
        approved(post, coordinator)


@pytest.mark.parametrize("hour", [MORNING, DUE + timedelta(hours=3)])
def test_post_is_approved_once(hour):
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)
    approved(post, coordinator, now=hour)

    with pytest.raises(review.ConflictError, match="coordinator was faster; the post is"):
        approved(post, coordinator, now=hour)

    assert Approval.objects.count() == 1


def test_approval_belongs_to_a_link_only_where_the_text_holds_it():
    link = "https://city.example/work"
    held, lost = a_post(link=link, text=f"Today: {link}."), a_post(link=link, text="Today.", key="other")

    assert (message_of(held).link, message_of(lost).link) == (link, "")


def test_post_is_sent_back_with_a_comment():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    review.reject(post.pk, comment=" Name the resolution. ", by=coordinator, now=MORNING)

    assert (state_of(post), Comment.objects.get().text) == (State.DRAFT, "Name the resolution.")


def test_post_is_never_sent_back_without_a_word():
    officer, coordinator, post = an_officer(), a_coordinator(), a_post()
    review.submit(post.pk, by=officer, now=MORNING)

    with pytest.raises(NotAllowedError, match="say in a comment what should change"):
        review.reject(post.pk, comment="  ", by=coordinator, now=MORNING)


def test_withdrawn_post_loses_its_approval_and_can_be_a_draft_again():
    officer, coordinator = an_officer(), a_coordinator()
    post = an_approved_post(coordinator)

    review.withdraw(post.pk, by=officer, now=MORNING)
    review.reopen(post.pk, by=officer, now=MORNING)

    assert (state_of(post), Approval.objects.get().void_reason) == (State.DRAFT, "the post was withdrawn")


def test_published_post_is_not_withdrawn_by_a_click_that_cannot_delete_it():
    officer, post = an_officer(), a_post(state=State.PUBLISHED)

    with pytest.raises(NotAllowedError, match="taken back on its channel"):
        review.withdraw(post.pk, by=officer, now=MORNING)


def test_post_that_does_not_exist_is_told_so():
    with pytest.raises(NotFoundError, match="this post does not exist"):
        review.submit(999, by=an_officer(), now=MORNING)


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE])
def test_post_that_is_sent_back_needs_a_new_approval(state):
    officer, coordinator = an_officer(), a_coordinator()
    post = an_approved_post(coordinator, state)

    review.reject(post.pk, comment="Wait.", by=coordinator, now=MORNING)
    review.submit(post.pk, by=officer, now=MORNING)
    approved(post, coordinator)

    assert [approval.voided_at for approval in Approval.objects.order_by("pk")] == [MORNING, None]


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.SENDING, State.PUBLISHED, State.SCHEDULED])
def test_post_that_is_or_may_be_public_is_not_made_a_draft_by_the_way(state):
    officer, post = an_officer(), a_post(state=state)

    with pytest.raises(NotAllowedError, match=f"a post that is {state} cannot become a draft again"):
        review.reopen(post.pk, by=officer, now=MORNING)
