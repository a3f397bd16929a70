"""News: what was published on the site itself, each post on a page of its own, and the list of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from comms.domain import speech
from comms.pages.material import Material, Told
from comms.pages.page import NEWS, Page, news_path, picture_path

_ABOUT = 200


@dataclass(frozen=True)
class NewsLine:
    """A piece of news in a list."""

    title: str
    link: str
    day: date
    when: str


def news_pages(language: str, material: Material, words: Mapping[str, str]) -> Iterator[Page]:
    """Yield the list of the news and the page of each; nothing where the site has told none in any language."""
    if not material.news:
        return
    own = sorted(_in(language, material), key=lambda one: (one.day, one.published, one.name), reverse=True)
    lines = tuple(NewsLine(one.title, news_path(one.name), one.day, speech.full_date(one.day, language)) for one in own)
    yield Page(NEWS, "news-list.html.j2", words["news"], words["news_about"], "news", {"news": lines})
    for one in own:
        yield _page(one, language, material)


def _in(language: str, material: Material) -> list[Told]:
    return [one for one in material.news if one.language == language]


def _page(one: Told, language: str, material: Material) -> Page:
    # Whoever laid it out has escaped what it says.
    laid = Markup(one.html)  # noqa: S704
    values = {
        "html": laid,
        "day": one.day,
        "when": speech.full_date(one.day, language),
        "picture": picture_path(one.picture.name) if one.picture else "",
        "alt": one.alt,
    }
    about = laid.striptags()[:_ABOUT] or one.title
    return Page(
        news_path(one.name),
        "news.html.j2",
        one.title,
        about,
        "news",
        values,
        kind="article",
        tongues=_tongues(one, material),
    )


def _tongues(one: Told, material: Material) -> dict[str, str]:
    """Return where the same story is told, by language, in the order of the site's languages."""
    found = {
        other.language: news_path(other.name)
        for other in sorted(material.news, key=lambda other: other.name, reverse=True)
        if other.story == one.story
    } | {one.language: news_path(one.name)}
    return {code: found[code] for code in material.languages if code in found}


def pictures(material: Material) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of the news by their path, each once."""
    found = {one.picture.name: one.picture for one in material.news if one.picture}
    for name, file in sorted(found.items()):
        yield picture_path(name), file.read_bytes()
