import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from comms.domain.dates import MonthDay, Rule, Span
from tests.domain.movable_dates import BIRDS_IN_MAY, BIRDS_IN_OCTOBER, FIRST_YEAR, MOVABLE, dated

YEARS = range(FIRST_YEAR, FIRST_YEAR + 13)
A_WEEK = ("science-peace-week", "local-democracy-week", "deaf-people-week")


def a_rule(**fields):
    return TypeAdapter(Rule).validate_python(fields)


def firsts(rule, years=YEARS):
    return [span.first.isoformat() for year in years for span in rule.spans(year)]


@pytest.mark.parametrize("name", MOVABLE)
def test_movable_day_falls_where_the_table_says(name):
    fields, days = MOVABLE[name]

    found = firsts(a_rule(**fields))

    assert found == dated(days)


@pytest.mark.parametrize("name", MOVABLE)
def test_week_has_seven_days_and_every_other_movable_day_one(name):
    rule = a_rule(**MOVABLE[name][0])

    lengths = {(span.last - span.first).days + 1 for year in YEARS for span in rule.spans(year)}

    assert lengths == ({7} if name in A_WEEK else {1})


def test_several_days_a_year_come_in_order():
    october, may = ({"kind": "nth-weekday", "month": month, "weekday": "sat", "nth": 2} for month in (10, 5))

    found = firsts(a_rule(kind="several", rules=[october, may]))

    assert found == sorted(dated(BIRDS_IN_MAY) + dated(BIRDS_IN_OCTOBER))


def test_day_of_every_five_years_falls_in_no_year_between():
    rule = a_rule(kind="every-n-years", every=5, counted_from=2010, month=10, day=20)

    assert firsts(rule, range(2000, 2037)) == [f"{year}-10-20" for year in (2010, 2015, 2020, 2025, 2030, 2035)]


def test_leap_day_of_every_three_years_waits_for_a_leap_year():
    rule = a_rule(kind="every-n-years", every=3, counted_from=2024, month=2, day=29)

    assert firsts(rule, range(2024, 2050)) == ["2024-02-29", "2036-02-29", "2048-02-29"]


def test_leap_day_counted_from_a_common_year_never_falls():
    rule = a_rule(kind="every-n-years", every=2, counted_from=2023, month=2, day=29)

    assert firsts(rule, range(2023, 2050)) == []


def test_fixed_day_is_the_same_in_every_year():
    rule = a_rule(kind="fixed", month=12, day=31)

    assert firsts(rule, range(2026, 2029)) == ["2026-12-31", "2027-12-31", "2028-12-31"]


def test_leap_day_falls_in_leap_years_only():
    rule = a_rule(kind="fixed", month=2, day=29)

    assert firsts(rule, [2096, 2100, 2104, *YEARS]) == [
        f"{year}-02-29" for year in (2096, 2104, 2024, 2028, 2032, 2036)
    ]


def test_period_includes_its_last_day():
    rule = a_rule(kind="period", start={"month": 11, "day": 25}, end={"month": 12, "day": 10})

    assert rule.spans(2026) == (Span(date(2026, 11, 25), date(2026, 12, 10)),)


def test_period_over_new_year_belongs_to_the_year_of_its_start():
    rule = a_rule(kind="period", start={"month": 12, "day": 30}, end={"month": 1, "day": 2})

    assert rule.spans(2026) == (Span(date(2026, 12, 30), date(2027, 1, 2)),)


@pytest.mark.parametrize(("year", "last"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29))])
def test_period_to_the_leap_day_lasts_to_the_end_of_february(year, last):
    rule = a_rule(kind="period", start={"month": 2, "day": 1}, end={"month": 2, "day": 29})

    assert rule.spans(year) == (Span(date(year, 2, 1), last),)


def test_period_over_new_year_to_the_leap_day_falls_in_every_year():
    rule = a_rule(kind="period", start={"month": 11, "day": 1}, end={"month": 2, "day": 29})

    assert [rule.spans(year)[0].last for year in (2026, 2027)] == [date(2027, 2, 28), date(2028, 2, 29)]


def test_period_from_a_leap_day_falls_in_leap_years_only():
    rule = a_rule(kind="period", start={"month": 2, "day": 29}, end={"month": 3, "day": 6})

    assert [rule.spans(year) for year in (2027, 2028)] == [(), (Span(date(2028, 2, 29), date(2028, 3, 6)),)]


def test_week_of_new_years_day_may_start_in_the_old_year():
    rule = a_rule(kind="week-containing", month=1, day=1)

    assert rule.spans(2027) == (Span(date(2026, 12, 28), date(2027, 1, 3)),)


def test_week_of_a_leap_day_falls_in_leap_years_only():
    rule = a_rule(kind="week-containing", month=2, day=29)

    assert [rule.spans(year) for year in (2027, 2028)] == [(), (Span(date(2028, 2, 28), date(2028, 3, 5)),)]


def test_month_that_ends_on_sunday_ends_with_a_full_week():
    rule = a_rule(kind="last-full-week", month=2)

    assert rule.spans(2026) == (Span(date(2026, 2, 16), date(2026, 2, 22)),)
    assert rule.spans(2027) == (Span(date(2027, 2, 22), date(2027, 2, 28)),)


