from datetime import UTC, date, datetime, timedelta

import pytest

from comms.domain.feed_journal import Remembered, is_told, later, midnight, remember

WRITTEN = date(2026, 11, 23)
NOW = datetime(2026, 12, 1, 9, 30, 15, 250_000, tzinfo=UTC)
FIRST = Remembered("a", 0, midnight(WRITTEN))


def told(fingerprint="a", before=None, *, cancelled=False, now=NOW, written=WRITTEN):
    return remember(fingerprint, before, written=written, cancelled=cancelled, now=now)


def test_first_time_an_entry_changed_when_its_record_did():
    assert told() == Remembered("a", 0, datetime(2026, 11, 23, tzinfo=UTC))


def test_record_from_tomorrow_changed_now():
    assert told(written=date(2027, 1, 1)).changed == NOW.replace(microsecond=0)


def test_same_entry_is_remembered_as_it_was():
    assert told(before=FIRST, now=NOW + timedelta(days=400)) is FIRST


def test_changed_entry_counts_on_and_changed_now():
    assert told("b", FIRST) == Remembered("b", 1, NOW.replace(microsecond=0))


def test_change_is_later_than_the_last_where_the_clock_was_set_back():
    before = Remembered("a", 3, NOW.replace(microsecond=0))

    assert told("b", before, now=NOW - timedelta(hours=1)).changed == before.changed + timedelta(seconds=1)


def test_two_changes_in_one_second_are_told_apart():
    assert later(NOW.replace(microsecond=0), NOW) == NOW.replace(microsecond=0) + timedelta(seconds=1)


def test_cancelled_entry_stays_thirty_days():
    gone = told("b", FIRST, cancelled=True)

    assert (gone.sequence, gone.cancelled_until) == (1, date(2026, 12, 31))


def test_entry_that_was_cancelled_when_first_seen_stays_thirty_days_from_its_record():
    assert told(cancelled=True).cancelled_until == date(2026, 12, 23)


def test_cancelled_entry_that_changes_stays_no_longer():
    gone = told("b", FIRST, cancelled=True)

    again = told("c", gone, cancelled=True, now=NOW + timedelta(days=7))

    assert (again.sequence, again.cancelled_until) == (2, gone.cancelled_until)


def test_entry_that_takes_place_after_all_stays_for_good():
    gone = told("b", FIRST, cancelled=True)

    assert told("a", gone, now=NOW + timedelta(days=1)).cancelled_until is None


@pytest.mark.parametrize(("today", "expected"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_cancelled_entry_is_told_to_its_last_day(today, expected):
    assert is_told(told("b", FIRST, cancelled=True), today) == expected


def test_other_entries_are_told_for_good():
    assert is_told(FIRST, date(2036, 1, 1))
