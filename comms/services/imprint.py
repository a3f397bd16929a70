"""What all feeds of a site share."""

from datetime import date

from comms.config import Config
from comms.feeds.entries import Imprint
from comms.readers.calendars import Calendars


def imprint(calendars: Calendars, config: Config) -> Imprint:
    """Return what all feeds of the site share; an entry without a date counts as old as the newest one."""
    dated = [one.changed for one in calendars.observances.values()]
    dated += [one.changed for one in calendars.events.values()]
    compiled = max((day for day in dated if day), default=date(2026, 1, 1))
    return Imprint(config.settings.feeds.host, compiled, calendars.taxonomy, config.address)
