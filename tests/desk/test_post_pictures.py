"""The picture of a post on its page: seen, taken off, put back."""

import pytest
from django.test import Client
from django.urls import reverse

from comms import app
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.services import drafts
from comms.services.picture_library import library
from comms.store.models import Post
from tests.desk.conftest import a_coming_post, days_ahead, visit
from tests.desk.pages import told
from tests.rows import DAY, MORNING, a_slot, the_config

ALT = "Human Rights Day. 10 December 2026. Human rights. NoC."


@pytest.fixture
def post(officer):  # noqa: ARG001 - whoever looks
    """A draft with the card that was drawn for it."""
    day = days_ahead(10)
    occurrence = f"human-rights-{day.year}"
    slot = Slot(f"{occurrence}:pictured", "countdown", day, occurrence, None)
    a_slot(id=slot.id, kind=slot.kind, day=slot.day, occurrence=slot.occurrence)
    image = library(the_config()).keep(b"\x89PNG card")
    sentence = {"text": ALT, "facts": [], "picture": image}
    made = a_coming_post(slot=a_slot(id=slot.id), image=image, alt=ALT, sentences=[sentence])
    yield made
    (the_config().var / "pictures" / image).unlink(missing_ok=True)


def page(person, post, language="en"):
    return visit(person, language).get(reverse("post", args=(post.pk,))).content.decode()


def act(person, post, name, language="en"):
    return visit(person, language).post(reverse(name, args=(post.pk,)), follow=True)


def test_page_shows_the_picture_as_it_will_leave(officer, post):
    shown = page(officer, post)

    address = reverse("picture", args=(post.image,))
    picture = visit(officer).get(address)
    assert f'<img src="{address}" alt=""' in shown
    assert ALT in shown
    assert (picture.content, picture["Content-Type"]) == (b"\x89PNG card", "image/png")
    assert picture["Cache-Control"] == "private, max-age=31536000, immutable"


def test_picture_is_for_those_who_are_logged_in(post):
    response = Client().get(reverse("picture", args=(post.image,)))

    assert (response.status_code, response["Location"].startswith(reverse("login"))) == (302, True)


@pytest.mark.parametrize("name", ["unknown", "ab" * 32])
def test_no_other_address_shows_a_picture(officer, name):
    assert visit(officer).get(reverse("picture", args=(name,))).status_code == 404


@pytest.mark.parametrize(
    ("language", "off", "back"),
    [
        ("en", "Take the picture off", "Put the picture back"),
        ("es", "Quitar la imagen", "Volver a poner la imagen"),
        ("fr", "Retirer l’image", "Remettre l’image"),
    ],
)
def test_editor_takes_the_picture_off_and_puts_it_back(officer, post, language, off, back):
    assert [off in page(officer, post, language), back in page(officer, post, language)] == [True, False]

    without = act(officer, post, "take-picture-off", language).content.decode()
    bare = Post.objects.get()
    again = act(officer, post, "put-picture-back", language).content.decode()

    assert (bare.image, [off in without, back in without]) == ("", [False, True])
    assert (Post.objects.get().image, [off in again, back in again]) == (post.image, [True, False])


def test_what_was_done_is_said_and_stays_in_the_history(officer, post):
    said = told(act(officer, post, "take-picture-off")) + told(act(officer, post, "put-picture-back"))

    shown = page(officer, post)
    assert said == ["The post goes without its picture.", "The picture is back on the post."]
    assert ("took the picture off the post" in shown, "put the picture back on the post" in shown) == (True, True)


def test_reader_sees_the_picture_and_no_button(reader, post):
    shown = page(reader, post)

    assert (reverse("picture", args=(post.image,)) in shown, "Take the picture off" in shown) == (True, False)


def test_post_that_no_picture_was_drawn_for_has_no_button(officer):
    assert "Put the picture back" not in page(officer, a_coming_post())


def test_picture_of_what_is_public_stays(officer, post):
    Post.objects.update(state=State.PUBLISHED)

    assert "Take the picture off" not in page(officer, post)
    assert told(act(officer, post, "take-picture-off")) == ["A post that is published cannot be edited."]


def test_page_says_what_is_on_the_picture_and_where_it_comes_from(officer, post):
    assert "On the picture:" in page(officer, post)


def test_lost_picture_is_an_error_on_the_page(officer, post):
    (the_config().var / "pictures" / post.image).unlink()

    assert "The image is gone, or was changed since it was drawn" in page(officer, post)


def test_desk_shows_a_card_that_it_drew_itself(officer):
    slot = Slot("human-rights-2026:told", "day", DAY, "human-rights-2026", None)
    a_slot(id=slot.id, day=slot.day)
    drafts.make_drafts(app.desk(), [slot], now=MORNING)
    post = Post.objects.get(channel="x", language="en")

    picture = visit(officer).get(reverse("picture", args=(post.image,)))

    assert (post.alt, picture.content.startswith(b"\x89PNG")) == (ALT, True)
