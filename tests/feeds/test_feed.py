from datetime import UTC, date, datetime, timedelta

from comms.feeds import feed
from comms.feeds.feed import Feed, nearest_that_fit
from comms.feeds.shelf import told
from tests.feeds.values import NOW, a_journal, an_entry

TODAY = date(2026, 12, 10)


def entries(*days):
    found = [
        an_entry(uid=f"entry.{day}@feeds.example.org".replace("-1", "m1").replace("-2", "m2"), first=on, last=on)
        for day, on in ((day, TODAY + timedelta(days=day)) for day in days)
    ]
    return [each for entry in found for each in told(entry, "en", a_journal())]


def days_of(found):
    return [(one.entry.first - TODAY).days for one in found]


def test_all_entries_stay_while_there_is_room():
    assert days_of(nearest_that_fit(entries(9, -2, 0), TODAY)) == [0, -2, 9]


def test_past_gives_way_to_what_comes_when_there_are_too_many_events(monkeypatch):
    monkeypatch.setattr(feed, "MOST_EVENTS", 4)

    assert days_of(nearest_that_fit(entries(3, -2, 0, 5, 40), TODAY)) == [0, 3, 5, -2]


def test_what_is_far_away_gives_way_when_there_are_too_many_octets(monkeypatch):
    one, two = entries(0, 1)
    monkeypatch.setattr(feed, "MOST_OCTETS", int((len(one.block) + len(two.block)) / 0.85) + 1)

    assert days_of(nearest_that_fit(entries(2, 1, 0), TODAY)) == [0, 1]


def test_feed_that_would_tell_of_the_future_may_not_be_published():
    feed = Feed("un-days", "un-days.en.ics", "en", tuple(entries(0, 1)), NOW, "https://example.org/un-days.en.ics")
    late = datetime(2099, 1, 1, tzinfo=UTC)

    told = [feed.findings(feed.content(changed), now) for changed, now in ((NOW, NOW), (late, NOW), (late, late))]

    line = "line 16: LAST-MODIFIED: 20990101T000000Z is in the future; set the clock or “changed” right"
    assert told == [[], [line], []]
