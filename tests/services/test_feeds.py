import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from comms.feeds import lint
from comms.services import feeds
from comms.services.feed_files import Built
from comms.store.models import AuditLine, FeedEntry, FeedFile
from tests.factories import a_day, a_network, a_taxonomy, an_event
from tests.rows import the_config
from tests.shipped import the_calendars

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
YEAR_END = datetime(2026, 12, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def small():
    return replace(
        the_calendars(),
        observances={"human-rights-day": a_day(changed="2026-11-23")},
        events={},
        regions={},
        taxonomy=a_taxonomy(),
        network=a_network(),
    )


def built(calendars, folder, now=NOW):
    return feeds.build(calendars, calendars.network, the_config(), folder, now=now)


def renamed(calendars):
    return replace(calendars, observances={"human-rights-day": a_day(name={"en": "Rights Day"})})


def modified(path):
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def told(path, name):
    return re.search(rf"{name}:(\S+)\n", path.read_text()[path.read_text().find("BEGIN:VEVENT") :])[1]


def test_feeds_are_written_once_with_their_twins_and_then_left_alone(small, tmp_path):
    first, second = built(small, tmp_path), built(small, tmp_path)

    calendars = ("all-days", "un-days", "human-rights-days", "events", "theme-human-rights", "city-barcelona")
    expected = [f"{name}.{language}.ics" for name in calendars for language in ("en", "es", "fr")] + [
        f"{name}.{language}.{form}"
        for name in ("published", "published-human-rights")
        for language in ("en", "es", "fr")
        for form in ("atom", "json")
    ]
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(expected + [f"{name}.gz" for name in expected])
    assert (first, second) == (Built(30, 0, ()), Built(0, 30, ()))


def test_first_build_says_when_the_records_changed(small, tmp_path):
    built(small, tmp_path, now=YEAR_END)

    path = tmp_path / "un-days.en.ics"
    assert (told(path, "DTSTAMP"), modified(path)) == ("20261123T000000Z", datetime(2026, 11, 23, tzinfo=UTC))


def test_changed_day_is_told_with_the_time_of_its_change(small, tmp_path):
    built(small, tmp_path)

    done = built(renamed(small), tmp_path, now=YEAR_END)

    path = tmp_path / "un-days.en.ics"
    assert (told(path, "DTSTAMP"), told(path, "SEQUENCE"), modified(path)) == ("20261230T120000Z", "1", YEAR_END)
    assert (done.written > 0, built(renamed(small), tmp_path, now=YEAR_END + timedelta(days=1)).written) == (True, 0)


def test_deletion_moves_the_time_of_the_feed_forward(small, tmp_path):
    built(replace(small, events={"forum-2027": an_event()}), tmp_path)

    built(small, tmp_path, now=YEAR_END)

    path = tmp_path / "events.en.ics"
    assert (path.read_bytes().count(b"BEGIN:VEVENT"), modified(path)) == (0, YEAR_END)


def test_time_of_a_feed_never_goes_back_with_the_clock(small, tmp_path):
    built(small, tmp_path)
    built(renamed(small), tmp_path, now=YEAR_END)

    built(small, tmp_path, now=YEAR_END - timedelta(days=30))

    assert modified(tmp_path / "un-days.en.ics") == YEAR_END + timedelta(seconds=1)


def test_day_written_as_of_the_future_changed_now(small, tmp_path):
    observances = {"human-rights-day": a_day(changed="2099-01-01")}

    found = built(replace(small, observances=observances), tmp_path)

    assert found.findings == ()
    assert {modified(tmp_path / f"{name}.en.ics") for name in ("un-days", "events")} == {NOW}


def test_lost_folder_is_written_again_as_it_was(small, tmp_path):
    built(small, tmp_path / "one")
    built(renamed(small), tmp_path / "one", now=YEAR_END)

    built(renamed(small), tmp_path / "two", now=YEAR_END + timedelta(hours=9))

    one, two = ((tmp_path / name / "un-days.en.ics") for name in ("one", "two"))
    assert (one.read_bytes(), modified(one)) == (two.read_bytes(), modified(two))


def test_lost_journal_leaves_files_that_say_the_same_alone(small, tmp_path):
    built(small, tmp_path)
    FeedFile.objects.all().delete()
    FeedEntry.objects.all().delete()

    assert built(small, tmp_path, now=NOW + timedelta(days=5)) == Built(0, 30, ())


def test_feed_with_a_finding_is_not_published_the_old_one_stays_and_a_person_is_told(small, tmp_path, monkeypatch):
    built(small, tmp_path)
    old = (tmp_path / "un-days.en.ics").read_bytes()
    monkeypatch.setattr(lint, "MOST_EVENTS", 0)

    first = built(renamed(small), tmp_path, now=YEAR_END)
    second = built(renamed(small), tmp_path, now=YEAR_END)

    assert (tmp_path / "un-days.en.ics").read_bytes() == old
    assert first.findings[-1].startswith("theme-human-rights.fr.ics: size: has 4 events, more than 0; Google cuts it")
    assert second.findings == first.findings
    held = [row.name for row in feeds.held_back()]
    assert [name for name in held if name.endswith(".fr.ics")] == [
        f"{name}.fr.ics" for name in ("all-days", "human-rights-days", "theme-human-rights", "un-days")
    ]
    assert sorted(AuditLine.objects.filter(act="feed held back").values_list("subject", flat=True)) == held


def test_feed_that_is_sound_again_is_published_and_no_longer_told(small, tmp_path, monkeypatch):
    built(small, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(lint, "MOST_EVENTS", 0)
        built(renamed(small), tmp_path, now=YEAR_END)

    later = built(renamed(small), tmp_path, now=YEAR_END + timedelta(hours=1))

    assert (later.written > 0, feeds.held_back()) == (True, [])


def test_feed_of_a_vanished_member_stays_until_it_is_retired(small, tmp_path):
    built(small, tmp_path)
    without = replace(small, network=a_network([], []))
    built(without, tmp_path, now=YEAR_END)
    left = feeds.left_over(without, without.network, tmp_path)

    feeds.retire(left[0], the_config(), now=YEAR_END)

    assert [path.name for path in left] == [f"city-barcelona.{language}.ics" for language in ("en", "es", "fr")]
    assert feeds.left_over(without, without.network, tmp_path) == left[1:]
    assert AuditLine.objects.get(act="feed retired").subject == "city-barcelona.en.ics"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), (date(2025, 11, 1), date(2028, 11, 30))),
        (date(2028, 2, 29), (date(2027, 2, 1), date(2030, 2, 28))),
        (date(2026, 12, 31), (date(2025, 12, 1), date(2028, 12, 31))),
    ],
)
def test_window_is_whole_months_from_a_year_ago_to_two_years_ahead(today, expected):
    assert feeds.window(the_config(), today) == expected


def test_feed_that_is_nearly_full_is_told_before_it_is_held_back(small, tmp_path, monkeypatch):
    built(small, tmp_path)
    monkeypatch.setattr(feeds, "_LARGE", 0)

    full = []
    for most in (4, 3):
        monkeypatch.setattr(lint, "MOST_EVENTS", most)
        full.append(feeds.nearly_full(tmp_path))

    names = ("human-rights-days", "theme-human-rights", "un-days")
    expected = {f"{name}.{language}.ics": 100 for name in names for language in ("en", "es", "fr")}
    assert full == [{}, expected]


def test_entries_count_as_old_as_the_newest_one():
    assert feeds.imprint(the_calendars(), the_config()).compiled.isoformat() == "2026-11-23"


def test_calendars_without_any_date_still_have_one(small):
    undated = replace(small, observances={"human-rights-day": a_day()})

    assert feeds.imprint(undated, the_config()).compiled.isoformat() == "2026-01-01"
