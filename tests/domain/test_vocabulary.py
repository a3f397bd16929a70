"""The words that carry meaning."""

import pytest

from comms.domain.vocabulary import stems


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The International Day of Education in 2027", "en", ["educ"]),
        ("Día de la Educación", "es", ["educ"]),
        ("Journée de l’éducation des habitant·es", "fr", ["educ", "habit"]),
        ("Dia de l’educació", "ca", []),
    ],
)
def test_stop_words_numbers_and_calendar_words_carry_no_meaning(text, language, expected):
    assert list(stems(text, language)) == expected
