import html
import io
import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from comms import app
from comms.config import Config
from comms.django.secret_paths import WithoutSecrets
from comms.domain.message import fingerprint
from comms.domain.posts import State
from comms.services.guests import Wanted, make_link, revoke_link
from comms.services.messages import consent_for, message_of
from comms.services.picture_library import library
from comms.store.models import AuditLine, GuestAnswer, GuestLink, Post
from tests.desk.conftest import a_coming_post, visit
from tests.desk.pages import told, words
from tests.desk.test_story import a_story

PNG = b"\x89PNG card of a guest"
NOWHERE = ["This link leads nowhere", "Este enlace no lleva a ninguna parte", "Ce lien ne mène nulle part"]


@pytest.fixture
def post(officer):  # noqa: ARG001 - whoever makes links
    return a_coming_post(slot=a_story(), state=State.IN_REVIEW, text="Words <for> a city.")


def a_guest(post, by, language="en", **fields):
    """Return the address of a new link for *post*, and its row."""
    values = {"name": "City of A", "language": language, "post_ids": [post.pk], "for_member": True}
    secret = make_link(post.slot_id, Wanted(**(values | fields)), by=by, now=app.now())
    return reverse("guest", args=(secret,)), GuestLink.objects.latest("id")


def an_answer(told, act="agreed", **fields):
    seen = fingerprint(message_of(Post.objects.get(pk=told.pk)))
    return {"post": told.pk, "act": act, "name": "Ana", "seen": seen, "text": ""} | fields


def headings(response):
    return [html.unescape(said) for said in re.findall("<h1>(.*?)</h1>", response.content.decode())]


def test_a_link_is_made_on_the_page_of_a_story_and_shown_once(officer, post):
    client = visit(officer)
    address = reverse("make-guest-link", args=(post.slot_id,))
    form = {"name": "City of A", "language": "fr", "days": "7", "post": [post.pk], "for_member": "yes"}

    made = client.post(address, form)
    again = client.get(reverse("story", args=(post.slot_id,)))

    secret = re.search("http://testserver/guest/([^/]+)/</code>", made.content.decode())[1]
    assert "no-store" in made.headers["Cache-Control"]
    assert Client().get(f"/guest/{secret}/").status_code == 200
    assert "City of A · French · 1 post · open until" in words(again)
    assert f"guest link {GuestLink.objects.get().pk}, made by officer" in words(again)
    assert secret not in again.content.decode()


def test_a_link_has_the_public_address_and_the_page_leads_back_to_its_story(officer, post, monkeypatch):
    site = app.config()
    server = site.settings.server.model_copy(update={"address": "https://desk.example/"})
    settings_there = site.settings.model_copy(update={"server": server})
    public = Config(site.site, settings_there, {})
    monkeypatch.setattr(app, "config", lambda: public)
    form = {"name": "City of A", "language": "fr", "days": "7", "post": [post.pk]}

    made = visit(officer).post(reverse("make-guest-link", args=(post.slot_id,)), form).content.decode()

    assert re.search("<code>https://desk.example/guest/[^/]{43}/</code>", made)
    assert f'name="next" value="{reverse("story", args=(post.slot_id,))}"' in made


def test_a_link_that_makes_no_sense_is_refused_in_words(officer, post):
    client = visit(officer)
    form = {"name": "City of A", "language": "fr", "days": "99", "post": ["x", post.pk]}

    response = client.post(reverse("make-guest-link", args=(post.slot_id,)), form, follow=True)

    assert told(response) == ["A guest link lasts from 1 to 60 days."]
    response = client.post(reverse("make-guest-link", args=(post.slot_id,)), form | {"days": "9"}, follow=True)
    assert told(response) == ["Choose posts of this story that have not gone out yet."]
    assert GuestLink.objects.count() == 0


def test_a_link_is_revoked_on_the_page_of_a_story(officer, post):
    address, link = a_guest(post, officer)
    revoke = reverse("revoke-guest-link", args=(post.slot_id, link.pk))

    responses = [visit(officer).post(revoke, follow=True) for _ in range(2)]

    assert told(responses[0]) == ["Revoked: the link leads nowhere now."]
    assert told(responses[1]) == ["This address is not in use."]
    assert "City of A · English · 1 post · revoked" in words(responses[0])
    assert Client().get(address).status_code == 410