def test_first_week_of_january_may_lie_in_the_old_year():
    rule = a_rule(kind="weekday-of-nth-week", month=1, week=1, weekday="mon")

    assert rule.spans(2026) == (Span(date(2025, 12, 29), date(2025, 12, 29)),)


def test_last_full_moon_of_a_month_with_two_is_the_second():
    rule = a_rule(kind="full-moon", month=5, which="last")

    assert firsts(rule, [2026, 2027]) == ["2026-05-31", "2027-05-20"]


def test_february_without_a_full_moon_has_no_such_day():
    rule = a_rule(kind="full-moon", month=2, which="first")

    assert firsts(rule, [2036, 2037, 2038]) == ["2036-02-11", "2038-02-19"]


def test_announced_dates_fall_only_in_the_years_announced():
    rule = a_rule(
        kind="announced", years={2025: {"first": "2025-05-12", "last": "2025-05-18"}, 2027: {"first": "2027-03-27"}}
    )

    assert [rule.spans(year) for year in (2025, 2026, 2027)] == [
        (Span(date(2025, 5, 12), date(2025, 5, 18)),),
        (),
        (Span(date(2027, 3, 27), date(2027, 3, 27)),),
    ]


def test_decade_is_one_span_in_its_first_year():
    rule = a_rule(kind="years", first=2018, last=2028, starts={"month": 3, "day": 22}, ends={"month": 3, "day": 22})

    assert [rule.spans(year) for year in (2017, 2018, 2019)] == [(), (Span(date(2018, 3, 22), date(2028, 3, 22)),), ()]


def test_year_starts_in_january_and_ends_in_december():
    rule = a_rule(kind="years", first=2027, last=2027)

    assert rule.spans(2027) == (Span(date(2027, 1, 1), date(2027, 12, 31)),)


def test_leap_day_is_none_in_a_common_year():
    assert [MonthDay(month=2, day=29).of(year) for year in (2028, 2100)] == [date(2028, 2, 29), None]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "fixed", "month": 4, "day": 31}, "is 31, but month 4 has no day 31; correct the day or the month"),
        (
            {"kind": "week-containing", "month": 2, "day": 30},
            "is 30, but month 2 has no day 30; correct the day or the month",
        ),
        (
            {"kind": "announced", "years": {2026: {"first": "2026-05-18", "last": "2026-05-12"}}},
            "is 2026-05-12, before first, 2026-05-18; correct first or last; last is the last day, included",
        ),
        (
            {"kind": "announced", "years": {2026: {"first": "2027-05-12"}}},
            "holds dates under another year than theirs: those under 2026 start on 2027-05-12; move them",
        ),
        (
            {"kind": "years", "first": 2027, "last": 2026},
            "is 2026, before first, 2027; correct first or last",
        ),
        (
            {
                "kind": "years",
                "first": 2027,
                "last": 2027,
                "starts": {"month": 6, "day": 2},
                "ends": {"month": 6, "day": 1},
            },
            "is month 6, day 1, before starts, month 6, day 2, in the same year; correct starts or ends",
        ),
    ],
)
def test_rule_that_cannot_be_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        a_rule(**fields)

    assert [error["msg"] for error in refused.value.errors()] == [f"Value error, {message}"]


MONTHS = st.integers(1, 12)
WEEKDAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
NTH = st.integers(1, 4)


@given(month=MONTHS, weekday=WEEKDAYS, nth=NTH, year=st.integers(1900, 2200))
def test_nth_weekday_is_that_weekday_and_the_nth_of_its_month(month, weekday, nth, year):
    rule = a_rule(kind="nth-weekday", month=month, weekday=weekday, nth=nth)

    (span,) = rule.spans(year)

    assert f"{span.first:%a}".lower() == weekday
    assert (span.first.year, span.first.month, (span.first.day - 1) // 7 + 1) == (year, month, nth)


@given(month=MONTHS, weekday=WEEKDAYS, year=st.integers(1900, 2200))
def test_after_the_last_weekday_of_a_month_the_next_lies_in_another(month, weekday, year):
    rule = a_rule(kind="last-weekday", month=month, weekday=weekday)

    (span,) = rule.spans(year)

    assert f"{span.first:%a}".lower() == weekday
    assert span.first.month == month != (span.first + timedelta(days=7)).month


ALL_DATES = """
from pydantic import TypeAdapter
from comms.domain.dates import Rule
from tests.domain.movable_dates import MOVABLE
for name, (fields, _) in MOVABLE.items():
    rule = TypeAdapter(Rule).validate_python(fields)
    print(name, [span for year in range(2024, 2037) for span in rule.spans(year)])
"""


def test_dates_are_the_same_in_every_zone():
    def printed(zone):
        command = [sys.executable, "-c", ALL_DATES]
        return subprocess.run(command, env={**os.environ, "TZ": zone}, capture_output=True, check=True).stdout

    told = {printed(zone) for zone in ("UTC", "Pacific/Kiritimati", "America/St_Johns")}

    assert [len(one.splitlines()) for one in told] == [len(MOVABLE)]
