"""The feeds: every file of the site's calendars, checked before it is published."""

from datetime import date, datetime, timedelta
from functools import reduce
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction

from comms.config import Config
from comms.domain.dates import Span
from comms.domain.network import Network
from comms.feeds.catalogue import Contents, feeds
from comms.feeds.files import one_at_a_time, withdraw
from comms.feeds.lint import fullness
from comms.readers.calendars import Calendars
from comms.services import feed_journal, private_feeds
from comms.services.audit import DESK, By, record
from comms.services.feed_addresses import lock
from comms.services.feed_covers import pages_of
from comms.services.feed_days import days_of_members
from comms.services.feed_files import Built, Press
from comms.services.imprint import imprint
from comms.services.published_feeds import news
from comms.store.models import FeedFile

SUFFIXES = (".ics", ".atom", ".json")
NEARLY_FULL = 0.9
# No feed of fewer octets holds so many events that they fill it.
_LARGE = 250_000


def window(config: Config, today: date) -> Span:
    """Return the days that feeds cover: whole months, so that their bytes do not change each day for it."""
    settings = config.settings.feeds
    this = today.replace(day=1)
    after = this + relativedelta(years=settings.years_ahead, months=1)
    return Span(this - relativedelta(years=settings.years_back), after - timedelta(days=1))


def near(today: date) -> Span:
    """Return the days that the feed of all observances covers: this year and the next."""
    return Span(date(today.year, 1, 1), date(today.year + 1, 12, 31))


def build(calendars: Calendars, network: Network, config: Config, folder: Path, *, now: datetime) -> Built:
    """Write all public feeds into *folder* and the private ones where they belong.

    A feed with a finding is not published, the old one stays. A feed whose member or theme is gone stays
    too, until somebody retires it: its subscribers would lose it for a slip in a file.
    """
    days = days_of_members(calendars, network, config)
    contents = Contents(
        calendars.observances.values(),
        calendars.events.values(),
        network.members.values(),
        calendars.regions.values(),
        days.told,
        days.taken_back,
        pages_of(calendars, network, config),
    )
    today = now.astimezone(ZoneInfo(config.settings.zone)).date()
    marks, languages = imprint(calendars, config), config.settings.languages
    with one_at_a_time(lock(config)), Press(folder, now=now) as press:
        journal = feed_journal.stored(now)
        public = feeds(
            contents, languages, window=window(config, today), near=near(today), imprint=marks, journal=journal
        )
        for feed in public:
            press.offer(feed)
        for story_feed in news(calendars, config, marks):
            press.offer(story_feed)
        private = tuple(private_feeds.build(calendars, config, journal, now=now))
        with transaction.atomic():
            built = reduce(_sum, private, press.finish())
            feed_journal.store(journal)
    return built


def build_private(calendars: Calendars, config: Config, *, now: datetime) -> Built:
    """Write the private feeds alone: somebody waits for a new address."""
    with one_at_a_time(lock(config)):
        journal = feed_journal.stored(now)
        built = reduce(_sum, private_feeds.build(calendars, config, journal, now=now), Built(0, 0, ()))
        feed_journal.store(journal)
    return built


def _sum(one: Built, other: Built) -> Built:
    return Built(one.written + other.written, one.unchanged + other.unchanged, one.findings + other.findings)


def held_back() -> list[FeedFile]:
    """Return the feeds whose newest content was not published, with what is wrong with it."""
    return [row for row in FeedFile.objects.order_by("name") if row.findings]


def nearly_full(folder: Path) -> dict[str, int]:
    """Return the public feeds in *folder* that will soon be too large, with how full they are in percent."""
    large = FeedFile.objects.filter(size__gt=_LARGE).exclude(name__startswith="private/").order_by("name")
    found = {row.name: folder / row.name for row in large if row.name.endswith(".ics")}
    shares = {name: fullness(path.read_bytes()) for name, path in found.items() if path.is_file()}
    return {name: round(share * 100) for name, share in shares.items() if share >= NEARLY_FULL}


def left_over(calendars: Calendars, network: Network, folder: Path) -> list[Path]:
    """Return the feeds in *folder* whose member, theme or region is no longer on record."""
    known = {f"city-{one}" for one in network.members} | {f"region-{one}" for one in calendars.regions}
    themes = calendars.taxonomy.themes
    known |= {f"theme-{one}" for one in themes} | {f"published-{one}" for one in themes}
    found = (path for path in sorted(folder.glob("*-*.*.*")) if path.suffix in SUFFIXES)
    kinds = ("city-", "region-", "theme-", "published-")
    return [path for path in found if path.name.startswith(kinds) and path.name.split(".")[0] not in known]


def retire(path: Path, config: Config, *, by: By = DESK, now: datetime) -> None:
    """Remove a feed for good; its subscribers are told that it is not found."""
    with one_at_a_time(lock(config)):
        withdraw(path)
    record("feed retired", path.name, by=by, now=now)
