from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from comms.domain.dates import Span
from comms.domain.observances import (
    Occurrence,
    in_force,
    nearest,
    not_announced,
    occurrences,
    occurrences_in_year,
    shares_subject,
    within,
)
from tests.factories import a_day, a_decade, a_week, a_year

BIRDS = {
    "kind": "several",
    "rules": [{"kind": "nth-weekday", "month": month, "weekday": "sat", "nth": 2} for month in (5, 10)],
}
ANNOUNCED = {"kind": "announced", "years": {2025: {"first": "2025-03-22"}}}


def keys(found):
    return [one.key for one in found]


def test_occurrence_is_known_by_its_observance_and_year():
    day = a_day()

    found = occurrences_in_year(day, 2026)

    assert found == (Occurrence(date(2026, 12, 10), date(2026, 12, 10), "human-rights-day-2026", day),)


def test_several_days_a_year_are_numbered():
    found = occurrences_in_year(a_day(id="birds", rule=BIRDS), 2027)

    assert keys(found) == ["birds-2027-1", "birds-2027-2"]


def test_first_of_several_keeps_its_key_when_the_second_is_announced():
    fixed = {"kind": "fixed", "month": 2, "day": 1}
    alone = a_day(id="two", rule={"kind": "several", "rules": [fixed, {"kind": "announced", "years": {}}]})
    both = a_day(id="two", rule={"kind": "several", "rules": [fixed, ANNOUNCED]})

    assert keys(occurrences_in_year(alone, 2025)) == keys(occurrences_in_year(both, 2025))[:1] == ["two-2025-1"]


@pytest.mark.parametrize(("since", "until", "years"), [(2026, None, [2026, 2027]), (2000, 2026, [2025, 2026])])
def test_observance_falls_between_its_first_and_its_last_year(since, until, years):
    day = a_day(since=since, until=until)

    found = occurrences([day], date(2025, 1, 1), date(2027, 12, 31))

    assert [one.first.year for one in found] == years


def test_one_day_is_told_from_a_week():
    found = occurrences([a_day(), a_week()], date(2026, 1, 1), date(2026, 12, 31))

    assert [one.is_one_day for one in found] == [False, True]


def test_occurrences_come_by_date_and_then_by_id():
    days = [a_day(id="zebra"), a_day(id="apple"), a_week(), a_day(id="birds", rule=BIRDS)]

    found = occurrences(days, date(2026, 10, 1), date(2027, 5, 31))

    assert keys(found) == ["space-week-2026", "birds-2026-2", "apple-2026", "zebra-2026", "birds-2027-1"]


def test_week_that_reaches_into_the_period_is_in_it():
    week = [a_week()]

    assert keys(occurrences(week, date(2026, 10, 10), date(2026, 10, 31))) == ["space-week-2026"]
    assert keys(occurrences(week, date(2026, 10, 1), date(2026, 10, 4))) == ["space-week-2026"]
    assert keys(occurrences(week, date(2026, 10, 11), date(2026, 10, 31))) == []


def test_period_over_new_year_is_found_from_either_year():
    holidays = a_week(
        id="late", rule={"kind": "period", "start": {"month": 12, "day": 28}, "end": {"month": 1, "day": 3}}
    )

    old, new = date(2026, 12, 31), date(2027, 1, 1)

    assert keys(occurrences([holidays], old, old)) == keys(occurrences([holidays], new, new)) == ["late-2026"]


def test_week_of_new_years_day_is_found_in_the_last_days_of_the_old_year():
    week = a_week(id="first", rule={"kind": "week-containing", "month": 1, "day": 1})

    found = occurrences([week], date(2026, 12, 28), date(2026, 12, 31))

    assert [(one.key, one.first) for one in found] == [("first-2027", date(2026, 12, 28))]


def test_decade_is_found_in_its_last_year_and_not_after():
    decade = a_decade()

    assert keys(occurrences([decade], date(2030, 12, 31), date(2031, 1, 1))) == ["decade-2021-2021"]
    assert keys(occurrences([decade], date(2031, 1, 1), date(2031, 12, 31))) == []


def test_period_of_sixty_years_is_found_in_its_last():
    long = a_decade(rule={"kind": "years", "first": 1970, "last": 2030})

    assert len(occurrences([long], date(2030, 1, 1), date(2030, 1, 1))) == 1


def test_year_that_was_proclaimed_late_is_found_from_its_own_first_year():
    year = a_year(since=2028)

    assert len(occurrences([year], date(2027, 6, 1), date(2027, 6, 1))) == 1


def test_period_that_ends_before_it_starts_holds_nothing():
    assert occurrences([a_day()], date(2026, 12, 31), date(2026, 1, 1)) == []


