import pytest
from django.urls import reverse

from tests.desk.conftest import days_ahead, visit
from tests.desk.pages import words
from tests.rows import a_slot


def page(person, observance_id, language="en"):
    return visit(person, language).get(reverse("observance", args=(observance_id,)))


def test_an_observance_shows_names_sources_and_next_dates(officer):
    said = words(page(officer, "human-rights"))

    assert "French Journée des droits de l'homme" in said
    assert "proclaimed by the United Nations" in said
    assert "several sources agree" in said
    assert "10 December" in said


def test_names_that_are_only_ours_are_marked(officer, shipped_unofficial):
    said = words(page(officer, shipped_unofficial))

    assert "our translation, not official" in said


def test_the_names_are_marked_with_their_language(officer):
    assert '<span lang="es">Día de los Derechos Humanos</span>' in page(officer, "human-rights").content.decode()


def test_its_coming_stories_can_be_reached(officer):
    a_slot(day=days_ahead(1))

    assert reverse("story", args=("human-rights-2026:told",)) in page(officer, "human-rights").content.decode()


def test_an_unknown_observance_does_not_exist(officer):
    response = page(officer, "day-of-nothing")

    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["begun by: civil society (Center for Women's Global Leadership)", "UN Women (UNiTE campaign)"]),
        ("es", ["iniciativa de: sociedad civil", "ONU Mujeres (campaña ÚNETE)", "Nota de la redacción", "en inglés"]),
        ("fr", ["l’initiative de : société civile", "ONU Femmes (campagne Tous UNiS)", "Note de la rédaction"]),
    ],
)
def test_who_began_and_leads_it_is_told_in_the_language_and_the_note_is_marked_as_english(officer, language, told):
    said = words(page(officer, "sixteen-days-gbv", language))

    assert [one for one in told if one not in said] == []
    assert ("en inglés" in said, "en anglais" in said) == (language == "es", language == "fr")


def test_sources_are_told_in_words_with_links(officer):
    shown = page(officer, "human-rights").content.decode()

    assert '<a href="https://github.com/kitsuyui/hyper-calendar" rel="noreferrer">' in shown
