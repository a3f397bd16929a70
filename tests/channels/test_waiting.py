from datetime import UTC, datetime, timedelta

import pytest

from comms.channels.waiting import asked_to_wait, reset_at

NOW = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
IN_AN_HOUR = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("3600", IN_AN_HOUR),
        ("0", NOW),
        ("999999999", TOMORROW),
        ("Thu, 10 Dec 2026 10:00:00 GMT", IN_AN_HOUR),
        ("Thu, 10 Dec 2026 10:00:00 -0000", IN_AN_HOUR),
        ("Thursday, 10-Dec-26 10:00:00 GMT", IN_AN_HOUR),
        ("Thu Dec 10 10:00:00 2026", IN_AN_HOUR),
        ("Thu, 10 Dec 2026 12:00:00 +0200", IN_AN_HOUR),
        ("Thu, 31 Dec 2026 10:00:00 GMT", TOMORROW),
        ("soon", None),
        ("-5", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(told, expected):
    assert asked_to_wait({"retry-after": told}, NOW) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (str(int(IN_AN_HOUR.timestamp())), IN_AN_HOUR),
        (str(int(IN_AN_HOUR.timestamp() * 1000)), IN_AN_HOUR),
        ("99999999999", TOMORROW),
        ("999999999999999", TOMORROW),
        ("9" * 400, None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_reset_is_read_in_seconds_and_in_milliseconds(told, expected):
    assert reset_at(told, NOW) == expected


def test_retry_after_that_nobody_can_read_leaves_the_word_to_the_reset():
    headers = {"retry-after": "soon", "x-rate-limit-reset": str(int(IN_AN_HOUR.timestamp()))}

    assert asked_to_wait(headers, NOW) == IN_AN_HOUR


def test_retry_after_comes_before_the_reset():
    headers = {"retry-after": "3600", "x-rate-limit-reset": str(int(TOMORROW.timestamp()))}

    assert asked_to_wait(headers, NOW) == IN_AN_HOUR
