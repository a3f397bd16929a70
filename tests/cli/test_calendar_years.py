"""Eleven years of `comms calendar` beside the hand table and beside each rule, worked out day by day."""

import json
import shutil
from calendar import monthrange
from datetime import date, timedelta

import pytest

from comms.domain.observances import not_announced
from tests.cli.desk_command import comms
from tests.domain.movable_dates import BIRDS_IN_MAY, BIRDS_IN_OCTOBER, MOVABLE, STATISTICS, dated
from tests.shipped import the_calendars
from tests.site import SITE_FILE

YEARS = range(2024, 2037)
LONG_AGO, FAR_AHEAD = "2024-01-01", "2036-12-31"
MON = 0
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return what the command prints in three zones, from the first to the last year of the table."""
    site = tmp_path_factory.mktemp("site")
    shutil.copy(SITE_FILE, site / "config.yaml")
    arguments = ("calendar", "--from", LONG_AGO, "--to", FAR_AHEAD)
    return {
        (zone, form): comms(*arguments, "--format", form, site=site, TZ=zone).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "America/St_Johns")
        for form in ("json", "table")
    }


@pytest.fixture(scope="module")
def spans(printed):
    """Return the first and last days by observance, in order."""
    found = {}
    for row in json.loads(printed["UTC", "json"]):
        found.setdefault(row["id"], []).append((row["start"], row["end"]))
    return found


@pytest.mark.parametrize("form", ["json", "table"])
def test_bytes_are_the_same_in_every_zone(printed, form):
    assert len({text for (_, asked), text in printed.items() if asked == form}) == 1


def test_movable_days_fall_where_the_table_says(spans):
    expected = {name: dated(days) for name, (_, days) in MOVABLE.items()}
    expected |= {"migratory-birds": sorted(dated(BIRDS_IN_MAY) + dated(BIRDS_IN_OCTOBER))}
    expected |= {"statistics": list(STATISTICS)}

    assert {name: [first for first, _ in spans[name]] for name in expected} == expected


def test_movable_weeks_last_seven_days_and_movable_days_one(spans):
    lengths = {
        name: {(date.fromisoformat(last) - date.fromisoformat(first)).days + 1 for first, last in spans[name]}
        for name in MOVABLE
    }

    assert lengths == {name: {7} if name.endswith("-week") else {1} for name in MOVABLE}


def test_every_other_observance_equals_its_rule_day_by_day(spans):
    told = MOVABLE.keys() | {"migratory-birds", "statistics"}
    others = {id_: one for id_, one in the_calendars().observances.items() if id_ not in told}

    found = {id_: spans.get(id_, []) for id_ in others}

    assert found == {id_: [(str(first), str(last)) for first, last in by_hand(one)] for id_, one in others.items()}


def test_what_has_no_date_is_said_to_be_not_announced(printed):
    waiting = printed["UTC", "table"].partition("\nNot announced:\n")[2].splitlines()

    assert [line[:4] + line[38:] for line in waiting if line.endswith("Earth Hour")] == [
        f"{year}  Earth Hour" for year in range(2026, 2037)
    ]
    assert len(waiting) == sum(
        not_announced(one, year) for one in the_calendars().observances.values() for year in YEARS
    )


def by_hand(observance):
    """Return the first and last days of *observance*, from its rule read apart from our code."""
    rule = observance.rule.model_dump()
    if rule["kind"] == "years":
        first = date(rule["first"], rule["starts"]["month"], rule["starts"]["day"])
        last = date(rule["last"], rule["ends"]["month"], rule["ends"]["day"])
        return [(first, last)] if first <= date(2036, 12, 31) and last >= date(2024, 1, 1) else []
    if rule["kind"] == "announced":
        return [(one["first"], one["last"] or one["first"]) for year, one in rule["years"].items() if year in YEARS]
    assert rule["kind"] in {"fixed", "period"}
    start, end = (rule["start"], rule["end"]) if rule["kind"] == "period" else (rule, rule)
    years = [year for year in YEARS if observance.since <= year <= (observance.until or 9999)]
    return [(date(year, start["month"], start["day"]), date(year, end["month"], end["day"])) for year in years]


def test_hand_table_is_itself_right():
    """Count each weekday of the table through the days of its month."""
    for fields, days in MOVABLE.values():
        if fields["kind"] not in {"nth-weekday", "last-weekday"}:
            continue
        for text in dated(days):
            day = date.fromisoformat(text)
            month = [date(day.year, day.month, n + 1) for n in range(monthrange(day.year, day.month)[1])]
            same = [one for one in month if WEEKDAYS[one.weekday()] == fields["weekday"]]
            assert day == same[fields.get("nth", 0) - 1]


def test_weeks_of_the_table_hold_their_day_from_monday_to_sunday():
    for fields, days in MOVABLE.values():
        for monday in map(date.fromisoformat, dated(days)):
            if fields["kind"] == "week-containing":
                held = date(monday.year, fields["month"], fields["day"])
                assert (monday.weekday(), 0 <= (held - monday).days <= 6) == (MON, True)
            if fields["kind"] == "last-full-week":
                sunday = monday + timedelta(days=6)
                assert (monday.weekday(), sunday.month, (sunday + timedelta(days=7)).month) == (MON, 9, 10)
