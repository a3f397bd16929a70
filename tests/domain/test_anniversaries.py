"""The date of a work beside the day that it is matched with."""

from datetime import date

import pytest

from comms.domain.anniversaries import NEAR_THE_DAY, ON_THE_DAY, date_reason, with_dates
from comms.domain.matching import Match
from comms.domain.observances import occurrences_in_year
from comms.domain.reasons import Reason
from tests.factories import a_day, a_week, an_initiative

LAST_OF_YEAR = {"kind": "fixed", "month": 12, "day": 31}
WORDS = Reason("words shared", {"words": "rights"})


def the_day(year=2026, **fields):
    (one,) = occurrences_in_year(a_day(**fields), year)
    return one


def the_week(year=2026):
    (one,) = occurrences_in_year(a_week(), year)
    return one


def new_year(year=2027):
    return the_day(year, rule={"kind": "fixed", "month": 1, "day": 1})


def told(acted, one, act="adopted"):
    return date_reason(an_initiative(acted=acted, act=act), one)


@pytest.mark.parametrize(
    ("acted", "code", "more"),
    [
        ("2021-12-10", "anniversary", {"years": "5"}),
        ("2025-12-10", "anniversary", {"years": "1"}),
        ("2026-12-10", "act on the day", {}),
        ("2021-12-07", "act near before", {"days": "3"}),
        ("2026-12-13", "act near after", {"days": "3"}),
    ],
)
def test_a_date_that_comes_round_on_the_day_or_near_it_is_a_reason(acted, code, more):
    assert told(acted, the_day()) == Reason(code, {"act": "adopted", "acted": acted} | more)


@pytest.mark.parametrize("acted", ["2021-12-06", "2021-12-14", "2021-06-10", "2027-12-10", None])
def test_a_date_that_is_not_near_or_still_to_come_is_none(acted):
    assert told(acted, the_day()) is None


@pytest.mark.parametrize(
    ("acted", "code"),
    [
        ("2021-10-04", "act within"),
        ("2021-10-10", "act within"),
        ("2021-10-12", "act near after"),
        ("2021-10-02", "act near before"),
        ("2021-10-14", None),
    ],
)
def test_within_a_week_a_date_is_near_whichever_day_it_is(acted, code):
    found = told(acted, the_week())

    assert (found and found.code) == code


def test_the_turn_of_the_year_is_no_wall():
    before, after = told("2020-12-30", new_year()), told("2020-01-02", the_day(rule=LAST_OF_YEAR))

    assert (before.code, before.values["days"]) == ("act near before", "2")
    assert (after.code, after.values["days"]) == ("act near after", "2")


def test_a_leap_day_comes_round_on_the_last_of_its_month_in_other_years():
    one = the_day(2027, rule={"kind": "fixed", "month": 2, "day": 28})

    assert told("2024-02-29", one).code == "anniversary"


@pytest.mark.parametrize(
    ("acted", "one", "by"),
    [
        ("2021-12-10", the_day(), ON_THE_DAY),
        ("2026-12-10", the_day(), ON_THE_DAY),
        ("2021-12-09", the_day(), NEAR_THE_DAY),
        ("2021-10-05", the_week(), NEAR_THE_DAY),
    ],
)
def test_a_date_strengthens_a_match_and_the_day_itself_more(acted, one, by):
    work = an_initiative(acted=acted)
    plain = Match(one.observance.id, work.id, 0.5, (WORDS,))

    (found,) = with_dates([plain], {work.id: work}, one)

    assert found.reasons[1:] == (WORDS,)
    assert found.p == {ON_THE_DAY: 0.69, NEAR_THE_DAY: 0.5987}[by]


def test_a_date_makes_no_match_alone():
    work = an_initiative(acted="2021-12-10")

    assert with_dates([], {work.id: work}, the_day()) == []


def test_a_bare_hint_stays_one():
    work = an_initiative(acted="2021-12-10")

    (found,) = with_dates([Match("human-rights-day", work.id, 0.1, (WORDS,))], {work.id: work}, the_day())

    assert found.p < 0.4


def test_the_better_dated_one_goes_first_among_equals():
    plain, dated = an_initiative(id="a"), an_initiative(id="b", acted="2021-12-10")
    matches = [Match("human-rights-day", one.id, 0.5, (WORDS,)) for one in (plain, dated)]

    found = with_dates(matches, {"a": plain, "b": dated}, the_day())

    assert [one.initiative for one in found] == ["b", "a"]


def test_work_that_the_network_no_longer_holds_stays_as_it_is():
    match = Match("human-rights-day", "gone", 0.5, (WORDS,))

    assert with_dates([match], {}, the_day()) == [match]


def test_the_written_date_is_a_whole_one():
    assert an_initiative(acted="2021-12-10").acted == date(2021, 12, 10)
