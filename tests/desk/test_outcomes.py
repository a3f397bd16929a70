"""What people are told after they saved, submitted or approved, and what still stands in the way."""

from datetime import timedelta

import pytest
from django.urls import reverse

from comms import app
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services import review
from comms.services.messages import message_of
from tests.desk.conftest import MADRID, a_coming_post, at, days_ahead, visit
from tests.desk.pages import told, words
from tests.desk.test_post import SENTENCES
from tests.rows import a_slot, an_approved_post

LINK = "https://www.un.org/en/observances/human-rights-day"


def submitted(person, post, language="en"):
    return visit(person, language).post(reverse("submit", args=(post.id,)), follow=True)


def saved(person, post, language="en", **fields):
    values = {"text": post.text, "alt": "", "version": post.version} | fields
    return visit(person, language).post(reverse("edit", args=(post.id,)), values, follow=True)


@pytest.mark.usefixtures("coordinator")
def test_a_post_with_facts_to_check_is_submitted_with_what_blocks_its_approval(officer):
    response = submitted(officer, a_coming_post(language="es", sentences=SENTENCES))

    assert told(response) == [
        "Submitted, but nobody can approve it yet. Check this fact and tick it: title of the initiative (Spanish)."
    ]


def test_a_post_that_nobody_else_may_approve_says_so(coordinator):
    response = submitted(coordinator, a_coming_post(), "fr")

    assert told(response)[0].startswith("Soumise, mais personne ne peut encore l’approuver.")
    assert len(told(response)[0]) > 60


def test_after_an_edit_of_an_approved_post_its_void_approval_is_told(officer, coordinator):
    day = days_ahead(5)
    post = an_approved_post(coordinator, day=day, due_at=at(day), slot=a_slot(day=day))

    assert told(saved(officer, post, text="Other words")) == [
        "Saved. Its approval is void: it is a draft again, to be submitted and approved anew."
    ]


def test_after_an_edit_in_review_the_next_step_is_told(officer):
    post = a_coming_post(state=State.IN_REVIEW)

    assert told(saved(officer, post, text="Other words")) == ["Saved. It is a draft again: submit it once more."]
    assert told(saved(officer, a_coming_post(days=8))) == ["Saved."]


def test_an_hour_that_has_passed_is_warned_of_when_it_is_saved(officer):
    now = app.now().astimezone(MADRID)
    post = a_coming_post(days=0, due_at=now - timedelta(minutes=1))

    response = saved(officer, post, text="Other words")

    assert told(response) == [
        "Saved.",
        "Its hour has passed already. Choose a later one, or send it by hand once it is approved.",
    ]


def test_a_stale_approval_says_who_changed_the_post_and_what_comes_next(officer, coordinator):
    post = a_coming_post(state=State.IN_REVIEW)
    seen = fingerprint(message_of(post))
    review.edit(post.pk, text="Other words", alt="", local=None, version=post.version, by=officer, now=app.now())

    response = visit(coordinator, "es").post(reverse("approve", args=(post.id,)), {"seen": seen}, follow=True)

    (line,) = told(response)
    assert line == (
        "Entretanto, officer cambió esta publicación, que vuelve a ser un borrador; "
        "léala y apruébela cuando se envíe de nuevo a revisión."
    )


def test_a_second_click_on_approve_says_who_was_faster(officer, coordinator):
    post = a_coming_post(state=State.IN_REVIEW, submitted_by=officer)
    click = {"seen": fingerprint(message_of(post))}
    client = visit(coordinator)
    client.post(reverse("approve", args=(post.id,)), click)

    response = client.post(reverse("approve", args=(post.id,)), click, follow=True)

    assert "coordinator was faster; the post is scheduled now, and there is nothing left to approve." in " ".join(
        told(response)
    ).replace("Coordinator", "coordinator")


def test_a_conflict_is_told_at_the_top_of_the_page(officer):
    post = a_coming_post()
    review.edit(post.pk, text="First", alt="", local=None, version=post.version, by=officer, now=app.now())

    response = saved(officer, post, text="Second")

    assert response.status_code == 409
    said = words(response)
    assert said.index("Not saved: somebody else changed this post") < said.index("As the channel shows it")


def test_a_link_that_the_text_lost_is_not_shown_as_if_it_left(coordinator):
    kept = a_coming_post(days=7, state=State.IN_REVIEW, text=f"Today: {LINK}.", link=LINK)
    lost = a_coming_post(days=8, state=State.IN_REVIEW, text="Today: no link.", link=LINK)

    pages = [visit(coordinator).get(reverse("post", args=(post.id,))) for post in (kept, lost)]

    assert [f"Link {LINK}" in words(page) for page in pages] == [True, False]
    assert 'class="linkcard"' not in pages[1].content.decode()
    assert f"The link is not in the text, so it does not leave: {LINK}." in words(pages[1])
