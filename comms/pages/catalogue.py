"""All pages of a site: which there are, and the bytes of each."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from comms.pages.calendar_pages import home_page, year_page
from comms.pages.campaign_pages import campaign_page, newsletter_page
from comms.pages.cards import picture, site_card
from comms.pages.day_page import day_page
from comms.pages.material import Material
from comms.pages.member_pages import member_page, members_page, widget_page
from comms.pages.news_pages import news_pages, pictures
from comms.pages.page import Page
from comms.pages.rendering import Renderer
from comms.pages.site_files import robots, sitemap
from comms.pages.theme_pages import theme_page, themes_page

_LOOKS = ("pages.css", "mark.svg")


def pages(language: str, material: Material, words: Mapping[str, str]) -> Iterator[Page]:
    """Yield every page in *language*."""
    yield home_page(language, material, words)
    for year in material.years:
        yield year_page(year, language, material, words)
    for observance in material.calendars.observances.values():
        yield day_page(observance, language, material, words)
    yield themes_page(language, material, words)
    for theme in material.calendars.taxonomy.roots:
        yield theme_page(theme, language, material, words)
    yield members_page(language, material, words)
    for member in material.members:
        yield member_page(member, language, material, words)
        yield widget_page(member, language, material, words)
    if material.site.campaign:
        yield campaign_page(language, material, words)
    yield newsletter_page(language, material, words)
    yield from news_pages(language, material, words)


def files(
    material: Material, words: Mapping[str, Mapping[str, str]], folders: tuple[Path, ...]
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site by its path, with its bytes; an earlier one of *folders* overrides a later."""
    renderer = Renderer(folders, material, words)
    mapped: list[Page] = []
    for language in material.languages:
        general = picture(site_card(language, material, words[language]), material)
        made = [
            page if page.picture else replace(page, picture=general)
            for page in pages(language, material, words[language])
        ]
        for page in made:
            yield f"{language}/{page.path}", renderer.html(page, language)
        # A page that is at one path in all languages is mapped with the first of them.
        mapped += [page for page in made if page.tongues or language == material.languages[0]]
    yield "sitemap.xml", sitemap(mapped, material)
    yield "index.html", renderer.entrance()
    yield "robots.txt", robots(material)
    for name in _LOOKS:
        yield name, renderer.looks(name)
    yield from pictures(material)
