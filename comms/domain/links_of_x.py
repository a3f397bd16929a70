"""What X takes for a link, counts as 23 and charges for: also an address without https://."""

from collections.abc import Iterator
from typing import Any

import regex
from twitter_text import extract_urls_with_indices

_BARE = regex.compile(r"(?<=[^\s/@＠#＃$'’A-Za-z0-9_-])-?(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}")


def links_of_x(text: str) -> tuple[str, ...]:
    """Return the links of *text* as X sees them, those that its count may miss at the end."""
    return (*(link["url"] for link in _extracted(text)), *uncounted(text))


def uncounted(text: str) -> Iterator[str]:
    """Yield addresses without https:// that X may see and our count does not, as no blank stands before them.

    X's own program and the one that counts here differ after letters of some scripts, such as Arabic, and after dots.
    """
    counted = [range(*link["indices"]) for link in _extracted(text)]
    for found in _BARE.finditer(text):
        address = found[0].removeprefix("-")
        if _extracted(address) and not any(found.end() - 1 in span for span in counted):
            yield address


def _extracted(text: str) -> list[dict[str, Any]]:
    return list(extract_urls_with_indices(text, {"extract_urls_without_protocol": True}))
