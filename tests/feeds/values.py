"""Values for tests of feeds."""

from datetime import UTC, date, datetime

from comms.domain.dates import Span
from comms.feeds.catalogue import Contents, feeds
from comms.feeds.entries import Imprint
from comms.feeds.feed_event import FeedEvent
from comms.feeds.ics_calendar import Cover, calendar
from comms.feeds.ics_event import block
from comms.feeds.journal import Journal
from tests.domain.movable_dates import MOVABLE
from tests.factories import a_day, a_decade, a_member, a_region, a_taxonomy, a_theme, a_week, a_year, an_event

WINDOW = Span(date(2026, 1, 1), date(2027, 12, 31))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUSING = {"en": "Housing", "es": "Vivienda", "fr": "Logement"}


def an_imprint(**fields):
    defaults = {
        "host": "feeds.example.org",
        "compiled": date(2026, 11, 23),
        "taxonomy": a_taxonomy(a_theme(), a_theme(id="housing", label=HOUSING)),
        "home": "https://desk.example.org",
    }
    return Imprint(**(defaults | fields))


def an_entry(**fields):
    defaults = {
        "uid": "human-rights-day-2026@feeds.example.org",
        "changed": date(2026, 11, 23),
        "first": date(2026, 12, 10),
        "last": date(2026, 12, 10),
        "summary": "Human Rights Day",
        "language": "en",
        "description": "Rights at home.",
        "categories": ("Human rights", "Housing"),
        "url": "https://www.un.org/en/observances/human-rights-day",
        "location": "Geneva",
    }
    return FeedEvent(**(defaults | fields))


def a_cover(**fields):
    defaults = {
        "name": "United Nations days",
        "description": "Days of the United Nations.",
        "color": ("steelblue", "#4682B4"),
        "changed": datetime(2026, 11, 23, tzinfo=UTC),
        "source": "https://feeds.example.org/feeds/un-days.en.ics",
        "page": "https://desk.example.org/public/en/index.html",
        "labels": ("Peace",),
    }
    return Cover(**(defaults | fields))


def a_feed(*entries, cover=None):
    return calendar(cover or a_cover(), map(block, entries or (an_entry(),)))


def a_journal(known=None, now=NOW):
    return Journal(known or {}, now=now)


def some_contents(**fields):
    evening = {"first": "2027-05-12", "last": "2027-05-12", "starts": "2027-05-12T18:00", "ends": "2027-05-12T20:30"}
    defaults = {
        "observances": [
            a_day(),
            a_day(id="habitat", rule=MOVABLE["habitat"][0], themes=["housing"]),
            a_day(id="tenants", official="not-un", un_list=False, themes=["housing"]),
            a_week(),
            a_year(),
            a_decade(),
        ],
        "events": [
            an_event(),
            an_event(id="evening", **evening),
            an_event(id="later", first=None, last=None),
            an_event(id="online", country=None, worldwide=True, themes=["housing"]),
            an_event(id="madrid", country="ES", zone="Europe/Madrid"),
        ],
        "members": [a_member(), a_member(id="gwangju", country="KR")],
        "regions": [a_region()],
        "matched": {"barcelona": {"habitat", "tenants", "decade-2021"}},
    }
    return Contents(**(defaults | fields))


def some_feeds(languages=("en", "es", "fr"), imprint=None, journal=None, **fields):
    """Return the bytes of feeds by their file, as a first build makes them."""
    made = feeds(
        some_contents(**fields),
        languages,
        window=WINDOW,
        imprint=imprint or an_imprint(),
        journal=journal or a_journal(),
    )
    return {feed.file: feed.content(feed.newest) for feed in made}
