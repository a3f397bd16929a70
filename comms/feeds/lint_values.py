"""The values that properties of a feed may have."""

import re
from datetime import datetime

from comms.feeds.ics_text import MARKUP

_LABEL = r"(?=[^,]*[^\s,])(?:[^\\;,]|\\[\\;,])+"
_HOURS = r"(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)"
_INSTANT = re.compile(r"(?:19|20|21)\d{6}T\d{6}Z")
_DAY = re.compile(r"(?:19|20|21)\d{6}")

# A title of two lines is refused by some readers; a text of blanks is none.
LINE = re.compile(r"(?=.*\S)(?:[^\\;,]|\\[\\;,])+")
TEXT = re.compile(r"(?=.*\S)(?:[^\\;,]|\\[\\;,n])+")
CATEGORIES = re.compile(rf"{_LABEL}(?:,{_LABEL})*")
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9\[](?:[\w:/?#\[\]@!$&'()*+,;=.~-]|%[0-9A-Fa-f]{2})*", re.ASCII)
DURATION = re.compile(rf"(?=.*[1-9])P(?:\d+W|\d+D(?:T{_HOURS})?|T{_HOURS})")
# A language, and what may follow it in BCP 47: a script, a region, variants.
LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*",
    re.IGNORECASE | re.ASCII,
)


def instant(value: str) -> datetime | None:
    """Return the moment that *value* tells in UTC; None where it is no moment of any calendar."""
    return _read(value, "%Y%m%dT%H%M%SZ") if _INSTANT.fullmatch(value) else None


def is_instant(value: str) -> bool:
    """Tell whether *value* is a moment in UTC that there is."""
    return instant(value) is not None


def day(value: str) -> datetime | None:
    """Return the start of the day that *value* tells; None where there is no such day."""
    return _read(value, "%Y%m%d") if _DAY.fullmatch(value) else None


def has_markup(value: str) -> bool:
    """Tell whether a text holds a tag of HTML."""
    return bool(MARKUP.search(value.replace("\\n", "\n")))


def _read(value: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(value, form)  # noqa: DTZ007 - only compared with its like
    except ValueError:
        return None
