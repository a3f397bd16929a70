from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.grid import Week, hours_shown, month_after, month_before, week_of_row, weeks_of_month

days = st.dates(min_value=date(1900, 1, 8), max_value=date(2190, 12, 1))


def test_december_2026_begins_on_the_last_day_of_november():
    weeks = weeks_of_month(date(2026, 12, 1))

    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 11, 30), date(2027, 1, 3), 5)


def test_a_month_that_begins_with_the_week_has_no_day_of_the_month_before():
    assert weeks_of_month(date(2027, 2, 1))[0][0] == date(2027, 2, 1)
    assert len(weeks_of_month(date(2027, 2, 1))) == 4


def test_a_week_begins_where_the_language_begins_it():
    sunday, saturday = 6, 5

    assert weeks_of_month(date(2026, 12, 1), first_weekday=sunday)[0][0] == date(2026, 11, 29)
    assert weeks_of_month(date(2026, 12, 1), first_weekday=saturday)[0][0] == date(2026, 11, 28)


@given(days, st.integers(0, 6))
def test_each_day_of_a_month_stands_once_in_whole_weeks(day, first_weekday):
    weeks = weeks_of_month(day, first_weekday=first_weekday)

    shown = [one for week in weeks for one in week]
    assert next(one for one in shown if (one.year, one.month) == (day.year, day.month)).day == 1
    assert shown == [shown[0] + timedelta(days=number) for number in range(len(shown))]
    assert {week[0].weekday() for week in weeks} == {first_weekday}
    assert all(any((one.year, one.month) == (day.year, day.month) for one in week) for week in weeks)
    assert month_after(day) - timedelta(days=1) in shown


@given(days, st.integers(-60, 60))
def test_weeks_move_by_seven_days_across_years(day, by):
    week = Week.of(day)

    assert week.moved(by).first == week.first + timedelta(weeks=by)
    assert day in week.days


def test_the_year_of_a_week_is_not_always_that_of_its_days():
    assert Week.of(date(2027, 1, 3)) == Week(2026, 53)
    assert Week(2026, 53).moved(1) == Week(2027, 1)


def test_a_year_without_a_53rd_week_refuses_it():
    with pytest.raises(ValueError, match="week"):
        _ = Week(2025, 53).first


@given(days, st.integers(0, 6))
def test_a_row_bears_the_number_of_its_thursday(day, first_weekday):
    row = weeks_of_month(day, first_weekday=first_weekday)[0]

    assert week_of_row(row) == Week.of(next(one for one in row if one.weekday() == 3))


@given(days)
def test_the_month_before_the_next_is_this_one(day):
    assert month_before(month_after(day)) == day.replace(day=1)


def test_a_day_shows_the_hours_of_an_office_and_those_of_its_posts():
    assert hours_shown([]) == range(8, 19)
    assert hours_shown([9, 22]) == range(8, 23)
    assert hours_shown([6]) == range(6, 19)
