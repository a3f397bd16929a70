"""The list of themes, and the page of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comms.domain.edition_items import Phrase
from comms.domain.network import Initiative
from comms.domain.themes import Theme
from comms.pages.cards import picture, theme_card
from comms.pages.checked import phrase
from comms.pages.day_page import Link
from comms.pages.items import day_line, subscription, works
from comms.pages.material import Material
from comms.pages.page import THEMES, Page, theme_path

_MOST_WORKS = 24


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list of all."""

    label: Phrase
    about: Phrase
    link: str


def themes_page(language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the list of themes, those of the campaign first."""
    themes = material.calendars.taxonomy.roots
    values = {
        "priority": [_line(theme, language) for theme in themes if theme.priority],
        "others": [_line(theme, language) for theme in themes if not theme.priority],
    }
    return Page(THEMES, "themes.html.j2", words["themes"], words["themes_about"], "themes", values)


def _line(theme: Theme, language: str) -> ThemeLine:
    return ThemeLine(phrase(theme.label, language), phrase(theme.about, language), theme_path(theme.id))


def theme_page(theme: Theme, language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the page of *theme*: its days in this year, and the work that names it."""
    year = material.today.year
    days = [
        day_line(one, language)
        for one in material.occurrences(date(year, 1, 1), date(year, 12, 31))
        if theme.id in {material.root(named).id for named in one.observance.themes}
    ]
    label, about = phrase(theme.label, language), phrase(theme.about, language)
    values = {
        "label": label,
        "about": about,
        "year": year,
        "days": days,
        "sdgs": theme.sdgs,
        "works": works(_work_on(theme, material)[:_MOST_WORKS], language, material),
        "related": _related(theme, language, material),
        "feed": subscription(f"theme-{theme.id}", words["feed_theme"].format(theme=label.text), language, material),
    }
    return Page(
        theme_path(theme.id),
        "theme.html.j2",
        label.text,
        about.text,
        "themes",
        values,
        title_language=label.language,
        picture=picture(theme_card(theme, language, material, words), material),
    )


def _work_on(theme: Theme, material: Material) -> list[Initiative]:
    """Return the work on *theme*: where it is named first before where it is named last, then the newest."""
    found = []
    for one in material.shown.values():
        named = [material.root(own).id for own in one.themes]
        if theme.id in named:
            found.append((named.index(theme.id), -(one.year or 0), one.id, one))
    return [one for *_, one in sorted(found, key=lambda line: line[:3])]


def _related(theme: Theme, language: str, material: Material) -> list[Link]:
    themes = (one for one in material.calendars.taxonomy.roots if one.id in theme.related)
    return [Link(phrase(one.label, language), theme_path(one.id)) for one in themes]
