"""What was published, as news: Atom and JSON Feed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from xml.etree.ElementTree import Element, SubElement, tostring

from comms.feeds.ics_text import cleaned, one_line
from comms.feeds.words import said

MOST_STORIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Story:
    """What was told of one slot in one language: the fullest of its posts, and where the others are."""

    id: str
    title: str
    text: str
    page: str
    published: datetime
    changed: datetime
    themes: tuple[str, ...]
    labels: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class News:
    """The stories of one language, or of one theme in it, newest first; *otherwise* is its time while it has none.

    *host* marks it for ever, *site* is what its address starts with, *home* the page of who publishes it.
    """

    name: str
    language: str
    stories: Sequence[Story]
    otherwise: datetime
    host: str
    site: str
    home: str
    author: str
    theme: str = ""
    suffix: str = "atom"

    @property
    def file(self) -> str:
        """Return its file name."""
        return f"{self.name}.{self.language}.{self.suffix}"

    @property
    def newest(self) -> datetime:
        """Return when the last of its stories changed."""
        return max((story.changed for story in self.stories), default=self.otherwise).replace(microsecond=0)

    @cached_property
    def _title(self) -> str:
        return said("published theme" if self.theme else "published", self.language, self.theme)

    @cached_property
    def _about(self) -> str:
        return said("published theme about" if self.theme else "published about", self.language, self.theme)

    @property
    def _address(self) -> str:
        return f"{self.site}/feeds/{self.file}"

    def findings(self, content: bytes, now: datetime) -> list[str]:  # noqa: ARG002 - what every feed is asked
        """Return nothing: both forms are written by libraries that cannot write them wrong."""
        return []

    def content(self, changed: datetime) -> bytes:
        """Return its bytes as of *changed*."""
        return self._atom(changed) if self.suffix == "atom" else self._json()

    def _atom(self, changed: datetime) -> bytes:
        feed = Element("feed", {"xmlns": _ATOM, "xml:lang": self.language})
        _put(feed, "id", f"tag:{self.host},2026:{self.name}.{self.language}")
        _put(feed, "title", self._title)
        _put(feed, "subtitle", self._about)
        _put(feed, "updated", _when(changed))
        _put(SubElement(feed, "author"), "name", self.author)
        SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": self._address})
        SubElement(feed, "link", {"rel": "alternate", "href": self.home})
        for story in self.stories:
            _entry(SubElement(feed, "entry"), story)
        written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
        return written + b"\n"

    def _json(self) -> bytes:
        feed = {
            "version": _JSON_FEED,
            "title": self._title,
            "description": self._about,
            "home_page_url": self.home,
            "feed_url": self._address,
            "language": self.language,
            "authors": [{"name": self.author, "url": self.home}],
            "items": [_item(story) for story in self.stories],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _entry(entry: Element, story: Story) -> None:
    _put(entry, "id", story.id)
    _put(entry, "title", story.title)
    _put(entry, "published", _when(story.published))
    _put(entry, "updated", _when(story.changed))
    SubElement(entry, "link", {"rel": "alternate", "href": one_line(story.page)})
    for page in story.elsewhere:
        SubElement(entry, "link", {"rel": "related", "href": one_line(page)})
    for theme, label in zip(story.themes, story.labels, strict=True):
        SubElement(entry, "category", {"term": theme, "label": one_line(label)})
    _put(entry, "content", story.text).set("type", "text")


def _item(story: Story) -> dict[str, object]:
    return {
        "id": story.id,
        "url": one_line(story.page),
        "title": one_line(story.title),
        "content_text": cleaned(story.text),
        "date_published": _when(story.published),
        "date_modified": _when(story.changed),
        "tags": [one_line(label) for label in story.labels],
    }


def _put(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = cleaned(text)
    return child


def _when(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
