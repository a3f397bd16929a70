import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from comms.feeds.stories import News, Story

PUBLISHED = datetime(2026, 12, 10, 8, 30, 1, 500, tzinfo=UTC)
# What we read here we wrote ourselves.
read = ET.fromstring
ATOM = "{http://www.w3.org/2005/Atom}"


def a_story(**fields):
    defaults = {
        "id": "tag:feeds.example.org,2026:human-rights-2026:told.en",
        "title": "Human Rights Day",
        "text": "Today.\nRights & <law>.",
        "page": "https://network.example.org/news/7",
        "published": PUBLISHED,
        "changed": PUBLISHED,
        "themes": ("human-rights",),
        "labels": ("Human rights",),
        "elsewhere": ("https://social.example.org/7",),
    }
    return Story(**(defaults | fields))


def news(*stories, **fields):
    defaults = {
        "name": "published",
        "language": "en",
        "stories": stories,
        "otherwise": datetime(2026, 11, 23, tzinfo=UTC),
        "host": "feeds.example.org",
        "site": "https://desk.example.org",
        "home": "https://network.example.org",
        "author": "Network of Cities",
    }
    return News(**(defaults | fields))


@pytest.mark.parametrize("suffix", ["atom", "json"])
def test_news_are_written_as_readers_read_them(snapshot, suffix):
    one = news(a_story(), suffix=suffix)

    assert (one.file, one.content(one.newest).decode()) == snapshot


def test_news_without_a_story_are_as_old_as_the_calendars():
    empty = news(theme="Housing", name="published-housing")

    feed = read(empty.content(empty.newest))

    assert [feed.findtext(f"{ATOM}{name}") for name in ("title", "updated")] == [
        "Published: Housing", "2026-11-23T00:00:00Z",
    ]  # fmt: skip
    assert feed.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("evil", ["</content><entry/>", "]]>", "\x00\x07", '"', "\ufffe\uffff", "\ud83d", "&#0;"])
def test_no_text_can_break_the_news(evil):
    story = a_story(title=evil, text=evil, labels=(evil,), page=f"https://example.org/{evil}", elsewhere=(evil,))
    atom, feed = news(story), news(story, suffix="json")

    assert len(read(atom.content(PUBLISHED)).findall(f"{ATOM}entry")) == 1
    assert len(json.loads(feed.content(PUBLISHED))["items"]) == 1


def test_nothing_is_wrong_with_what_libraries_write():
    assert news().findings(b"", datetime(2026, 11, 24, tzinfo=UTC)) == []