def test_a_reader_finds_nothing_of_it_and_may_not(reader, officer, post):
    _address, link = a_guest(post, officer)
    client = visit(reader)

    assert "Guest links" not in words(client.get(reverse("story", args=(post.slot_id,))))
    form = {"name": "A", "language": "en", "days": "7", "post": [post.pk]}
    for address, given in (
        (reverse("make-guest-link", args=(post.slot_id,)), form),
        (reverse("revoke-guest-link", args=(post.slot_id, link.pk)), {}),
    ):
        assert told(client.post(address, given, follow=True)) == ["Your role does not allow this."]
    assert (GuestLink.objects.count(), GuestLink.objects.get().revoked_at) == (1, None)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_guest_reads_the_post_as_it_will_leave_in_the_language_of_the_link(officer, post, language):
    address, _link = a_guest(post, officer, language)

    response = Client(headers={"accept-language": "de"}).get(address)

    said = words(response)
    agree = {"en": "I agree", "es": "Estoy de acuerdo", "fr": "Je suis d’accord"}[language]
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert ("Words <for> a city." in said, "09:30 Europe/Madrid" in said, agree in said) == (True, True, True)


@pytest.mark.parametrize("path", ["", "pictures/none/"])
def test_every_page_of_a_guest_is_kept_nowhere_and_leads_nowhere(officer, post, path):
    address, _link = a_guest(post, officer)
    client = Client(enforce_csrf_checks=True)

    for method in (client.get, client.head, client.post, client.put):
        response = method(address + path)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert re.findall(r'href="(?!/static/)', response.content.decode()) == []


def test_an_agreement_shows_on_both_pages(officer, post):
    address, link = a_guest(post, officer)
    guest = Client()

    response = guest.post(address, an_answer(post))

    assert (response.status_code, response.headers["Location"]) == (302, f"{address}#post-{post.pk}")
    assert "Ana agreed to this on" in words(guest.get(address))
    page = words(visit(officer).get(reverse("post", args=(post.pk,))))
    assert f"Ana (guest link {link.pk}) · agreed to it" in page
    assert (consent_for("a-plan"), Post.objects.get().state) == ("given", State.IN_REVIEW)
    assert guest.post(address, an_answer(post, "taken back")).status_code == 302
    assert "agreed to this" not in words(guest.get(address))
    assert consent_for("a-plan") == "withdrawn"


def test_a_comment_waits_for_whoever_made_the_link(officer, coordinator, post):
    address, link = a_guest(post, officer)
    guest = Client()

    guest.post(address, an_answer(post, "commented", text="Our name <is> wrong."))

    assert "Ana" in words(guest.get(address))
    assert "Our name <is> wrong." in words(guest.get(address))
    assert "A guest commented (1)" in words(visit(officer).get("/"))
    assert "A guest commented" not in words(visit(coordinator).get("/"))
    page = words(visit(officer).get(reverse("post", args=(post.pk,))))
    assert f"Ana (guest link {link.pk}) · commented by link" in page
    assert page.count("Our name <is> wrong.") == 1
    assert "guest link" in words(visit(coordinator).get(reverse("audit")))


def test_an_answer_to_other_words_is_refused_and_the_new_ones_are_shown(officer, post):
    address, _link = a_guest(post, officer)
    given = an_answer(post, "commented", text="Kept words.")
    Post.objects.update(text="Newer words.")

    response = Client().post(address, given)

    assert response.status_code == 409
    for said in ("The post changed since you opened it; look at it again.", "Newer words.", "Kept words."):
        assert said in words(response)
    assert GuestAnswer.objects.count() == 0


def test_an_agreement_to_earlier_words_says_so(officer, post):
    address, _link = a_guest(post, officer)
    Client().post(address, an_answer(post))
    Post.objects.update(text="Newer words.")

    said = words(Client().get(address))

    assert "The post changed after Ana agreed. Please read it again." in said
    assert "I agree" in said


def test_a_comment_without_words_is_refused_in_the_language_of_the_link(officer, post):
    address, _link = a_guest(post, officer, "es")

    response = Client().post(address, an_answer(post, "commented"))

    assert (response.status_code, "Escriba qué debería cambiar." in words(response)) == (422, True)


