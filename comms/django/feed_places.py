"""Where feeds are fetched: the public ones by their names, the private ones by a secret in the address."""

import re
from functools import lru_cache
from pathlib import Path

from comms.config import Config
from comms.django.page_places import Pages
from comms.django.public import Found, Headers, Place
from comms.feeds.secret_address import digest_of, folder

_NAME = r"(?P<name>[a-z0-9][a-z0-9-]*\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.(?P<suffix>ics|atom|json))"
_PUBLIC = re.compile(rf"/feeds/{_NAME}")
_PRIVATE = re.compile(rf"/feeds/private/(?P<secret>[A-Za-z0-9_-]{{43}})/{_NAME}")
_TYPES = {"ics": "text/calendar", "atom": "application/atom+xml", "json": "application/feed+json"}
_NOT_FOUND = "There is no such feed."
_OPEN: Headers = (
    ("Cache-Control", "public, max-age=900, stale-while-revalidate=86400"),
    ("Access-Control-Allow-Origin", "*"),
)
# Each fetch asks again, so that a revoked address is of no use from that moment on.
_SECRET: Headers = (
    ("Cache-Control", "private, no-cache"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex"),
)


class PublicFeeds:
    """The feeds that everybody may subscribe to."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        # The same few addresses are asked for again and again.
        self.find = lru_cache(maxsize=4_096)(self._find)

    def _find(self, path: str) -> Found | None:
        named = _PUBLIC.fullmatch(path)
        return Found(f"{self._folder}/{named['name']}", _headers(named) + _OPEN) if named else None


class PrivateFeeds:
    """The feeds behind secret addresses; a folder is named after the hash of its secret."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def find(self, path: str) -> Found | str | None:
        """Return the file of a secret address; every other address below it is unknown, and nobody logs it."""
        if not path.startswith("/feeds/private/"):
            return None
        named = _PRIVATE.fullmatch(path)
        if named is None:
            return _NOT_FOUND
        return Found(f"{self._folder}/{digest_of(named['secret'])}/{named['name']}", _headers(named) + _SECRET)


def _headers(named: re.Match[str]) -> Headers:
    return (
        ("Content-Type", f"{_TYPES[named['suffix']]}; charset=utf-8"),
        ("Content-Disposition", f'inline; filename="{named["name"]}"'),
        ("X-Content-Type-Options", "nosniff"),
    )


def places(config: Config) -> tuple[Place, ...]:
    """Return all that is open to everybody on this site."""
    return (PrivateFeeds(folder(config.var)), PublicFeeds(config.var / "feeds"), Pages(config.var / "pages"))
