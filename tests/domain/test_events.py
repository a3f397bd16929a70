from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from tests.factories import an_event

EVENING = {"first": "2027-05-12", "last": "2027-05-12", "starts": "2027-05-12T18:00", "ends": "2027-05-12T20:30"}


def test_event_without_dates_is_not_announced():
    assert [an_event(first=None, last=None).is_announced, an_event().is_announced] == [False, True]


def test_hours_are_wall_time_at_the_place():
    starts, ends = an_event(**EVENING, zone="Asia/Seoul").instants()

    assert starts.astimezone(UTC) == datetime(2027, 5, 12, 9, 0, tzinfo=UTC)
    assert ends.astimezone(UTC) == datetime(2027, 5, 12, 11, 30, tzinfo=UTC)


def test_event_may_end_after_midnight_on_its_last_day():
    late = EVENING | {"last": "2027-05-13", "ends": "2027-05-13T01:00"}

    assert an_event(**late).last.isoformat() == "2027-05-13"


def test_event_of_whole_days_has_no_instants():
    assert an_event().instants() is None


BOTH_DAYS = "give both days, or neither while they are not announced"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"last": None}, "last: has only one of the two, first without last; " + BOTH_DAYS),
        ({"first": None}, "last: has only one of the two, last without first; " + BOTH_DAYS),
        (
            {"first": "2027-05-14", "last": "2027-05-12"},
            "last: is 2027-05-12, before first, 2027-05-14; correct first or last; last is the last day, included",
        ),
        (
            EVENING | {"ends": None},
            "ends: has only one of the two, starts without ends; give both wall times, or neither",
        ),
        (
            EVENING | {"starts": None},
            "ends: has only one of the two, ends without starts; give both wall times, or neither",
        ),
        (
            EVENING | {"starts": "2027-05-12T18:00+09:00"},
            "starts: is 2027-05-12T18:00:00+09:00, but is a wall time at the place; leave the offset out, zone says it",
        ),
        (
            EVENING | {"ends": "2027-05-12T01:00"},
            "ends: is 2027-05-12T01:00:00, not after starts, 2027-05-12T18:00:00; correct starts or ends",
        ),
        (EVENING | {"last": "2027-05-13"}, "ends: is on 2027-05-12, but last is 2027-05-13; make the days agree"),
        (EVENING | {"first": "2027-05-11"}, "starts: is on 2027-05-12, but first is 2027-05-11; make the days agree"),
    ],
)
def test_event_that_cannot_be_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        an_event(**fields)

    found = [f"{error['loc'][0]}: {error['ctx']['error']}" for error in refused.value.errors()]
    assert found == [message]


def test_hours_of_an_event_without_days_are_told_at_both_ends():
    with pytest.raises(ValidationError) as refused:
        an_event(**EVENING | {"first": None, "last": None})

    assert [str(error["ctx"]["error"]) for error in refused.value.errors()] == [
        "is on 2027-05-12, but first is missing; make the days agree",
        "is on 2027-05-12, but last is missing; make the days agree",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"country": "ES"}, True),
        ({"country": "KR"}, False),
        ({"country": None}, False),
        ({"country": None, "worldwide": True}, True),
        ({"country": "KR", "worldwide": True}, True),
        ({"country": None, "kind": "anniversary"}, True),
    ],
)
def test_event_is_near_its_country_or_everybody_and_nobody_where_it_does_not_say(fields, expected):
    assert an_event(**fields).is_near({"ES", "FR"}) == expected
