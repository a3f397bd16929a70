"""The language of a text."""

import pytest

from comms.domain.text import words
from comms.domain.tongues import language_of


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("The roof of the house is for those who live in it", "es", "en"),
        ("El techo de los que no lo tienen y de sus familias", "en", "es"),
        ("Le toit de celles et ceux qui sont dans la rue", "en", "fr"),
        ("Um teto para quem dorme na rua e para as suas famílias do bairro", "en", "pt"),
        ("Un sostre per als que dormen al carrer i per a les famílies del barri", "en", "ca"),
        ("The roof", "es", "es"),
        ("지붕", "ko", "ko"),
        ("The roof", "", "en"),
        ("Wells", "", "en"),
        ("Un techo para los que duermen en la calle", "", "es"),
        ("Un toit pour celles et ceux qui dorment dans la rue", "", "fr"),
    ],
)
def test_the_stated_language_holds_unless_small_words_speak_against_it(text, stated, expected):
    assert language_of(words(text), stated) == expected
