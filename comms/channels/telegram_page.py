"""The public page of a Telegram channel, t.me/s/CHANNEL: the last messages as everybody reads them.

A bot cannot list what it said, so that this page is the only place to look.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
# Whether an emoji is shown in colour is left to the reader's system, and the page writes it without.
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"


@dataclass
class Shown:
    """A message on the page; *at* is None where the page gives no time that can be read."""

    number: str
    text: str = ""
    at: datetime | None = None


def canonical(text: str) -> str:
    """Return *text* so that what was sent and what is shown can be compared in full."""
    return " ".join(unicodedata.normalize("NFC", text.replace(_EMOJI_STYLE, "")).split())


def messages(page: str, channel: str) -> list[Shown]:
    """Return the messages of *channel* on its public page, in the page's order."""
    reader = _Reader(channel)
    reader.feed(page)
    reader.close()
    return reader.found


def is_channel_page(page: str) -> bool:
    """Tell whether *page* is a channel's public page, and not something else that was answered in its place."""
    return "tgme_channel_info" in page or "tgme_widget_message" in page


class _Reader(HTMLParser):
    def __init__(self, channel: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Shown] = []
        self._channel = channel
        self._current: Shown | None = None
        # How many elements are open inside the message's text; 0 is outside of it.
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._depth:
            self._within(tag)
            return
        if "data-post" in given:
            self._begin(given["data-post"])
        elif "tgme_widget_message_text" in given.get("class", "").split() and tag not in _VOID:
            self._depth = 1
        elif tag == "time" and self._current is not None and "datetime" in given:
            self._current.at = self._current.at or _instant(given["datetime"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take <br/> for a break; an element that is closed at once holds no text."""
        if self._depth and tag in _VOID:
            self._within(tag)
        elif not self._depth and dict(attrs).get("data-post") is not None:
            self._begin(dict(attrs)["data-post"] or "")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth and self._current is not None:
            self._current.text += data

    def _within(self, tag: str) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag not in _VOID:
            self._depth += 1

    def _begin(self, post: str) -> None:
        channel, _, number = post.partition("/")
        is_ours = channel.casefold() == self._channel.casefold() and number.isascii() and number.isdecimal()
        self._current = Shown(number) if is_ours else None
        if self._current is not None:
            self.found.append(self._current)


def _instant(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else None


def saying(text: str, found: list[Shown], *, since: datetime) -> Iterator[Shown]:
    """Yield the messages that say *text*, all of it and nothing else, and are not older than *since*."""
    wanted = canonical(text)
    return (one for one in found if one.at is not None and one.at >= since and canonical(one.text) == wanted)