DAYS = [
    a_day(),
    a_day(id="birds", rule=BIRDS),
    a_week(),
    a_week(id="first", rule={"kind": "week-containing", "month": 1, "day": 1}),
    a_day(id="monday", rule={"kind": "weekday-of-nth-week", "month": 1, "week": 1, "weekday": "mon"}),
    a_week(id="late", rule={"kind": "period", "start": {"month": 12, "day": 28}, "end": {"month": 1, "day": 3}}),
]


@given(start=st.dates(date(2000, 1, 1), date(2060, 1, 1)), length=st.integers(0, 900), cut=st.integers(0, 900))
def test_two_parts_of_a_period_hold_what_the_whole_holds(start, length, cut):
    last, end_of_first = start + timedelta(days=length), start + timedelta(days=min(cut, length))

    whole = occurrences(DAYS, start, last)
    parts = occurrences(DAYS, start, end_of_first) + occurrences(DAYS, end_of_first + timedelta(days=1), last)

    assert set(keys(whole)) == set(keys(parts))
    assert len(set(keys(whole))) == len(whole)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", ("Journée", "fr")), ("es", ("Day", "en")), ("pt", ("Day", "en")), ("en", ("Day", "en"))],
)
def test_official_name_is_english_where_ours_is_only_a_translation(language, expected):
    day = a_day(name={"en": "Day", "fr": "Journée", "es": "Día"}, unofficial=["es"])

    assert day.official_name(language) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 31), []),
        (date(2021, 1, 1), ["decade-2021-2021"]),
        (date(2027, 1, 1), ["decade-2021-2021", "year-2027-2027"]),
        (date(2028, 2, 29), ["decade-2021-2021"]),
        (date(2030, 12, 31), ["decade-2021-2021"]),
        (date(2031, 1, 1), []),
    ],
)
def test_years_and_decades_are_in_force_from_their_first_day_to_their_last(day, expected):
    assert keys(in_force([a_year(), a_day(), a_week(), a_decade()], day)) == expected


def test_day_lies_within_the_years_and_decades_of_its_themes():
    (day,) = occurrences_in_year(a_day(themes=["water", "housing"]), 2027)
    known = [a_year(themes=["water"]), a_decade(themes=["health"]), a_day(themes=["water"]), day.observance]

    assert keys(within(day, known)) == ["year-2027-2027"]


def test_year_lies_within_nothing():
    (year,) = occurrences_in_year(a_year(), 2027)

    assert within(year, [a_decade(), a_year()]) == ()


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (a_day(rule=ANNOUNCED, since=2020), 2025, False),
        (a_day(rule=ANNOUNCED, since=2020), 2026, True),
        (a_day(rule=ANNOUNCED, since=2027), 2026, False),
        (a_day(rule=ANNOUNCED, since=2020, until=2025), 2026, False),
        (a_day(), 2026, False),
        (a_day(rule={"kind": "several", "rules": [BIRDS["rules"][0], ANNOUNCED]}, since=2020), 2025, False),
        (a_day(rule={"kind": "several", "rules": [BIRDS["rules"][0], ANNOUNCED]}, since=2020), 2026, True),
    ],
)
def test_only_a_due_day_without_dates_waits_for_its_announcement(day, year, expected):
    assert not_announced(day, year) is expected


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"since": 2020, "until": 2019}, "is 2019, before since, 2020; correct since or until"),
        ({"unofficial": ["pt"]}, "names pt, in which there is no name; add the name or remove pt"),
    ],
)
def test_observance_that_cannot_be_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        a_day(**fields)

    assert [error["msg"] for error in refused.value.errors()] == [f"Value error, {message}"]


def test_nearest_date_is_the_next_one_or_else_the_last():
    span = Span(date(2026, 1, 1), date(2027, 12, 31))
    over, to_come = a_day(until=2025), a_day(since=2030)
    unknown = a_day(until=1960)

    assert [[one.key for one in nearest(day, span)] for day in (over, to_come, unknown)] == [
        ["human-rights-day-2025"],
        ["human-rights-day-2030"],
        [],
    ]


@pytest.mark.parametrize(
    ("of_day", "of_decade", "expected"),
    [
        ({"human-rights": 1.0}, {"road-safety": 1.0}, False),
        ({"water": 1.0, "toilets": 0.4}, {"water": 0.3}, True),
        (None, {"road-safety": 1.0}, True),
        ({}, {"water": 1.0}, False),
    ],
)
def test_day_lies_within_a_decade_that_is_about_what_it_is_about(of_day, of_decade, expected):
    day, decade = a_day(themes=["city"], subjects=of_day), a_decade(themes=["city"], subjects=of_decade)

    assert shares_subject(day, decade) is expected
