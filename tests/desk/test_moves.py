import pytest
from django.test import Client
from django.urls import reverse

from comms import app
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services.messages import message_of
from comms.store.models import Consent, Post
from tests.desk.conftest import a_coming_post, days_ahead, visit
from tests.desk.pages import told
from tests.rows import a_slot, a_stored_initiative, an_approved_post

ACTS = ["submit", "approve", "send-back", "send-now", "withdraw", "reopen", "there", "not-there", "tick", "consent"]


def act(person, name, post, language="en", **fields):
    return visit(person, language).post(reverse(name, args=(post.id,)), fields, follow=True)


def state_of(post):
    return State(Post.objects.get(pk=post.pk).state)


@pytest.mark.parametrize("name", ACTS)
def test_a_look_never_changes_anything(coordinator, name):
    post = a_coming_post()

    assert visit(coordinator).get(reverse(name, args=(post.id,))).status_code == 405


def test_a_change_needs_the_token_of_the_form(officer):
    post = a_coming_post()
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(reverse("submit", args=(post.id,)))

    assert response.status_code == 403
    assert "Go back, reload the page" in response.content.decode()
    assert state_of(post) == State.DRAFT


def test_from_draft_to_scheduled_it_takes_two_people(officer, coordinator):
    post = a_coming_post()
    seen = fingerprint(message_of(post))

    submitted = act(officer, "submit", post)
    approved = act(coordinator, "approve", post, seen=seen)

    assert told(submitted) == ["Submitted: a colleague can approve it now."]
    assert told(approved) == ["Approved."]
    assert state_of(post) == State.SCHEDULED


def test_an_approval_of_older_words_is_refused_in_the_persons_language(officer, coordinator):
    post = a_coming_post()
    act(officer, "submit", post)

    response = act(coordinator, "approve", post, "es", seen="0" * 64)

    assert told(response) == ["La publicación cambió desde que usted la abrió; mírela de nuevo."]
    assert state_of(post) == State.IN_REVIEW


def test_an_officer_cannot_approve_by_any_door(officer):
    post = a_coming_post(state=State.IN_REVIEW)

    response = act(officer, "approve", post, "fr", seen=fingerprint(message_of(post)))

    assert told(response) == ["Votre rôle ne le permet pas."]
    assert state_of(post) == State.IN_REVIEW


def test_a_reader_cannot_submit_by_any_door(reader):
    post = a_coming_post()

    assert told(act(reader, "submit", post)) == ["Your role does not allow this."]


def test_a_move_that_the_table_forbids_names_both_states(officer):
    post = a_coming_post(state=State.SCHEDULED)

    response = act(officer, "submit", post, "es")

    assert told(response) == ["Una publicación que está «programada» no puede pasar a «en revisión»."]


def test_sending_back_needs_a_comment(coordinator):
    post = a_coming_post(state=State.IN_REVIEW)

    assert told(act(coordinator, "send-back", post, comment=" ")) == ["Say in a comment what should change."]
    assert told(act(coordinator, "send-back", post, comment="Shorter.")) == ["Sent back with your comment."]
    assert state_of(post) == State.DRAFT
    assert post.comments.get().text == "Shorter."


def test_an_approved_post_of_today_is_sent_now_to_the_outbox(coordinator, folder):
    folder("outbox")
    post = an_approved_post(coordinator, day=days_ahead(0), slot=a_slot(day=days_ahead(0)))

    response = act(coordinator, "send-now", post)

    place = Post.objects.get(pk=post.pk).receipt_url
    assert told(response) == [f'The post is now: published. <a href="{place}">See it where it was published</a>']
    assert post.text[:5] in visit(coordinator).get(place).content.decode()


def test_post_that_the_clock_has_just_published_is_told_with_its_place(coordinator):
    place = "https://x.com/a/status/1?b=1&c=<2>"
    post = an_approved_post(coordinator, state=State.PUBLISHED, receipt_url=place, published_at=app.now())

    (said,) = told(act(coordinator, "send-now", post))

    assert said == (
        "The clock or a colleague was faster: the post is published now, and there is nothing left to send. "
        '<a href="https://x.com/a/status/1?b=1&amp;c=&lt;2&gt;">See it where it was published</a>'
    )


def test_a_post_of_another_day_is_not_sent_and_the_day_is_named(coordinator):
    post = an_approved_post(coordinator, day=days_ahead(5), slot=a_slot(day=days_ahead(5)))

    response = act(coordinator, "send-now", post)

    assert told(response)[0].startswith("Its words are for ")
    assert state_of(post) == State.SCHEDULED


def test_what_cannot_be_sent_says_what_became_of_it(coordinator, folder):
    folder("outbox")
    post = an_approved_post(coordinator, day=days_ahead(0), slot=a_slot(day=days_ahead(0)))
    Post.objects.filter(pk=post.pk).update(text="Changed behind the desk's back.")

    assert told(act(coordinator, "send-now", post)) == ["The post is now: draft."]


def test_a_post_is_withdrawn_and_made_a_draft_again(officer):
    post = a_coming_post()

    assert told(act(officer, "withdraw", post)) == ["Withdrawn."]
    assert state_of(post) == State.WITHDRAWN
    assert told(act(officer, "reopen", post)) == ["It is a draft again."]
    assert state_of(post) == State.DRAFT


def test_a_person_says_where_a_doubtful_post_is(coordinator):
    post = a_coming_post(state=State.UNCONFIRMED)

    assert told(act(coordinator, "there", post, url="no link")) == ["Paste the link of the post that you found."]
    assert told(act(coordinator, "there", post, url="https://x.example/1")) == ["Noted: it is public."]
    assert Post.objects.get(pk=post.pk).receipt_url == "https://x.example/1"


def test_a_link_that_is_no_web_address_is_never_stored(coordinator):
    post = a_coming_post(state=State.UNCONFIRMED)

    act(coordinator, "there", post, url="javascript:alert(1)")

    assert state_of(post) == State.UNCONFIRMED


def test_a_person_says_that_a_doubtful_post_is_not_there(coordinator):
    post = a_coming_post(state=State.UNCONFIRMED)

    act(coordinator, "not-there", post)

    assert state_of(post) == State.DRAFT


def test_a_consent_is_recorded_with_who_said_it(officer):
    a_stored_initiative(title={"en": "Office"}, member="a-city")
    post = a_coming_post(slot=a_slot(id="s", initiative="a-plan", day=days_ahead(3)))

    assert told(act(officer, "consent", post, state="given", said_by="")) == [
        "Say who answered for the local government."
    ]
    assert told(act(officer, "consent", post, state="perhaps", said_by="A. N.")) == [
        "Say whether consent was given, refused or withdrawn."
    ]
    assert told(act(officer, "consent", post, state="given", said_by="A. N.")) == ["The consent is recorded."]
    assert (Consent.objects.get().state, Consent.objects.get().said_by) == ("given", "A. N.")


def test_a_post_without_a_members_work_has_no_consent_to_record(officer):
    post = a_coming_post()

    assert act(officer, "consent", post, state="given", said_by="A. N.").status_code == 404


@pytest.mark.parametrize("name", ["submit", "approve", "withdraw"])
def test_an_act_on_a_post_that_is_gone_leads_to_the_list(coordinator, name):
    response = visit(coordinator).post(reverse(name, args=(999,)), follow=True)

    assert told(response) == ["This post does not exist."]
