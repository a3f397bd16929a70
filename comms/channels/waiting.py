"""Until when a server asks to be left alone."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_A_DAY = timedelta(days=1)
# More digits are no number of seconds that anybody means.
_MOST_DIGITS = 15
# From here on a moment is told in milliseconds.
_MILLISECONDS_FROM = 100_000_000_000


def asked_to_wait(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when a server asks to be left alone: Retry-After in its forms (RFC 9110, 10.2.3), or a reset."""
    wait = headers.get("retry-after", "").strip()
    number = _number(wait)
    at = _moment(wait) if number is None else now + timedelta(seconds=min(number, 86_400))
    return min(at, now + _A_DAY) if at else reset_at(headers.get("x-rate-limit-reset", ""), now)


def reset_at(told: str, now: datetime) -> datetime | None:
    """Return when a limit is reset, told in seconds or milliseconds since 1970; a day from *now* at the latest."""
    number = _number(told)
    if number is None:
        return None
    seconds = number / 1000 if number >= _MILLISECONDS_FROM else number
    return datetime.fromtimestamp(min(seconds, (now + _A_DAY).timestamp()), UTC)


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _moment(text: str) -> datetime | None:
    """Return the moment of an HTTP-date in any of its three forms; one without a zone is in UTC (RFC 9110, 5.6.7)."""
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
