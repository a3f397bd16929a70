"""Asking the calendars that we follow again, not too often."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from comms.readers.calendars import Calendars
from comms.services.subscriptions import Getter, Refreshed, refresh
from comms.store.models import EventSubscription

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(hours=6)


def refresh_stale(client: Getter, calendars: Calendars, *, now: datetime) -> list[Refreshed]:
    """Ask the calendars that nobody has asked for hours; what is new waits for a person to accept it."""
    stale = EventSubscription.objects.filter(Q(checked_at=None) | Q(checked_at__lte=now - AGAIN_AFTER))
    found = refresh(client, calendars, now=now, only=stale)
    for line in (line for one in found for line in (one.note, *map(str, one.problems)) if line):
        logger.warning("a calendar that we follow: %s", line)
    return found
