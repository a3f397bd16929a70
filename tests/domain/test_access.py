from datetime import UTC, datetime, timedelta

import pytest

from comms.domain.access import Access

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)


def ending_in(**left):
    return Access(ends=NOW + timedelta(**left))


@pytest.mark.parametrize(
    ("left", "days"),
    [
        ({"days": 15}, None),
        ({"days": 14, "seconds": 1}, None),
        ({"days": 14}, 14),
        ({"days": 8}, 14),
        ({"days": 7}, 7),
        ({"days": 2}, 7),
        ({"days": 1}, 1),
        ({"hours": 1}, 1),
        ({"days": -3}, 1),
    ],
)
def test_access_is_warned_of_at_fourteen_seven_and_one_days(left, days):
    assert ending_in(**left).warning(NOW) == days


def test_access_without_an_end_is_never_warned_of():
    assert (Access().warning(NOW), Access().days_left(NOW)) == (None, 0)


def test_access_that_renews_itself_needs_a_person_only_when_that_ends():
    soon = Access(ends=NOW + timedelta(hours=1), renews=True)
    until = Access(ends=NOW + timedelta(hours=1), renewable_until=NOW + timedelta(days=6), renews=True)

    assert (soon.warning(NOW), until.warning(NOW), until.needs_person_by) == (None, 7, NOW + timedelta(days=6))


@pytest.mark.parametrize(
    ("left", "days"), [({"hours": 1}, 1), ({"days": 1}, 1), ({"days": 1, "hours": 1}, 2), ({"hours": -1}, 0)]
)
def test_begun_days_are_counted(left, days):
    assert ending_in(**left).days_left(NOW) == days
