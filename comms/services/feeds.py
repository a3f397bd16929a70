"""The feeds: every file of the site's calendars, checked before it is published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from comms.config import Config
from comms.domain.dates import Span
from comms.domain.matching import Matcher
from comms.domain.network import Network
from comms.feeds.catalogue import Contents, feeds
from comms.feeds.entries import Imprint
from comms.feeds.files import write
from comms.feeds.lint import findings
from comms.readers.calendars import Calendars


@dataclass(frozen=True)
class Built:
    """What a build did: files written, files that were already so, and findings that kept a file back."""

    written: int
    unchanged: int
    findings: tuple[str, ...]


def imprint(calendars: Calendars, config: Config) -> Imprint:
    """Return what all feeds of the site share; an entry without a date counts as old as the newest one."""
    dated = [one.changed for one in calendars.observances.values()]
    dated += [one.changed for one in calendars.events.values()]
    compiled = max((day for day in dated if day), default=date(2026, 1, 1))
    return Imprint(config.settings.feeds.host, compiled, calendars.taxonomy)


def window(config: Config, today: date) -> Span:
    """Return the days that feeds cover: whole years, so that their bytes change only when the year does."""
    settings = config.settings.feeds
    first = date(today.year - settings.years_back, 1, 1)
    return Span(first, date(today.year, 12, 31) + relativedelta(years=settings.years_ahead))


def matched(calendars: Calendars, network: Network, threshold: float) -> Mapping[str, Collection[str]]:
    """Return, by member, the observances that match its initiatives."""
    matcher = Matcher(network.initiatives.values(), calendars.taxonomy)
    found: dict[str, set[str]] = {}
    for observance in calendars.observances.values():
        for match in matcher.matches(observance, least=threshold):
            found.setdefault(network.initiatives[match.initiative].member, set()).add(observance.id)
    return found


def build(calendars: Calendars, network: Network, config: Config, folder: Path, *, today: date) -> Built:
    """Write all feeds into *folder*; a feed with a finding is not published, the old one stays."""
    contents = Contents(
        calendars.observances.values(),
        calendars.events.values(),
        network.members.values(),
        matched(calendars, network, config.settings.plan.threshold),
    )
    made = feeds(contents, config.settings.languages, window=window(config, today), imprint=imprint(calendars, config))
    written = unchanged = 0
    held: list[str] = []
    for name, content in sorted(made.items()):
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            unchanged += 1
            continue
        wrong = [f"{name}: line {finding.line}: {finding.message}" for finding in findings(content)]
        held += wrong
        if not wrong:
            write(path, content)
            written += 1
    return Built(written, unchanged, tuple(held))
