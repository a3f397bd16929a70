"""A page before it is laid out, and the places of all pages below the folder of their language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

HOME = "index.html"
THEMES = "themes/index.html"
MEMBERS = "members/index.html"
CAMPAIGN = "campaign.html"
NEWSLETTER = "newsletter.html"
NEWS = "news/index.html"


def day_path(observance_id: str) -> str:
    """Return where an observance's page is."""
    return f"days/{observance_id}.html"


def theme_path(theme_id: str) -> str:
    """Return where a theme's page is."""
    return f"themes/{theme_id}.html"


def member_path(member_id: str) -> str:
    """Return where a member's page is."""
    return f"members/{member_id}.html"


def year_path(year: int) -> str:
    """Return where a year's page is."""
    return f"year/{year}.html"


def widget_path(member_id: str) -> str:
    """Return where the page is that a member may show inside its own site."""
    return f"widget/{member_id}.html"


def news_path(name: str) -> str:
    """Return where the page of a piece of news is."""
    return f"news/{name}.html"


def picture_path(name: str) -> str:
    """Return where a picture of the news is, below the folder of all languages."""
    return f"pictures/{name}"


@dataclass(frozen=True)
class Picture:
    """The picture of a page, as networks ask for it."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Page:
    """A page in one language: its *path* below the language's folder, its *template*, and what that one shows.

    *section* is the part of the navigation that it stands in; *described* are its facts for search engines.
    *tongues* is where the same is told, by language, of a page that is not at one path in all of them.
    """

    path: str
    template: str
    title: str
    about: str
    section: str
    values: Mapping[str, Any]
    described: tuple[Mapping[str, Any], ...] = ()
    title_language: str = ""
    is_listed: bool = True
    kind: str = field(default="website")
    picture: Picture | None = None
    tongues: Mapping[str, str] = field(default_factory=dict)

    def told_in(self, languages: Iterable[str]) -> dict[str, str]:
        """Return where this is told, by language."""
        return dict(self.tongues) or dict.fromkeys(languages, self.path)
