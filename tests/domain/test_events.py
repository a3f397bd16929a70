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


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"last": None}, "has only one of first and last; give both days, or neither while they are not announced"),
        ({"first": None}, "has only one of first and last; give both days, or neither while they are not announced"),
        (
            {"first": "2027-05-14", "last": "2027-05-12"},
            "ends on 2027-05-12, before it starts on 2027-05-14; last is the last day, included",
        ),
        (EVENING | {"ends": None}, "has only one of starts and ends; give both wall times, or neither"),
        (EVENING | {"starts": None}, "has only one of starts and ends; give both wall times, or neither"),
        (
            EVENING | {"starts": "2027-05-12T18:00+09:00"},
            "starts and ends are wall times at the place; leave the offset out, zone says it",
        ),
        (
            EVENING | {"ends": "2027-05-12T01:00"},
            "ends at 01:00, not after it starts at 18:00; give the date of the end too",
        ),
        (EVENING | {"last": "2027-05-13"}, "starts or ends on another day than first or last; make the days agree"),
        (
            EVENING | {"first": None, "last": None},
            "starts or ends on another day than first or last; make the days agree",
        ),
    ],
)
def test_event_that_cannot_be_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        an_event(**fields)

    assert [error["msg"] for error in refused.value.errors()] == [f"Value error, {message}"]
