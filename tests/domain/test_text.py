"""Words of a text: folded, and found again in what was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.text import folded, words


def _folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("habitant·es", "habitants"),
        ("habitant·e·s", "habitants"),
        ("HABITANT·ES", "habitants"),
        ("habitant.e.s", "habitants"),
        ("habitant-e-s", "habitants"),
        ("habitant(e)s", "habitants"),
        ("acteur-trices", "acteurs"),
        ("acteur·rices", "acteurs"),
        ("heureux·euses", "heureux"),
        ("tout.e.s", "touts"),
        ("tou·te·s", "tous"),
        ("citoyen·ne", "citoyen"),
        ("élu-e-s", "elus"),
        ("directeur/trice", "directeur"),
        ("vecinos/as", "vecinos"),
        ("vecino(a)s", "vecinos"),
        ("niñ@s", "ninos"),
    ],
)
def test_inclusive_forms_count_as_their_plain_form(written, plain):
    assert _folded(written) == [plain]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("l’eau d'accès", ["l", "eau", "d", "acces"]),
        ("col·lectiu", ["collectiu"]),
        ("para\u0140lel", ["parallel"]),
        ("Cœur ÉTÉ straße", ["coeur", "ete", "strasse"]),
        ("\ufb01n", ["fin"]),
        ("right-to-housing", ["right", "to", "housing"]),
        ("celles-ci", ["celles", "ci"]),
        ("a@b.org", ["a", "b", "org"]),
        ("인권 도시", ["인권", "도시"]),
        ("", []),
    ],
)
def test_words_are_folded(written, expected):
    assert _folded(written) == expected


def test_a_word_keeps_its_place_in_what_was_written():
    text = "Avec les habitant·es."

    places = [text[word.start : word.end] for word in words(text)]

    assert places == ["Avec", "les", "habitant·es"]


def test_accents_written_as_marks_of_their_own_change_nothing():
    text = "Éducation à l’école"

    assert _folded(unicodedata.normalize("NFD", text)) == _folded(text)


def test_grammar_keeps_its_accents():
    assert [word.lower for word in words("Participación")] == ["participación"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_places_lie_in_the_text_and_in_order(text):
    ends = [end for word in words(text) for end in (word.start, word.end)]

    assert ends == sorted(ends)
    assert all(0 <= end <= len(text) for end in ends)
