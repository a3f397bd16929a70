import re
from datetime import date

import pytest

from comms.domain.observances import occurrences, occurrences_in_year
from comms.feeds.catalogue import Contents, feeds
from comms.feeds.entries import Imprint
from comms.feeds.lint import MOST_EVENTS, MOST_OCTETS, findings
from comms.readers.calendars import read_calendars
from comms.resources import shipped
from comms.services import feeds as service
from tests.domain.movable_dates import BIRDS_IN_MAY, BIRDS_IN_OCTOBER, MOVABLE, dated
from tests.feeds.values import a_journal
from tests.rows import the_config

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def calendars():
    return read_calendars(shipped("calendars"))


@pytest.fixture(scope="module")
def shipped_feeds(calendars):
    network = calendars.network
    days = calendars.observances.values()
    matched = {member: set() for member in network.members}
    for initiative in network.initiatives.values():
        matched[initiative.member].update(initiative.days)
    contents = Contents(days, calendars.events.values(), network.members.values(), calendars.regions.values(), matched)
    return made(contents, calendars, TODAY)


def made(contents, calendars, today, languages=("en", "es", "fr")):
    """Return the bytes of the feeds that a site makes on the day *today*."""
    found = feeds(
        contents,
        languages,
        window=service.window(the_config(), today),
        near=service.near(today),
        imprint=Imprint("feeds.example.org", date(2026, 11, 23), calendars.taxonomy, "https://desk.example.org"),
        journal=a_journal(),
    )
    return {feed.file: feed.content(feed.newest) for feed in found}


def test_linter_finds_nothing_in_any_shipped_feed(shipped_feeds):
    assert {name: found for name, feed in shipped_feeds.items() if (found := findings(feed))} == {}


def test_there_is_a_feed_in_three_languages_for_every_theme_and_member(calendars, shipped_feeds):
    assert len(shipped_feeds) == 3 * (
        4 + len(calendars.regions) + len(calendars.taxonomy.roots) + len(calendars.network.members)
    )


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_feed_of_all_observances_holds_every_one_on_record(calendars, shipped_feeds, language):
    told = [uid.decode() for uid in re.findall(rb"UID:(.+)@", shipped_feeds[f"all-days.{language}.ics"])]

    held = {re.sub(r"-\d{4}(-\d)?(\.first|\.last)?$", "", uid) for uid in told}
    assert set(calendars.observances) - held == set()


def test_largest_feed_is_far_from_where_google_cuts(shipped_feeds):
    assert max(len(feed) for feed in shipped_feeds.values()) < MOST_OCTETS * 0.8
    assert max(feed.count(b"BEGIN:VEVENT") for feed in shipped_feeds.values()) < MOST_EVENTS * 0.85


@pytest.mark.parametrize("today", [date(2027, 6, 1), date(2028, 12, 31), date(2031, 5, 5)])
def test_no_feed_comes_near_where_google_cuts_in_other_years(calendars, today):
    contents = Contents(calendars.observances.values(), calendars.events.values(), (), (), {})

    found = made(contents, calendars, today, ("fr",))

    assert max(feed.count(b"BEGIN:VEVENT") for feed in found.values()) < MOST_EVENTS * 0.85


@pytest.mark.parametrize("observance", MOVABLE)
def test_shipped_movable_day_falls_where_the_table_says(calendars, observance):
    found = [calendars.observances[observance].rule.spans(year)[0].first.isoformat() for year in range(2024, 2037)]

    assert found == dated(MOVABLE[observance][1])


def test_shipped_migratory_bird_days_fall_where_the_table_says(calendars):
    found = occurrences([calendars.observances["migratory-birds"]], date(2024, 1, 1), date(2036, 12, 31))

    assert [one.first.isoformat() for one in found] == sorted(dated(BIRDS_IN_MAY) + dated(BIRDS_IN_OCTOBER))


def test_dates_of_the_coming_year_are_as_reviewed(calendars, snapshot):
    days = [one for one in calendars.observances.values() if one.kind in ("day", "week")]

    listed = [f"{one.first} {one.last} {one.key}" for one in occurrences(days, date(2027, 1, 1), date(2027, 12, 31))]

    assert listed == snapshot


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_shipped_keys_are_unique(calendars, year):
    keys = [one.key for day in calendars.observances.values() for one in occurrences_in_year(day, year)]

    assert len(set(keys)) == len(keys)


def test_every_day_of_the_un_list_falls_in_2027_but_those_announced_or_rarer(calendars, shipped_feeds):
    told = {uid.decode() for uid in re.findall(rb"UID:(.+)-2027(?:-\d)?@", shipped_feeds["un-days.en.ics"])}
    due = {
        day.id
        for day in calendars.observances.values()
        if day.un_list and day.kind in ("day", "week") and day.since <= 2027 and day.rule.spans(2027)
    }

    assert due - told == set()
