import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import visit
from tests.desk.pages import words

PAGES = ["today", "calendar", "outbox", "newsletter", "feeds"]


def with_password(person):
    person.set_password("right horse 1948")
    person.save()
    return person


def log_in(client, password, **fields):
    return client.post(reverse("login"), {"username": "officer", "password": password} | fields)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_a_stranger_to_log_in(name):
    response = Client().get(reverse(name))

    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('login')}?next={reverse(name)}"


def test_an_officer_gets_in_with_the_right_password(officer):
    with_password(officer)

    response = log_in(Client(), "right horse 1948", next=reverse("calendar"))

    assert response.headers["Location"] == reverse("calendar")


def test_a_wrong_password_says_so_in_the_language_of_the_browser(officer):
    with_password(officer)

    response = Client(headers={"accept-language": "es"}).post(
        reverse("login"), {"username": "officer", "password": "wrong"}
    )

    assert response.status_code == 200
    assert "contraseña" in words(response)


def test_too_many_wrong_passwords_lock_the_entrance_with_a_page_that_says_what_to_do(officer):
    with_password(officer)
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = log_in(client, "wrong")

    assert response.status_code == 429
    assert "Wait a quarter of an hour" in words(response)
    assert log_in(client, "right horse 1948").status_code == 429


def test_the_desk_speaks_the_persons_own_language_after_login(officer):
    officer.language = "fr"
    with_password(officer)
    client = Client()

    log_in(client, "right horse 1948")

    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    assert "Ce qui vient" in words(client.get(reverse("today")))


def test_a_language_chosen_at_the_door_becomes_the_persons_own(officer):
    with_password(officer)
    client = Client()
    client.post(reverse("language"), {"language": "es", "next": reverse("login")})

    log_in(client, "right horse 1948")

    officer.refresh_from_db()
    assert officer.language == "es"


def test_the_language_switch_is_remembered_and_returns_to_the_page(officer):
    client = visit(officer)

    response = client.post(reverse("language"), {"language": "fr", "next": reverse("calendar")})

    officer.refresh_from_db()
    assert (officer.language, response.headers["Location"]) == ("fr", reverse("calendar"))


@pytest.mark.parametrize("language", ["xx", "", "../en"])
def test_an_unknown_language_changes_nothing(officer, language):
    visit(officer).post(reverse("language"), {"language": language})

    officer.refresh_from_db()
    assert officer.language == "en"


def test_the_language_switch_never_leads_to_another_site(officer):
    response = visit(officer).post(reverse("language"), {"language": "fr", "next": "https://elsewhere.example/"})

    assert response.headers["Location"] == "/"


def test_logging_out_forgets_the_language_and_needs_a_post(officer):
    client = visit(officer, "fr")

    assert client.get(reverse("logout")).status_code == 405
    response = client.post(reverse("logout"))

    assert response.headers["Location"] == reverse("login")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""
