from datetime import date

import pytest

from comms.domain import speech
from comms.errors import NotFoundError

TENTH = date(2026, 12, 10)
FIRST = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "10 December"), ("es", "10 de diciembre"), ("fr", "10 décembre"), ("pt-BR", "10 de dezembro")],
)
def test_day_and_month_are_said_as_the_language_says_them(language, expected):
    assert speech.day_and_month(TENTH, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday 10 December"),
        ("es", "jueves 10 de diciembre"),
        ("fr", "jeudi 10 décembre"),
        ("ko", "12월 10일 목요일"),
    ],
)
def test_weekday_comes_where_the_language_puts_it(language, expected):
    assert speech.weekday_and_date(TENTH, language) == expected


def test_french_says_premier_for_the_first_day_of_a_month_and_for_no_other():
    said = [
        speech.day_and_month(FIRST, "fr"),
        speech.full_date(FIRST, "fr"),
        speech.weekday_and_date(FIRST, "fr"),
        speech.full_dates(FIRST, date(2027, 2, 7), "fr"),
        speech.full_dates(date(2027, 1, 25), FIRST, "fr"),
        speech.full_date(date(2027, 2, 11), "fr"),
    ]

    assert said == [
        "1er février",
        "1er février 2027",
        "lundi 1er février",
        "1er–7 février 2027",
        "25 janvier – 1er février 2027",
        "11 février 2027",
    ]


@pytest.mark.parametrize(
    ("first", "last", "language", "expected"),
    [
        (TENTH, TENTH, "en", "10 December 2026"),
        (date(2026, 12, 4), TENTH, "en", "4–10 December 2026"),
        (date(2026, 12, 4), TENTH, "es", "4–10 de diciembre de 2026"),
        (date(2026, 11, 25), TENTH, "en", "25 November – 10 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "es", "28 de diciembre de 2026 – 3 de enero de 2027"),
        (date(2026, 12, 4), TENTH, "ko", "2026년 12월 4일 – 2026년 12월 10일"),
    ],
)
def test_dates_say_only_once_what_both_ends_share(first, last, language, expected):
    assert speech.full_dates(first, last, language) == expected


@pytest.mark.parametrize(
    ("days", "language", "expected"),
    [(7, "en", "7 days"), (1, "en", "1 day"), (1, "es", "1 día"), (60, "es", "60 días"), (400, "fr", "400\u00a0jours")],
)
def test_days_are_counted_as_days_however_many(days, language, expected):
    assert speech.number_of_days(days, language) == expected


def test_numbers_take_the_marks_of_the_language():
    assert [speech.number(1_000, language) for language in ("en", "es", "fr")] == ["1,000", "1.000", "1\u202f000"]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("ES", ["Spain", "España", "Espagne"]),
        ("KR", ["Republic of Korea", "República de Corea", "République de Corée"]),
        ("TR", ["Türkiye", "Türkiye", "Türkiye"]),
        ("CI", ["Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"]),
    ],
)
def test_countries_have_the_names_that_the_united_nations_use(code, names):
    assert [speech.country_name(code, language) for language in ("en", "es", "fr")] == names


def test_unknown_language_is_named():
    with pytest.raises(NotFoundError, match="“xx” is not a language whose dates are known"):
        speech.full_date(TENTH, "xx")


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Barcelona", "Spain", "Barcelona (Spain)"),
        ("Durham (North Carolina)", "United States", "Durham (North Carolina, United States)"),
        ("Mexico City", "Mexico", "Mexico City"),
        ("Omani", "Oman", "Omani (Oman)"),
    ],
)
def test_place_is_told_with_its_country_once_and_in_one_pair_of_brackets(name, country, expected):
    assert speech.placed(name, country) == expected


def test_french_blanks_go_before_high_marks_and_inside_guillemets_but_never_into_links():
    text = "Voir : « Droits »; oui ! https://example.org/?a:b c'est à 9:30"

    assert (
        speech.spaced(text, "fr")
        == "Voir\u00a0: «\u00a0Droits\u00a0»\u00a0; oui\u00a0! https://example.org/?a:b c'est à 9:30"
    )


def test_other_languages_keep_their_blanks():
    assert speech.spaced("See: this!", "en") == "See: this!"
