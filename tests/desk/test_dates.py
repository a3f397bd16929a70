from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from comms.desk.dates import day_in_words, hour, moment
from comms.desk.languages import language_name, own_name, spoken

AT = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)


def test_the_first_of_a_month_is_told_the_french_way():
    with override("fr"):
        assert day_in_words(date(2026, 12, 1)) == "mardi 1er décembre 2026"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday, 10 December 2026"),
        ("es", "jueves, 10 de diciembre de 2026"),
        ("fr", "jeudi 10 décembre 2026"),
    ],
)
def test_a_day_is_told_in_the_persons_language(language, expected):
    with override(language):
        assert day_in_words(date(2026, 12, 10)) == expected


def test_an_hour_is_never_told_without_its_zone():
    assert hour(AT, "Asia/Seoul") == (
        '<time datetime="2026-12-10T17:30+09:00">17:30</time> <span class="zone">Asia/Seoul</span>'
    )
    assert moment(AT, "Europe/Madrid").startswith("10 December 2026, <time")


def test_an_hour_that_is_not_chosen_yet_is_a_dash():
    assert hour(None, "UTC") == moment(None, "UTC") == "–"


def test_a_text_in_another_language_is_marked():
    texts = {"en": "Right <to> food", "es": "Derecho a la alimentación"}

    with override("fr"):
        assert spoken(texts) == '<span lang="en">Right &lt;to&gt; food</span>'
    with override("es"):
        assert spoken(texts) == "Derecho a la alimentación"


def test_languages_have_names_even_where_nobody_knows_them():
    assert (language_name("ca"), own_name("fr"), language_name("qqq")) == ("Catalan", "Français", "qqq")
