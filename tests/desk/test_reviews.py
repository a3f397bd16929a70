import html
import re

from django.urls import reverse

from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services.messages import message_of
from comms.store.models import Comment, Post
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import told, words
from tests.rows import a_coordinator, a_slot

TEXTS = {
    "en": "Today, 10 December: Human Rights Day.",
    "es": "Hoy es el Día de los Derechos Humanos.",
    "fr": "Bonjour.",
}
REVIEWS = reverse("reviews")


def a_story(days=10, state=State.IN_REVIEW, **fields):
    slot = a_slot(id=f"human-rights-2026:told-{days}", day=days_ahead(days))
    return slot, [
        a_coming_post(days, slot=slot, language=code, text=text, state=state, **fields) for code, text in TEXTS.items()
    ]


def page_of(slot):
    return reverse("review", args=(slot.pk,))


def tick(*posts):
    shown = {f"seen-{post.pk}": fingerprint(message_of(post)) for post in posts}
    return shown | {"approve": [post.pk for post in posts]}


def states(posts):
    return [State(Post.objects.get(pk=post.pk).state) for post in posts]


def test_the_most_urgent_story_comes_first_each_post_closed_until_it_is_opened(coordinator):
    a_story(12)
    slot, posts = a_story(10)

    page = visit(coordinator).get(REVIEWS, follow=True)

    assert page.redirect_chain == [(page_of(slot), 302)]
    body = page.content.decode()
    assert "Story 1 of 2 that wait for you." in words(page)
    assert re.findall(r'<details class="card" id="post-(\d+)">', body) == [str(post.pk) for post in posts]
    # The tick stands within what has to be opened first.
    assert all(
        f'name="approve" value="{post.pk}"' in body.partition(f'id="post-{post.pk}"')[2].partition('id="post-')[0]
        for post in posts
    )
    assert fingerprint(message_of(posts[0])) in body


def test_what_is_ticked_is_approved_at_once_and_the_rest_waits(coordinator):
    slot, posts = a_story()

    response = visit(coordinator).post(page_of(slot), tick(*posts[:2]), follow=True)

    assert told(response) == ["2 posts are approved."]
    assert states(posts) == [State.SCHEDULED, State.SCHEDULED, State.IN_REVIEW]
    assert response.redirect_chain == [(page_of(slot), 302)]


def test_the_last_one_leads_to_the_next_story_and_then_to_an_end(coordinator):
    slot, posts = a_story(10)
    other, others = a_story(12)
    client = visit(coordinator)

    assert client.post(page_of(slot), tick(*posts), follow=True).redirect_chain[-1][0] == page_of(other)
    last = client.post(page_of(other), tick(*others), follow=True)

    assert last.redirect_chain[-1][0] == REVIEWS
    assert "Nothing waits for your approval." in words(last)


def test_words_changed_meanwhile_are_refused_and_the_others_approved(coordinator):
    slot, posts = a_story()
    given = tick(*posts)
    Post.objects.filter(pk=posts[0].pk).update(text="Other words.")

    response = visit(coordinator).post(page_of(slot), given)

    assert response.status_code == 409
    assert told(response) == ["2 posts are approved."]
    assert "the post changed since you opened it" in words(response).lower()
    assert states(posts) == [State.IN_REVIEW, State.SCHEDULED, State.SCHEDULED]


def test_a_tick_without_what_was_shown_approves_nothing(coordinator):
    slot, posts = a_story()

    response = visit(coordinator).post(page_of(slot), {"approve": [posts[0].pk, "rubbish", 999_999]})

    assert response.status_code == 409
    assert told(response) == ["This post does not exist."]
    assert states(posts) == [State.IN_REVIEW] * 3


def test_nothing_ticked_is_told(coordinator):
    slot, posts = a_story()

    response = visit(coordinator).post(page_of(slot), {})

    assert told(response) == ["Nothing was ticked: open each post, read it, and tick those that may leave."]
    assert states(posts) == [State.IN_REVIEW] * 3


def test_one_is_sent_back_with_a_comment_that_it_needs(coordinator):
    slot, posts = a_story()
    client = visit(coordinator)
    post = posts[1]

    refused = client.post(page_of(slot), {"send-back": post.pk, f"comment-{post.pk}": " "})
    done = client.post(page_of(slot), {"send-back": post.pk, f"comment-{post.pk}": "Name the city."}, follow=True)

    assert refused.status_code == 422
    assert "Say in a comment what should change" in words(refused)
    assert told(done) == ["Sent back with your comment."]
    assert (Comment.objects.get().text, states(posts)) == (
        "Name the city.",
        [State.IN_REVIEW, State.DRAFT, State.IN_REVIEW],
    )


