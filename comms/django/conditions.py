"""Whether a client has what it asks for: RFC 9110, 13.2.2."""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_LIST = re.compile(rf"\s*(?:{_TAG.pattern}\s*)?(?:,\s*(?:{_TAG.pattern}\s*)?)*")
_HTTP_DATE = re.compile(
    r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT"
    r"|\w{6,9}, \d{2}-\w{3}-\d{2} \d{2}:\d{2}:\d{2} GMT"
    r"|\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}"
)


def status(asked: Mapping[str, Any], etag: str, modified: int) -> int:
    """Return 200, 304 or 412 for a GET of a file with this strong *etag* that was *modified* then.

    *asked* is the WSGI environment. A tag is better than a date: where there is one, the date is not looked at.
    """
    must = asked.get("HTTP_IF_MATCH")
    if must is not None:
        if not _names(must, etag, weakly=False):
            return 412
    elif (until := _seconds(asked.get("HTTP_IF_UNMODIFIED_SINCE"))) is not None and modified > until:
        return 412
    known = asked.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        return 304 if _names(known, etag, weakly=True) else 200
    since = _seconds(asked.get("HTTP_IF_MODIFIED_SINCE"))
    return 304 if since is not None and modified <= since else 200


def _names(field: str, etag: str, *, weakly: bool) -> bool:
    if field == etag:
        return True
    if field.strip() == "*":
        return True
    if not _LIST.fullmatch(field):
        return False
    return any(tag == etag and (weakly or not weak) for weak, tag in _TAG.findall(field))


@lru_cache(maxsize=1_024)
def _seconds(field: str | None) -> int | None:
    """Return a date in seconds; None where there is none, or something that is no date of HTTP."""
    if field is None or not _HTTP_DATE.fullmatch(field.strip()):
        return None
    try:
        return int(parsedate_to_datetime(field).replace(tzinfo=UTC).timestamp())
    except (ValueError, OverflowError):
        return None
