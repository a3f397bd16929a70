import csv
import io
import json
from datetime import date

import icalendar
import pytest

from comms.domain.observances import occurrences
from comms.feeds.calendar_listing import as_csv, as_ics, as_json, rows
from comms.feeds.lint import findings
from tests.factories import a_day, a_decade, a_week, a_year
from tests.feeds.values import an_imprint

DAY = {
    "id": "human-rights-day",
    "key": "human-rights-day-2027",
    "start": "2027-12-10",
    "end": "2027-12-10",
    "name": "Journée des droits de l’homme",
    "language": "fr",
    "kind": "day",
    "official": "un",
    "un_list": True,
    "tier": "lead",
    "themes": ["human-rights"],
    "page": "https://www.un.org/en/observances/human-rights-day",
    "confidence": "sourced",
    "unofficial": [],
    "within": [],
}


def in_2027(*observances):
    return occurrences(observances, date(2027, 1, 1), date(2027, 12, 31))


def test_row_says_what_falls_when():
    assert rows(in_2027(a_day()), "fr") == [DAY]


def test_end_is_the_last_day_of_a_week():
    (row,) = rows(in_2027(a_week()), "en")

    assert (row["start"], row["end"]) == ("2027-10-04", "2027-10-10")


def test_name_is_english_where_ours_is_a_translation():
    (row,) = rows(in_2027(a_day(unofficial=["fr"])), "fr")

    assert (row["name"], row["language"]) == ("Human Rights Day", "en")


def test_row_names_the_decades_it_lies_within_and_the_languages_of_our_translation():
    day = a_day(unofficial=["fr"])

    (row,) = rows(in_2027(day), "en", [day, a_decade(), a_year(themes=["water"])])

    assert (row["within"], row["unofficial"]) == (["decade-2021"], ["fr"])


def test_json_is_an_array_of_rows():
    assert json.loads(as_json(rows(in_2027(a_day()), "fr"))) == [DAY]


def test_json_of_nothing_is_an_empty_array():
    assert as_json([]) == "[]\n"


def test_csv_has_a_heading_and_a_line_a_row():
    found = list(csv.DictReader(io.StringIO(as_csv(rows(in_2027(a_day(themes=["human-rights", "housing"])), "fr")))))

    assert found == [{**DAY, "un_list": "True", "themes": "human-rights housing", "unofficial": "", "within": ""}]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_formula_does_not_run_in_a_spreadsheet(formula):
    (row,) = csv.DictReader(io.StringIO(as_csv(rows(in_2027(a_day(name={"en": formula})), "en"))))

    assert row["name"] == f"'{formula}"


def test_ics_holds_days_and_weeks_and_the_ends_of_years():
    feed = as_ics(in_2027(a_day(), a_week(), a_year()), "es", an_imprint())

    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        "Comienza: Año de las Pruebas",
        "Semana Mundial del Espacio",
        "Día de los Derechos Humanos",
        "Termina: Año de las Pruebas",
    ]
    assert findings(feed) == []


def test_ics_of_nothing_is_sound():
    assert findings(as_ics([], "en", an_imprint())) == []
