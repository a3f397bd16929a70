from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from comms.feeds.feed_event import Stamp
from comms.feeds.journal import Told
from tests.factories import a_day, an_event
from tests.feeds.test_catalogue import uids
from tests.feeds.values import NOW, a_journal, an_entry, some_feeds

MARCH = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def lines(feed, *names):
    return [line for line in feed.decode().split("\r\n") if line.partition(":")[0].partition(";")[0] in names]


def test_entry_that_no_journal_knows_has_the_day_of_its_record():
    journal = a_journal()

    assert journal.stamp(an_entry(), "en") == Stamp(datetime(2026, 11, 23, tzinfo=UTC), 0)
    assert list(journal.learnt) == [Told("human-rights-day-2026@feeds.example.org", "en")]


def test_change_in_one_language_is_none_in_another():
    first = a_journal()
    first.stamp(an_entry(), "en")
    first.stamp(an_entry(), "es")
    second = a_journal(first.learnt, now=MARCH)

    assert second.stamp(an_entry(summary="Rights Day"), "en") == Stamp(MARCH, 1)
    assert second.stamp(an_entry(), "es") == Stamp(datetime(2026, 11, 23, tzinfo=UTC), 0)
    assert [key.language for key in second.learnt] == ["en"]


def test_day_of_the_record_alone_is_no_change():
    first = a_journal()
    first.stamp(an_entry(), "en")
    second = a_journal(first.learnt, now=MARCH)

    second.stamp(an_entry(changed=date(2027, 2, 1)), "en")

    assert second.learnt == {}


def test_every_field_that_a_subscriber_sees_is_a_change():
    seen = {
        "first": date(2026, 12, 9),
        "last": date(2026, 12, 11),
        "summary": "Another",
        "language": "es",
        "description": "Another.",
        "categories": ("Housing",),
        "url": "https://example.org",
        "location": "Paris",
        "status": "TENTATIVE",
        "hours": (NOW, NOW + timedelta(hours=1)),
    }

    prints = {replace(an_entry(), **{name: value}).fingerprint for name, value in seen.items()}

    assert len({*prints, an_entry().fingerprint}) == len(seen) + 1


def test_rename_is_told_with_its_time_and_number_and_leaves_the_rest_untouched():
    first = a_journal()
    some_feeds(observances=[a_day(), a_day(id="other")], journal=first)

    renamed = [a_day(name={"en": "Rights Day"}), a_day(id="other")]
    feed = some_feeds(("en",), observances=renamed, journal=a_journal(first.learnt, now=MARCH))[
        "theme-human-rights.en.ics"
    ]

    assert lines(feed, "SUMMARY", "SEQUENCE", "DTSTAMP")[:6] == [
        "DTSTAMP:20270301T120000Z", "SEQUENCE:1", "SUMMARY;LANGUAGE=en:Rights Day",
        "DTSTAMP:20261123T000000Z", "SEQUENCE:0", "SUMMARY;LANGUAGE=en:Human Rights Day",
    ]  # fmt: skip


def test_cancelled_event_stays_thirty_days_with_the_word_in_its_title():
    first = a_journal()
    some_feeds(journal=first)
    cancelled = [an_event(status="cancelled")]

    def feed(known, now):
        return some_feeds(("fr",), events=cancelled, journal=a_journal(known, now=now))["events.fr.ics"]

    told = a_journal(first.learnt, now=MARCH)
    some_feeds(("fr",), events=cancelled, journal=told)
    known = first.learnt | told.learnt

    shown = feed(known, MARCH + timedelta(days=30))
    assert lines(shown, "STATUS", "SUMMARY") == ["STATUS:CANCELLED", "SUMMARY;LANGUAGE=fr:ANNULÉ : Forum 2027"]
    assert uids(feed(known, MARCH + timedelta(days=31))) == []


def test_deleted_event_is_gone():
    first = a_journal()
    some_feeds(journal=first)

    assert uids(some_feeds(("en",), events=[], journal=a_journal(first.learnt, now=MARCH))["events.en.ics"]) == []
