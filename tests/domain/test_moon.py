from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from comms.domain.moon import full_moons

# From an almanac computed by other means than ours, to the minute, UTC.
ALMANAC = """
2000-01-21T04:40 2024-05-23T13:53 2025-05-12T16:55 2026-05-01T17:23 2026-05-31T08:45 2027-05-20T10:58 2028-05-08T19:48
2029-05-27T18:37 2030-05-17T11:19 2031-05-07T03:39 2032-05-25T02:37 2033-05-14T10:42 2034-05-03T12:15 2035-05-22T04:25
2036-05-10T08:09
"""


@pytest.mark.parametrize("instant", ALMANAC.split())
def test_full_moon_agrees_with_the_almanac_to_two_minutes(instant):
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)

    found = min(abs(moon - expected) for moon in full_moons(expected.year, expected.month))

    assert found < timedelta(minutes=2)


def test_month_may_have_two_full_moons_in_order():
    assert [f"{moon:%d %B}" for moon in full_moons(2026, 5)] == ["01 May", "31 May"]


def test_february_may_have_none():
    assert [year for year in range(2000, 2101) if not full_moons(year, 2)] == [2018, 2037, 2067, 2094]


def test_no_full_moon_is_lost_or_told_twice_between_months():
    moons = [moon for year in range(1900, 2101) for month in range(1, 13) for moon in full_moons(year, month)]

    gaps = [(later - earlier) / timedelta(days=1) for earlier, later in pairwise(moons)]

    assert min(gaps) > 29.2
    assert max(gaps) < 29.9
