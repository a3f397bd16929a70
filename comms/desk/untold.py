"""The leading days ahead that no story tells, so that a quiet one is a choice and not an oversight."""

from datetime import date, timedelta

from comms import app
from comms.domain.observances import LEADING, Occurrence, occurrences
from comms.store.models import Slot

_SHOWN = 5
_AHEAD = timedelta(days=45)


def untold(today: date) -> list[Occurrence]:
    """Return the next days that lead or are featured, that begin in these weeks, and that no stored story tells."""
    days = [one for one in app.calendars().observances.values() if one.tier in LEADING]
    last = today + _AHEAD
    ahead = [one for one in occurrences(days, today, last) if one.first >= today]
    told = set(Slot.objects.filter(occurrence__in=[one.key for one in ahead]).values_list("occurrence", flat=True))
    return [one for one in ahead if one.key not in told][:_SHOWN]