def test_a_post_that_went_out_is_shown_without_a_form(officer, post):
    address, _link = a_guest(post, officer)
    Post.objects.update(state=State.PUBLISHED)

    page = Client().get(address)

    assert "This post waits for no answer any more." in words(page)
    assert "<form" not in page.content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_never_acts(officer, post, method):
    address, _link = a_guest(post, officer)
    lines = AuditLine.objects.count()

    response = getattr(Client(), method)(address, an_answer(post))

    assert (response.status_code, GuestAnswer.objects.count(), AuditLine.objects.count()) == (200, 0, lines)
    assert Client().put(address).status_code == 405


def test_an_answer_needs_the_token_of_the_page(officer, post):
    address, _link = a_guest(post, officer)
    guest = Client(enforce_csrf_checks=True)
    page = guest.get(address).content.decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    signed = an_answer(post, csrfmiddlewaretoken=token)

    refused = [
        guest.post(address, an_answer(post)),
        guest.post(address, signed, headers={"origin": "https://elsewhere.example"}),
        Client(enforce_csrf_checks=True).post(address, signed, headers={"origin": "null"}),
    ]

    assert [one.status_code for one in refused] == [403, 403, 403]
    assert "Your answer was not kept" in words(refused[0])
    assert GuestAnswer.objects.count() == 0
    assert guest.post(address, signed, headers={"origin": "null"}).status_code == 302
    assert GuestAnswer.objects.count() == 1


@pytest.mark.parametrize("number", ["other", "0", "x", "9" * 400, "²", ""])
def test_no_other_post_is_answered_by_a_link(officer, post, number):
    address, _link = a_guest(post, officer)
    other = a_coming_post(key="other", slot=post.slot, language="fr", text="Secret words.")

    response = Client().post(address, an_answer(other, post=other.pk if number == "other" else number))

    assert (response.status_code, headings(response)) == (404, NOWHERE)
    assert GuestAnswer.objects.count() == 0
    assert "Secret words." not in words(Client().get(address))


def test_unknown_ended_and_revoked_links_get_the_same_page(officer, post):
    ended, old = a_guest(post, officer)
    revoked, link = a_guest(post, officer)
    GuestLink.objects.filter(pk=old.pk).update(ends_at=app.now())
    revoke_link(post.slot_id, link.pk, by=officer, now=app.now())
    doors = [ended, revoked, f"/guest/{'a' * 43}/", "/guest/x/"]

    looked = [Client().get(address) for address in doors]
    acted = [Client().post(address, an_answer(post)) for address in doors]
    pictures = [Client().get(f"{address}pictures/abc/") for address in doors]

    for responses in (looked, acted, pictures):
        assert [one.status_code for one in responses] == [410, 410, 404, 404]
        assert {one.content for one in responses} == {looked[0].content}
    assert headings(looked[0]) == NOWHERE
    assert GuestAnswer.objects.count() == 0


def test_a_picture_is_shown_by_the_link_of_its_post_alone(officer, post):
    name = library(app.config()).keep(PNG)
    other = a_coming_post(key="other", slot=post.slot, language="fr", image=name, alt="A card.")
    address, _link = a_guest(other, officer)
    without, _link = a_guest(post, officer)

    shown = Client().get(f"{address}pictures/{name}/")

    assert (shown.status_code, shown.headers["Content-Type"], shown.content) == (200, "image/png", PNG)
    assert f'src="{address}pictures/{name}/"' in Client().get(address).content.decode()
    assert "A card." in words(Client().get(address))
    assert Client().get(f"{without}pictures/{name}/").status_code == 404
    assert Client().get(f"{address}pictures/another/").status_code == 404
    (app.config().var / "pictures" / name).unlink()
    lost = Client().get(f"{address}pictures/{name}/")
    assert (lost.status_code, headings(lost)) == (404, NOWHERE)


def test_nothing_below_a_guest_opens_the_desk(officer, post):
    address, _link = a_guest(post, officer)
    guest = Client()
    guest.get(address)

    for place in ("/", "/stories/", f"/posts/{post.pk}/", reverse("story", args=(post.slot_id,)), "/audit/"):
        assert guest.get(place).status_code in {302, 404}
    assert settings.SESSION_COOKIE_NAME not in guest.cookies


def test_the_log_tells_of_a_refusal_without_the_secret(officer, post):
    address, link = a_guest(post, officer)
    revoke_link(post.slot_id, link.pk, by=officer, now=app.now())
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutSecrets())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)

    try:
        Client().get(address)
        Client().get(f"{address}elsewhere")
    finally:
        logger.removeHandler(handler)

    assert written.getvalue() == "Gone: /guest/…/\nNot Found: /guest/…/elsewhere\n"
