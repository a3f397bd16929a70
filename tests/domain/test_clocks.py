from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.clocks import ahead, is_off

NOON = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)
AT_NOON = {"date": "Thu, 10 Dec 2026 12:00:00 GMT"}


def found(headers, *, asked=0.0, took=0.0):
    first = NOON + timedelta(seconds=asked)
    return ahead(headers, asked=first, answered=first + timedelta(seconds=took))


@pytest.mark.parametrize(
    ("asked", "took", "seconds"),
    [
        (0, 0, 0),
        (0.9, 0, 0),
        (-20, 20, 0),
        (-20, 25, 0),
        (40, 0.5, 39),
        (-40, 0.5, -39.5),
        (-40, 35, -5),
    ],
)
def test_clock_is_as_wrong_as_the_request_s_own_time_does_not_explain(asked, took, seconds):
    assert found(AT_NOON, asked=asked, took=took) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "headers", [{}, {"date": ""}, {"date": "noon"}, AT_NOON | {"age": "600"}], ids=["none", "empty", "words", "kept"]
)
def test_answer_that_does_not_tell_the_time_says_nothing(headers):
    assert found(headers) is None


def test_date_without_a_zone_is_universal_time():
    assert found({"date": "Thu, 10 Dec 2026 12:00:00 -0000"}) == timedelta(0)


@pytest.mark.parametrize(("seconds", "off"), [(29, False), (-29, False), (30, True), (-30, True)])
def test_half_a_minute_does_harm(seconds, off):
    assert is_off(timedelta(seconds=seconds)) is off
