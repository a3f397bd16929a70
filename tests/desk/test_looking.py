"""What the page of a post says of what it waits for: the desk's own looks, its channel, another attempt."""

from datetime import timedelta

import pytest
from django.urls import reverse

from comms import app
from comms.domain.answers import DeliveryState, Stop, Unavailable
from comms.domain.posts import State
from comms.services.standings import note_answer
from comms.store.models import Delivery
from tests.desk.conftest import a_coming_post, visit
from tests.desk.pages import words

NOT_FINISHED = "The desk has not finished looking, and a post can show late."
LOOKED = "I have just looked on the channel myself"


def in_doubt(next_look_at, note="the server did not answer in time"):
    post = a_coming_post(state=State.UNCONFIRMED, attempts=1, note=note)
    Delivery.objects.create(
        post=post,
        attempt=1,
        fingerprint="f",
        state=DeliveryState.UNCERTAIN,
        claimed_at=app.now(),
        ended_at=app.now(),
        next_look_at=next_look_at,
    )
    return post


def page(person, post, language="en"):
    return words(visit(person, language).get(reverse("post", args=(post.id,))))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The desk looks for it by itself: next at"),
        ("es", "La mesa la busca por sí sola: la próxima vez, a las"),
        ("fr", "L’outil la cherche de lui-même : la prochaine fois à"),
    ],
)
def test_doubtful_post_says_that_the_desk_looks_and_when_next(coordinator, language, said):
    post = in_doubt(app.now() + timedelta(minutes=5))

    assert said in page(coordinator, post, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the server did not answer in time"),
        ("es", "el servidor no respondió a tiempo"),
        ("fr", "le serveur n’a pas répondu à temps"),
    ],
)
def test_doubtful_post_says_in_words_what_was_lost(coordinator, language, said):
    post = in_doubt(None)

    assert said in page(coordinator, post, language)


def test_button_warns_until_the_desk_has_looked_as_often_as_helps(coordinator):
    looking = page(coordinator, in_doubt(app.now() + timedelta(minutes=5)))

    assert (NOT_FINISHED in looking, LOOKED in looking) == (True, True)
    Delivery.objects.update(next_look_at=None)
    done = page(coordinator, Delivery.objects.get().post)
    assert (NOT_FINISHED in done, LOOKED in done) == (False, False)
    assert "The desk has looked as often as helps, and could not tell: now only a person can." in done


def test_look_that_is_due_is_told_as_under_way(coordinator):
    assert "The desk looks for it by itself, right now." in page(coordinator, in_doubt(app.now()))


def test_doubtful_post_of_a_channel_that_stands_still_is_looked_for_after_that(coordinator):
    post = in_doubt(app.now())
    note_answer("x", Unavailable("keys over", stops=Stop.CREDENTIALS), app.now())

    assert "The desk looks for it by itself as soon as its channel can be asked again." in page(coordinator, post)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.SCHEDULED, "It waits, and goes on by itself then, if its hour is not too long past."),
        (State.HELD_LATE, "it can be sent then."),
    ],
)
def test_post_says_until_when_its_channel_is_left_alone(coordinator, state, said):
    post = a_coming_post(state=state)
    note_answer("x", Unavailable("429", wait=timedelta(minutes=15)), app.now())

    shown = page(coordinator, post)

    assert "Its channel is left alone until" in shown
    assert said in shown


def test_post_says_when_the_desk_tries_again(coordinator):
    post = a_coming_post(state=State.SCHEDULED, next_attempt_at=app.now() + timedelta(minutes=2))

    assert "Its channel could not take it: the desk tries again at" in page(coordinator, post)


def test_post_of_a_channel_at_its_limit_says_what_ends_it(coordinator):
    post = a_coming_post(state=State.SCHEDULED)
    note_answer("x", Unavailable("limit", stops=Stop.SPENDING), app.now())

    assert "It waits, and goes on by itself once the limit is raised" in page(coordinator, post)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The channel x is left alone until"),
        ("es", "Al canal x no se le pide nada hasta"),
        ("fr", "Rien n’est demandé au canal x avant"),
    ],
)
def test_person_who_sends_too_early_is_told_from_when_in_their_language(coordinator, language, said):
    post = a_coming_post(days=0, state=State.SCHEDULED)
    note_answer("x", Unavailable("429", wait=timedelta(minutes=15)), app.now())

    response = visit(coordinator, language).post(reverse("send-now", args=(post.id,)), follow=True)

    assert said in words(response)
