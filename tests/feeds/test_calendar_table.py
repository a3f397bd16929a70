from datetime import date

import pytest

from comms.domain.observances import occurrences
from comms.feeds.calendar_listing import rows
from comms.feeds.calendar_table import WORDS, as_table, unannounced
from tests.factories import a_day, a_decade, a_week, a_year

ANNOUNCED = {"kind": "announced", "years": {2026: {"first": "2026-03-28"}}}


def listed(*observances):
    return rows(occurrences(observances, date(2027, 1, 1), date(2027, 12, 31)), "en")


def test_table_is_read_by_a_person():
    assert as_table(listed(a_day(), a_week(official="not-un"))).splitlines() == [
        "2027-10-04/2027-10-10    mention  not UN  World Space Week",
        "2027-12-10               lead     UN      Human Rights Day",
    ]


def test_years_and_decades_come_after_the_days():
    assert as_table(listed(a_decade(), a_day(), a_year())).splitlines() == [
        "2027-12-10               lead     UN      Human Rights Day",
        "",
        "In force:",
        "2021-01-01/2030-12-31    mention  UN      Decade of Tests",
        "2027-01-01/2027-12-31    mention  UN      International Year of Tests",
    ]


def test_what_is_not_announced_is_said_and_not_guessed():
    hour = a_day(id="hour", name={"en": "An Hour"}, rule=ANNOUNCED, since=2020)

    waiting = unannounced([hour, a_day()], range(2026, 2029), "fr")

    assert as_table(listed(hour), waiting).splitlines() == [
        "Not announced:",
        "2027                     not announced  An Hour",
        "2028                     not announced  An Hour",
    ]


def test_editor_sees_our_translation_and_weak_sources():
    days = (
        a_day(id="a", unofficial=["es", "fr"], official="agency", confidence="single-source"),
        a_day(id="b", confidence="known"),
    )

    assert as_table(listed(*days)).splitlines() == [
        "2027-12-10               lead     agency  Human Rights Day  [our translation: es, fr]  [one source only]",
        "2027-12-10               lead     UN      Human Rights Day  [no source read]",
    ]


@pytest.mark.parametrize(
    ("language", "marks", "heading", "waiting"),
    [
        ("es", "[traducción nuestra: es]  [una sola fuente]", "En vigor:", ("Sin anunciar:", "sin anunciar")),
        (
            "fr",
            "[notre traduction\u00a0: es]  [une seule source]",
            "En vigueur\u00a0:",
            ("Dates non annoncées\u00a0:", "non annoncé"),
        ),
    ],
)
def test_marks_and_headings_are_in_the_language_of_the_table(language, marks, heading, waiting):
    days = (a_day(unofficial=["es"], confidence="single-source"), a_decade())

    told = as_table(listed(*days), [(2028, "An Hour")], language).splitlines()

    assert (told[0].partition("Human Rights Day  ")[2], told[2]) == (marks, heading)
    assert told[-2:] == [waiting[0], f"{'2028':<23}  {waiting[1]}  An Hour"]


def test_words_of_the_languages_are_the_same_ones():
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}


def test_table_of_nothing_is_empty():
    assert as_table([]) == ""
