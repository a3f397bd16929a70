"""How long feeds take: cold, warm and after one change, at growing numbers of members.

References, measured in the same run on the same events: the icalendar package serialising them, and a bare join
of their finished blocks. Run with `.venv/bin/python bench/feeds.py [MEMBERS …]`.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CONFIG = ROOT / "tests" / "site.yaml"


def timed(deed: Callable[[], object]) -> float:
    """Return the seconds that *deed* takes."""
    return both(deed)[0]


def both(deed: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that *deed* takes, and those of the processor, which other programs disturb less."""
    started, spent = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - started, time.process_time() - spent


def main() -> None:
    """Print a line a number of members, then the time of one change."""
    asked = argparse.ArgumentParser()
    asked.add_argument("members", nargs="*", type=int, default=[100, 1_000])
    asked.add_argument("--days", type=int, default=80, help="observances that match a member")
    given = asked.parse_args()
    site = Path(tempfile.mkdtemp(prefix="desk-bench-"))
    try:
        (site / "config.yaml").write_text(CONFIG.read_text(encoding="utf-8"), encoding="utf-8")
        os.environ["COMMS_CONFIG"] = str(site)
        _measure(given.members, given.days)
    finally:
        shutil.rmtree(site)


def _measure(sizes: list[int], days: int) -> None:
    from comms import app

    config = app.start()
    from comms.cli.run import bring_up_to_date

    bring_up_to_date()
    _one_change(config)
    print(
        "members  feeds  events/feed    MB   cold s (CPU)   warm s (CPU)  cold/join  cold/icalendar  CPU s/1,000 feeds"
    )
    for size in sizes:
        shutil.rmtree(config.var / "feeds", ignore_errors=True)
        _line(config, size, days)


def _line(config, size: int, days: int) -> None:  # noqa: ANN001 - its type is known once Django is set up
    from comms.feeds.ics_event import block
    from comms.feeds.lint import _octets, _sound_event
    from comms.services.feed_files import Press

    made: list[Any] = []
    for cached in (block, _octets, _sound_event):
        cached.cache_clear()
    cold, cold_cpu = both(lambda: _build(config, size, days, Press, made.append))
    blocks = [feed.blocks for feed in made]
    octets = sum(len("".join(each)) for each in blocks)
    events = sum(map(len, blocks))
    _, join = both(lambda: ["".join(each).encode() for each in blocks])
    reference = _icalendar(made[-1]) / max(1, len(made[-1].told)) * events
    feeds = len(made)
    made.clear()
    warm, warm_cpu = both(lambda: _build(config, size, days, Press, lambda _: None))
    print(
        f"{size:>7}  {feeds:>5}  {events / feeds:>11.0f}  {octets / 1e6:>4.0f}"
        f"  {cold:>6.1f} {cold_cpu:>5.1f}  {warm:>7.1f} {warm_cpu:>5.1f}"
        f"  {cold_cpu / join:>9.0f}  {cold_cpu / reference:>14.3f}  {cold_cpu / feeds * 1000:>17.2f}"
    )


def _contents(config, size: int, days: int):  # noqa: ANN001, ANN202 - the same
    from comms import app
    from comms.feeds.catalogue import Contents
    from comms.services.feeds import window
    from comms.services.imprint import imprint

    chance, calendars = Random(7), app.calendars()
    model = next(iter(calendars.network.members.values()))
    members = [model.model_copy(update={"id": f"member-{number}"}) for number in range(size)]
    ids = sorted(one.id for one in calendars.observances.values() if one.kind in ("day", "week"))
    matched = {member.id: frozenset(chance.sample(ids, days)) for member in members}
    observances = calendars.observances.values()
    contents = Contents(observances, calendars.events.values(), members, (), matched)
    return contents, window(config, NOW.date()), imprint(calendars, config)


def _build(config, size: int, days: int, press_type, seen) -> None:  # noqa: ANN001 - the same
    from comms.feeds.catalogue import feeds
    from comms.services import feed_journal

    contents, window, imprint = _contents(config, size, days)
    journal = feed_journal.stored(NOW)
    with press_type(config.var / "feeds", now=NOW) as press:
        for feed in feeds(contents, config.settings.languages, window=window, imprint=imprint, journal=journal):
            if feed.kind == "city":
                seen(feed)
                press.offer(feed)
        press.finish()
    feed_journal.store(journal)


def _icalendar(feed) -> float:  # noqa: ANN001 - the same
    """Return the seconds in which the icalendar package writes the events of *feed*."""
    import icalendar

    calendar = icalendar.Calendar.from_ical(feed.content(feed.newest))
    return both(calendar.to_ical)[1]


def _one_change(config) -> None:  # noqa: ANN001 - the same
    """Print the time in which one changed event of a 250-event feed is published, the best and the median of 20."""
    from django.db import transaction

    from comms.feeds.feed import Feed, in_order, newest
    from comms.feeds.feed_event import FeedEvent
    from comms.feeds.shelf import told
    from comms.services import feed_journal
    from comms.services.feed_files import Press

    day = NOW.date()
    text = "Sesenta palabras sobre el día, la resolución y quién la lleva. " * 6
    entries = [
        FeedEvent(
            f"day-{n}@feeds.example.org", day, day + timedelta(n), day + timedelta(n), f"Día número {n}", "es", text
        )
        for n in range(250)
    ]

    home = "https://desk.example.org"
    place = {
        "source": f"{home}/feeds/events.es.ics",
        "page": f"{home}/public/es/campaign.html",
        "labels": ("Derechos humanos", "Vivienda"),
    }

    def publish(version: int) -> None:
        now = NOW + timedelta(minutes=version)
        entries[100] = replace(entries[100], summary=f"Versión {version}")
        journal = feed_journal.stored(now)
        shown = in_order(each for entry in entries for each in told(entry, "es", journal))
        with Press(config.var / "one", now=now) as press:
            press.offer(Feed("events", "events.es.ics", "es", shown, newest(shown, now), **place))
            with transaction.atomic():
                if press.finish().findings:
                    sys.exit("The feed that is measured is not sound.")
                feed_journal.store(journal)

    publish(0)
    taken = [both(lambda version=version: publish(version)) for version in range(1, 21)]
    (best, middle), (best_cpu, middle_cpu) = [
        (each[0] * 1000, each[10] * 1000) for each in map(sorted, zip(*taken, strict=True))
    ]
    print(
        f"one changed event of 250, published: {best:.1f} ms at best, {middle:.1f} ms in the middle"
        f" (CPU {best_cpu:.1f} and {middle_cpu:.1f} ms)"
    )


if __name__ == "__main__":
    main()
