"""What every page has in common: language, policy, headers."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from comms.desk.urls import urlpatterns
from comms.domain.posts import State
from tests.desk.conftest import a_coming_post, visit

PAGES = ["/", "/calendar/2026/12/", "/outbox/", "/newsletter/", "/feeds/", "/observances/human-rights/", "/nowhere/"]


def pages(person, language="en"):
    post = a_coming_post(state=State.IN_REVIEW)
    addresses = [*PAGES, reverse("post", args=(post.id,)), reverse("story", args=(post.slot_id,))]
    client = visit(person, language)
    return [client.get(address) for address in addresses] + [Client().get("/login/")]


def test_no_page_holds_a_style_or_a_script_of_its_own(coordinator):
    for response in pages(coordinator):
        page = response.content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=\"|javascript:|<script(?! src=\"/static/)", page) == []


def test_every_page_forbids_what_it_does_not_need(coordinator):
    for response in pages(coordinator):
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_page_says_in_which_language_it_is(coordinator, language):
    for response in pages(coordinator, language)[:-1]:
        assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.usefixtures("db")
def test_every_address_asks_for_a_login_but_the_entrance_the_feeds_and_guests():
    open_to_all = {one.name for one in urlpatterns if not getattr(one.callback, "login_required", True)}

    assert open_to_all == {"login", "language", "feed", "guest", "guest-picture"}


@pytest.mark.usefixtures("officer")
def test_the_stylesheet_stays_small_and_the_scripts_come_from_the_package():
    response = Client().get(f"{settings.STATIC_URL}desk/desk.css")

    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) < 15_000


def test_times_stand_in_the_zone_of_the_reader_in_the_history_and_in_that_of_the_post_elsewhere(officer):
    officer.zone = "America/Bogota"
    officer.save()
    post = a_coming_post(state=State.IN_REVIEW)
    client = visit(officer)
    client.post(reverse("edit", args=(post.id,)), {"text": "New.", "alt": "", "hour": "09:30", "version": 1})

    page = client.get(reverse("post", args=(post.id,))).content.decode()

    assert 'class="zone">America/Bogota' in page
    assert 'class="zone">Europe/Madrid' in page
