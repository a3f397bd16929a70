import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import visit
from tests.desk.pages import words

PAGE = "<!doctype html><p style='color:red'>Bonjour</p><script>alert(1)</script>"


@pytest.fixture
def editions(folder):
    path = folder("newsletter") / "2026-12"
    path.mkdir()
    (path / "fr.html").write_text(PAGE, encoding="utf-8")
    (path / "fr.txt").write_text("Bonjour <tous>", encoding="utf-8")
    (path.parent / "notes.md").write_text("not an edition", encoding="utf-8")
    return path


def test_a_site_without_editions_says_how_to_write_one(officer, folder):
    folder("newsletter")

    assert "comms newsletter" in words(visit(officer).get(reverse("newsletter")))


@pytest.mark.usefixtures("editions")
def test_editions_are_listed_by_month_and_language(officer):
    said = words(visit(officer).get(reverse("newsletter")))

    assert "December 2026, French : page" in said
    assert "notes" not in said


@pytest.mark.usefixtures("editions")
def test_an_edition_is_called_by_its_month_with_the_blanks_of_french(officer):
    page = visit(officer, "fr").get(reverse("newsletter"))

    assert "<b>Décembre 2026, français</b>\N{NO-BREAK SPACE}: " in page.content.decode()
    assert "Lettre d’information" in words(page)


@pytest.mark.usefixtures("editions")
def test_a_text_edition_is_shown_as_text(officer):
    page = visit(officer).get(reverse("edition", args=("2026-12/fr.txt",))).content.decode()

    assert "Bonjour &lt;tous&gt;" in page


@pytest.mark.usefixtures("editions")
def test_a_page_edition_stands_in_a_frame_that_can_do_nothing(officer):
    client = visit(officer)

    page = client.get(reverse("edition", args=("2026-12/fr.html",))).content.decode()
    file = client.get(reverse("edition-file", args=("2026-12/fr.html",)))

    assert f'<iframe class="mail" sandbox src="{reverse("edition-file", args=("2026-12/fr.html",))}"' in page
    policy = dict(part.strip().partition(" ")[::2] for part in file.headers["Content-Security-Policy"].split(";"))
    assert (policy["sandbox"], policy["default-src"], policy["script-src"]) == ("", "'none'", "'none'")
    assert policy["frame-ancestors"] == "'self'"
    assert file.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize("view", ["edition", "edition-file"])
@pytest.mark.parametrize("name", ["../secret_key", "2026-12/../../../config.yaml", "notes.md", "2026-12/xx.html"])
def test_no_address_leads_to_anything_but_an_edition(officer, view, name):
    assert visit(officer).get(reverse(view, args=(name,))).status_code == 404


@pytest.mark.usefixtures("db", "editions")
def test_an_edition_is_not_open_to_strangers():
    assert Client().get(reverse("edition-file", args=("2026-12/fr.html",))).status_code == 302
