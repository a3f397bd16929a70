"""Clocks compared: this machine's with a server's, by the Date of what the server answered (RFC 9110, 6.6.1)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

OFF = timedelta(seconds=30)
# A date is told in whole seconds: the server's clock may stand anywhere in that second.
_SECOND = timedelta(seconds=1)
_SAME = timedelta(0)


def ahead(headers: Mapping[str, str], *, asked: datetime, answered: datetime) -> timedelta | None:
    """Return how far our clock is ahead of a server's, beyond what the request itself took; behind is below zero.

    *headers* are those of the answer, by names in small letters; None where they do not tell the server's time, as
    when the answer was kept by somebody on the way.
    """
    told = "" if headers.get("age") else headers.get("date", "")
    try:
        there = parsedate_to_datetime(told)
    except ValueError:
        return None
    there = there if there.tzinfo else there.replace(tzinfo=UTC)
    if asked > there + _SECOND:
        return asked - there - _SECOND
    return min(answered - there, _SAME)


def is_off(found: timedelta) -> bool:
    """Tell whether a clock that is ahead or behind by *found* does harm."""
    return abs(found) >= OFF
