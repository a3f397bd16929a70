"""Where the public pages are fetched."""

import re
from pathlib import Path

from comms.django.public import Found, Headers, Moved

_PAGE = re.compile(r"/public/(?P<name>(?:[A-Za-z0-9-]+/)*(?:[A-Za-z0-9-]+\.(?P<suffix>html|css|svg|xml|txt|png|jpg))?)")
# The links of a first page start from its folder, so that its address must end with a slash.
_FOLDER = re.compile(r"/public(?:/[a-z]{2,3}(?:-[A-Za-z0-9]+)*)?")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_FIRST = "index.html"
_ROBOTS = "robots.txt"
# Nothing from elsewhere, nothing that runs; only a member's own site may show a page inside it.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}"
)
_WIDGET = re.compile(r"[A-Za-z0-9-]+/widget/")
_ALL: Headers = (
    # Short, since a page must not outlive a consent for long.
    ("Cache-Control", "public, max-age=300"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)


class Pages:
    """The public pages, below /public/, and robots.txt, which is looked for at the root alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def find(self, path: str) -> Found | Moved | str | None:
        """Return the file of a page's address; that of a folder is its first page."""
        if path == f"/{_ROBOTS}":
            return self._found(_ROBOTS, "txt")
        if path != "/public" and not path.startswith("/public/"):
            return None
        if _FOLDER.fullmatch(path):
            return Moved(f"{path}/")
        named = _PAGE.fullmatch(path)
        if named is None:
            return "There is no such page. All pages begin at /public/ and its first page."
        suffix = named["suffix"]
        return self._found(named["name"], suffix) if suffix else self._found(named["name"] + _FIRST, "html")

    def _found(self, name: str, suffix: str) -> Found:
        ancestors = "*" if _WIDGET.match(name) else "'none'"
        own: Headers = (("Content-Type", _TYPES[suffix]), ("Content-Security-Policy", _POLICY.format(ancestors)))
        return Found(f"{self._folder}/{name}", own + _ALL)