def test_nobody_approves_their_own_words_here_either(coordinator):
    slot, posts = a_story(submitted_by=coordinator)
    client = visit(coordinator)

    assert "Nothing waits for your approval." in words(client.get(REVIEWS))
    assert "a colleague has to approve it" in words(client.get(page_of(slot)))
    assert client.post(page_of(slot), tick(*posts)).status_code == 422
    assert states(posts) == [State.IN_REVIEW] * 3


def test_whoever_does_not_approve_is_told_so_by_every_door(officer):
    slot, posts = a_story()
    client = visit(officer)

    assert "Your role does not approve" in words(client.get(REVIEWS))
    assert "Your role does not approve" in words(client.get(page_of(slot)))
    client.post(page_of(slot), tick(*posts))
    client.post(page_of(slot), {"send-back": posts[0].pk, f"comment-{posts[0].pk}": "No."})
    assert states(posts) == [State.IN_REVIEW] * 3


def test_a_post_with_errors_or_said_lately_has_no_tick_but_the_way_to_it(coordinator):
    slot, posts = a_story()
    Post.objects.filter(pk=posts[0].pk).update(text="[NAME] TBD")
    a_coming_post(9, state=State.PUBLISHED, text=TEXTS["es"], language="es", published_at=at(days_ahead(-1)))

    body = visit(coordinator).get(page_of(slot)).content.decode()

    assert re.findall(r'name="approve" value="(\d+)"', body) == [str(posts[2].pk)]
    assert "The errors that the rules found must be resolved first." in body
    assert "This channel said the same lately" in body
    assert body.count(f'href="{reverse("post", args=(posts[0].pk,))}"') == 1


def test_what_changed_since_an_approval_is_shown(coordinator):
    slot, posts = a_story()
    client = visit(coordinator)
    client.post(page_of(slot), tick(posts[0]))
    Post.objects.filter(pk=posts[0].pk).update(state=State.IN_REVIEW, text="Today, 10 December: Rights Day.")
    Post.objects.get(pk=posts[0].pk).approvals.update(voided_at=at(days_ahead(0)), void_reason="the post was changed")

    assert "<del>Human" in html.unescape(client.get(page_of(slot)).content.decode())


def test_a_story_that_is_not_there_is_told(coordinator):
    assert visit(coordinator).get(reverse("review", args=("nothing",))).status_code == 404


def test_all_drafts_of_a_story_are_submitted_at_once(officer):
    slot, posts = a_story(state=State.DRAFT)
    Post.objects.filter(pk=posts[0].pk).update(text="[NAME] TBD")
    client = visit(officer)
    page = client.get(reverse("story", args=(slot.pk,)))

    response = client.post(reverse("submit-story", args=(slot.pk,)), follow=True)

    assert "Submit all 3 drafts for review" in words(page)
    assert told(response) == [
        "3 posts are submitted.",
        "1 of them has errors that must be resolved before anybody can approve it.",
    ]
    assert states(posts) == [State.IN_REVIEW] * 3


def test_a_reader_submits_nothing(reader):
    slot, posts = a_story(state=State.DRAFT)
    client = visit(reader)

    response = client.post(reverse("submit-story", args=(slot.pk,)), follow=True)

    assert told(response) == ["Your role does not allow this."]
    assert states(posts) == [State.DRAFT] * 3
    assert client.get(reverse("submit-story", args=(slot.pk,))).status_code == 405


def test_the_ways_there_stand_on_the_first_page_and_on_the_story(coordinator):
    slot, _posts = a_story()
    client = visit(coordinator)

    assert f'href="{REVIEWS}"' in client.get(reverse("today")).content.decode()
    assert f'href="{page_of(slot)}">Review 3 posts' in client.get(reverse("story", args=(slot.pk,))).content.decode()


def test_of_two_who_approve_at_once_the_second_is_told_who_was_faster(coordinator):
    slot, posts = a_story()
    deputy = a_coordinator("deputy")
    given = tick(posts[0])
    visit(deputy).post(page_of(slot), given)

    response = visit(coordinator).post(page_of(slot), given)

    assert response.status_code in {409, 422}
    assert "Deputy was faster" in told(response)[0]
    assert states(posts)[0] == State.SCHEDULED
