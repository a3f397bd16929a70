from dataclasses import replace
from datetime import date

import pytest

from comms.feeds.lint import Finding
from comms.services import feeds
from tests.factories import a_day, a_network, a_taxonomy
from tests.rows import the_config
from tests.shipped import the_calendars

TODAY = date(2026, 11, 24)


@pytest.fixture
def small():
    return replace(
        the_calendars(),
        observances={"human-rights-day": a_day()},
        events={},
        taxonomy=a_taxonomy(),
        network=a_network(),
    )


def built(calendars, folder):
    return feeds.build(calendars, calendars.network, the_config(), folder, today=TODAY)


def test_feeds_are_written_once_and_then_left_alone(small, tmp_path):
    first, second = built(small, tmp_path), built(small, tmp_path)

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(
        f"{name}.{language}.ics"
        for name in ("un-days", "events", "theme-human-rights", "city-barcelona")
        for language in ("en", "es", "fr")
    )
    assert (first.written, first.unchanged, second.written, second.unchanged) == (12, 0, 0, 12)


def test_changed_day_is_written_again(small, tmp_path):
    built(small, tmp_path)
    renamed = replace(small, observances={"human-rights-day": a_day(name={"en": "Rights Day"})})

    assert built(renamed, tmp_path).written > 0


def test_feed_with_a_finding_is_not_published_and_the_old_one_stays(small, tmp_path, monkeypatch):
    (tmp_path / "un-days.en.ics").write_bytes(b"the old one")
    monkeypatch.setattr(
        feeds, "findings", lambda content: [Finding("any", 3, "is wrong")] if b"un-days.en" in content else []
    )

    result = built(small, tmp_path)

    assert (tmp_path / "un-days.en.ics").read_bytes() == b"the old one"
    assert (result.written, result.findings) == (11, ("un-days.en.ics: line 3: is wrong",))


def test_window_is_whole_years():
    assert feeds.window(the_config(), TODAY) == (date(2025, 1, 1), date(2028, 12, 31))


def test_entries_count_as_old_as_the_newest_one():
    imprint = feeds.imprint(the_calendars(), the_config())

    assert imprint.compiled == date(2026, 11, 23)


def test_calendars_without_any_date_still_have_one(small):
    assert feeds.imprint(small, the_config()).compiled == date(2026, 1, 1)
