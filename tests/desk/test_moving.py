"""Moving a post at the desk: what is asked beforehand, what is told afterwards, and that nothing is overwritten."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse

from comms import app
from comms.domain.pauses import Scope
from comms.domain.posts import State
from comms.services import pauses
from comms.services.moving import Place, place_of
from comms.store.models import Approval, AuditLine, Post
from tests.desk.conftest import a_coming_post, at, days_ahead, visit
from tests.desk.pages import told, words
from tests.rows import a_slot, an_approved_post, the_config

BACK = "/calendar/2026/12/?channel=x"


def ask(person, post, language="en", **fields):
    given = {"version": post.version, "back": BACK} | fields
    return visit(person, language).post(reverse("move", args=(post.pk,)), given)


def followed(person, post, language="en", **fields):
    given = {"version": post.version, "back": BACK} | fields
    return visit(person, language).post(reverse("move", args=(post.pk,)), given, follow=True)


def place_asked(response):
    return re.search(r'name="sure" value="([^"]+)"', response.content.decode())[1]


def day_in(post, number):
    return post.day + timedelta(days=number)


def stored(post):
    return Post.objects.get(pk=post.pk)


def an_approved_one(coordinator):
    day = days_ahead(10)
    return an_approved_post(coordinator, slot=a_slot(id="told", day=day), day=day, due_at=at(day))


def test_the_form_shows_where_the_post_stands_and_what_it_says(officer):
    post = a_coming_post(text="Our cities care.")

    said = words(visit(officer).get(reverse("move", args=(post.pk,)), {"back": BACK}))

    assert "at 09:30 Europe/Madrid" in said
    assert "Our cities care." in said
    assert "In the time zone Europe/Madrid." in said


def test_a_look_moves_nothing(officer):
    post = a_coming_post()

    visit(officer).get(reverse("move", args=(post.pk,)), {"day": day_in(post, 1), "version": post.version})

    assert stored(post).day == post.day


def test_a_draft_moves_at_once_and_the_person_is_back_where_they_were(officer):
    post = a_coming_post()

    response = ask(officer, post, day=day_in(post, 2))

    assert (response.status_code, response.url) == (302, f"{BACK}#p{post.pk}")
    assert place_of(stored(post)) == Place(day_in(post, 2), time(9, 30))
    assert AuditLine.objects.filter(subject=f"post:{post.key}").count() == 1


def test_another_hour_of_the_same_day_needs_no_day(officer):
    post = a_coming_post()

    response = followed(officer, post, hour="15:45")

    assert [line.split(" was moved")[0] for line in told(response)] == ["X, English"]
    assert place_of(stored(post)) == Place(post.day, time(15, 45))


def test_words_of_another_day_are_warned_of(officer):
    post = a_coming_post()

    response = followed(officer, post, day=day_in(post, 1))

    assert told(response)[1:] == ["Its words were written for another day: read whether they are true on its new day."]


def test_what_an_approval_costs_is_asked_before_it_is_lost(coordinator):
    post = an_approved_one(coordinator)

    asked = ask(coordinator, post, day=day_in(post, 1))
    after_asking = (stored(post).day, Approval.objects.get().voided_at)
    agreed = followed(coordinator, post, day=day_in(post, 1), sure=place_asked(asked))

    assert "It is approved. Moved there it becomes a draft" in words(asked)
    assert after_asking == (post.day, None)
    assert "Its approval is void" in told(agreed)[1]
    assert (stored(post).state, stored(post).day) == (State.DRAFT, day_in(post, 1))


def test_a_yes_counts_for_the_place_alone_that_was_asked_about(coordinator):
    post = an_approved_one(coordinator)
    asked = ask(coordinator, post, day=day_in(post, 1))

    again = ask(coordinator, post, day=day_in(post, 2), sure=place_asked(asked))

    assert "Before you move it there:" in words(again)
    assert stored(post).day == post.day


def test_an_approver_moves_an_approved_post_by_hours_without_being_asked(coordinator):
    post = an_approved_one(coordinator)

    ask(coordinator, post, hour="18:00")

    assert (stored(post).state, Approval.objects.get().voided_at) == (State.SCHEDULED, None)


def test_leaving_review_is_asked_and_told(officer):
    post = a_coming_post(state=State.IN_REVIEW)

    asked = ask(officer, post, day=day_in(post, 1))
    agreed = followed(officer, post, day=day_in(post, 1), sure=place_asked(asked))

    assert "It is in review." in words(asked)
    assert told(agreed)[1] == "It is a draft again: submit it once more."


def test_a_pause_is_told_before_the_move(officer):
    post = a_coming_post()
    pauses.begin(Scope(), reason="a war", config=the_config(), by="ana", clock=app.now)

    response = ask(officer, post, day=day_in(post, 1))

    assert "Everything: paused by ana. a war" in words(response)
    assert stored(post).day == post.day


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Somebody else changed this post meanwhile, so it was not moved"),
        ("es", "Otra persona cambió esta publicación entretanto"),
        ("fr", "Quelqu’un d’autre a modifié cette publication entre-temps"),
    ],
)
def test_a_conflict_is_shown_and_nothing_is_overwritten(officer, coordinator, language, said):
    post = a_coming_post()
    ask(coordinator, post, day=day_in(post, 3))

    response = ask(officer, post, language, day=day_in(post, 1))

    assert response.status_code == 409
    assert said in words(response)
    assert f'name="version" value="{stored(post).version}"' in response.content.decode()
    assert stored(post).day == day_in(post, 3)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": "2020-01-01"}, "This hour has passed already."),
        ({"day": "2099-03-29", "hour": "02:30"}, "does not exist in Europe/Madrid"),
        ({"day": "9999-01-01"}, "Give a day from"),
        ({"day": "yesterday"}, "Enter a valid date."),
    ],
)
def test_where_it_cannot_go_is_said_and_nothing_moves(officer, fields, said):
    post = a_coming_post()

    response = ask(officer, post, **fields)

    assert response.status_code == 422
    assert said in words(response)
    assert stored(post).due_at == post.due_at


def test_an_hour_has_to_be_chosen_where_there_is_none(officer):
    post = a_coming_post(due_at=None)

    without = ask(officer, post, day=day_in(post, 1))
    ask(officer, post, day=day_in(post, 1), hour="10:00")

    assert "Choose an hour: it has none yet." in words(without)
    assert place_of(stored(post)) == Place(day_in(post, 1), time(10))


def test_a_move_to_where_it_stands_says_that_it_stays(officer):
    post = a_coming_post()

    response = followed(officer, post, day=post.day, hour="09:30")

    assert [" stays on " in line for line in told(response)] == [True]


@pytest.mark.parametrize(
    ("state", "said"), [(State.PUBLISHED, "It cannot be moved any more."), (State.WITHDRAWN, "It cannot be moved")]
)
def test_what_went_out_has_no_form(officer, state, said):
    post = a_coming_post(state=state)

    page = visit(officer).get(reverse("move", args=(post.pk,)))

    assert said in words(page)
    assert 'name="day"' not in page.content.decode()


def test_a_reader_sees_why_not_and_moves_nothing(reader):
    post = a_coming_post()

    page = visit(reader).get(reverse("move", args=(post.pk,)))
    tried = ask(reader, post, day=day_in(post, 1))

    assert "Your role lets you read, not change." in words(page)
    assert (tried.status_code, stored(post).day) == (422, post.day)


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(officer, back):
    post = a_coming_post()

    response = ask(officer, post, day=day_in(post, 1), back=back)

    new = day_in(post, 1)
    assert response.url == f"/calendar/{new.year}/{new.month}/#p{post.pk}"


def test_the_page_of_a_post_leads_to_its_move_and_tells_it_afterwards(officer):
    post = a_coming_post()
    address = reverse("post", args=(post.pk,))
    assert f'href="/posts/{post.pk}/move/' in visit(officer).get(address).content.decode()

    ask(officer, post, hour="15:00")

    said = words(visit(officer).get(address))
    assert "moved it" in said
    assert "09:30 Europe/Madrid to" in said
