import csv
import io
import json

import icalendar
import pytest

from tests.cli.desk_command import comms, lines


def listed(site, *arguments):
    result = comms("calendar", "--from", "2026-12-01", "--to", "2026-12-31", *arguments, site=site)
    assert result.stderr == ""
    return result.stdout


def test_december_lists_human_rights_day_with_its_neighbours(site):
    rows = json.loads(listed(site, "--format", "json"))

    days = [(row["start"], row["id"]) for row in rows if "2026-12-09" <= row["start"] <= "2026-12-11"]
    assert days == [
        ("2026-12-09", "anti-corruption"),
        ("2026-12-09", "genocide-victims"),
        ("2026-12-10", "human-rights"),
        ("2026-12-11", "mountain"),
    ]


def test_end_of_a_week_is_its_last_day(site):
    rows = {row["id"]: row for row in json.loads(listed(site, "--format", "json"))}

    assert (rows["sixteen-days-gbv"]["start"], rows["sixteen-days-gbv"]["end"]) == ("2026-11-25", "2026-12-10")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Human Rights Day"), ("es", "Día de los Derechos Humanos"), ("fr", "Journée des droits de l'homme")],
)
def test_names_are_in_the_language_asked_for(site, language, name):
    assert name in [row["name"] for row in json.loads(listed(site, "--format", "json", "--lang", language))]


def test_table_is_for_reading(site):
    assert "2026-12-10               lead     UN      Human Rights Day" in lines(listed(site))


def test_spreadsheet_and_calendar_hold_the_same_days(site):
    rows = list(csv.DictReader(io.StringIO(listed(site, "--format", "csv"))))
    calendar = icalendar.Calendar.from_ical(listed(site, "--format", "ics"))

    in_calendar = {str(event["uid"]).partition("@")[0].partition(".")[0] for event in calendar.walk("VEVENT")}
    assert in_calendar == {row["key"] for row in rows}
    assert {row["kind"] for row in rows} == {"day", "week", "year", "decade"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "0001-01-01"), "0001-01-01 is outside the calendars; give a day from 1946-01-01 to 2199-12-31"),
        (("--to", "9999-12-31"), "9999-12-31 is outside the calendars; give a day from 1946-01-01 to 2199-12-31"),
        (("--from", "10/12/2026"), "“10/12/2026” is not a date; write it as 2026-12-10"),
        (("--from", "2026-12-10", "--to", "2026-12-01"), "--to 2026-12-01 is before --from 2026-12-10"),
    ],
)
def test_period_that_is_none_is_told_in_one_line(site, arguments, words):
    result = comms("calendar", *arguments, site=site)

    assert result.returncode != 0
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.stderr


def test_folder_that_is_no_site_is_told_with_the_remedy(tmp_path):
    result = comms("calendar", site=tmp_path)

    assert (result.returncode, lines(result.stderr)) == (
        1,
        ["config.yaml: is missing; create it"],
    )


@pytest.mark.parametrize("day", ["1946-01-01", "2199-12-31"])
def test_first_and_last_day_of_the_calendars_are_listed(site, day):
    result = comms("calendar", "--from", day, "--to", day, "--format", "json", site=site)

    assert (result.returncode, result.stderr, json.loads(result.stdout) is not None) == (0, "", True)


@pytest.mark.parametrize(
    "command", [("calendar",), ("events", "export"), ("plan", "report", "--out", "report")], ids=" ".join
)
def test_language_that_the_site_does_not_have_is_refused_with_those_that_it_has(site, command):
    result = comms(*command, "--lang", "de", site=site)

    assert (result.returncode, result.stdout, lines(result.stderr)) == (
        1,
        "",
        ["--lang de is not a language of this site; give one of en, es, fr"],
    )


def test_site_without_english_speaks_its_first_language(site):
    text = (site / "config.yaml").read_text(encoding="utf-8")
    (site / "config.yaml").write_text(text.replace("languages: [en, es, fr]", "languages: [fr, es]"), encoding="utf-8")

    assert "En vigueur\u00a0:" in lines(listed(site))


@pytest.mark.parametrize("command", [("draft",), ("plan",), ("plan", "capacity")], ids=" ".join)
def test_period_that_would_keep_a_person_waiting_is_refused_with_the_last_day_that_would_not(site, command):
    result = comms(*command, "--from", "2027-01-01", "--to", "2199-12-31", site=site)

    assert (result.returncode, lines(result.stderr)) == (
        1,
        [
            "from 2027-01-01 to 2199-12-31 is too long a period to plan; give --to 2029-12-31 or an earlier day",
        ],
    )
