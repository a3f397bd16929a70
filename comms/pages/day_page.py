"""The page of an observance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from comms.domain.agencies import lead_in, proclaimed, proclaimers
from comms.domain.edition_items import Phrase
from comms.domain.observances import Observance, Occurrence, not_announced, shares_subject
from comms.domain.resolutions import label
from comms.pages.cards import day_card, picture
from comms.pages.checked import observance_name, phrase
from comms.pages.described import event
from comms.pages.items import dates_of, subscription, when, works
from comms.pages.material import Material
from comms.pages.page import Page, day_path, theme_path

_MOST_WORKS = 12


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    text: Phrase
    link: str


@dataclass(frozen=True)
class Dates:
    """The dates of one year; *when* is empty while they are not announced."""

    year: int
    when: str
    first: date | None = None


@dataclass(frozen=True)
class Asset:
    """A picture, a film or a kit that the lead agency gives out: its title, where it is, what it shows."""

    title: Phrase
    link: str
    alt: Phrase


@dataclass(frozen=True)
class YearTheme:
    """What a year of the observance is about."""

    year: int
    text: Phrase
    page: str
    assets: tuple[Asset, ...] = ()
    tagline: Phrase | None = None
    hashtags: tuple[str, ...] = ()


def day_page(observance: Observance, language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the page of *observance*."""
    name = observance_name(observance, language)
    about = phrase(observance.told, language) if observance.told else None
    path = day_path(observance.id)
    found = dates_of(observance, material.today)
    shown = picture(day_card(observance, language, material), material)
    address = material.addresses.page(f"{language}/{path}")
    return Page(
        path,
        "day.html.j2",
        title=name.text,
        title_language=name.language,
        about=about.text if about else name.text,
        section="year",
        values=_values(observance, name, language, material, words),
        described=tuple(
            event(
                one,
                name,
                about.text if about else "",
                address,
                shown.address if shown else "",
                place=words["everywhere"],
            )
            for one in found[:1]
        ),
        kind="article",
        picture=shown,
    )


def _values(
    observance: Observance, name: Phrase, language: str, material: Material, words: Mapping[str, str]
) -> Mapping[str, Any]:
    found = dates_of(observance, material.today)
    about = phrase(observance.told, language) if observance.told else None
    is_of_un = observance.un_list or observance.official == "un"
    feed = "un-days" if is_of_un and not observance.is_period else "all-days"
    return {
        "day": observance,
        "name": name,
        "about": about,
        "topics": phrase(observance.about, language) if observance.about and not about else None,
        "dates": _dates(observance, found, language, material),
        "within": _within(observance, found, language, material),
        "themes": _themes(observance, language, material),
        "year_theme": _year_theme(found, language, material),
        "lead": _lead(observance, language),
        "resolution_label": label(observance, language),
        "proclaimed": proclaimed(observance.official, observance.body).replace("-", "_"),
        "begun_by": proclaimers(language, observance.body)[1],
        "sources": tuple(material.calendars.sources.get(code, code) for code in observance.sources),
        "works": works(material.fitting(observance)[:_MOST_WORKS], language, material),
        "feed": subscription(feed, words[f"feed_{feed.replace('-', '_')}"], language, material),
    }


def _dates(
    observance: Observance, found: tuple[Occurrence, ...], language: str, material: Material
) -> tuple[Dates, ...]:
    dates = [Dates(one.first.year, when(one, language), one.first) for one in found]
    years = material.years if observance.kind in {"day", "week"} else ()
    dates += [Dates(year, "") for year in years if not_announced(observance, year)]
    return tuple(sorted(dates, key=lambda one: (one.year, one.first or date.min)))


def _within(
    observance: Observance, found: tuple[Occurrence, ...], language: str, material: Material
) -> tuple[Link, ...]:
    """Return the years and decades about the same that the next date falls into."""
    if not found or observance.kind in {"year", "decade"}:
        return ()
    return tuple(
        Link(observance_name(one.observance, language), day_path(one.observance.id))
        for one in material.in_force(found[0].first, found[0].last)
        if shares_subject(observance, one.observance)
    )


def _themes(observance: Observance, language: str, material: Material) -> tuple[Link, ...]:
    themes = {theme.id: theme for theme in map(material.root, observance.themes)}
    return tuple(Link(phrase(one.label, language), theme_path(one.id)) for one in themes.values())


def _year_theme(found: tuple[Occurrence, ...], language: str, material: Material) -> YearTheme | None:
    """Return what this year's pack says; the theme of another year is none."""
    pack = material.calendars.packs.of(found[0]) if found else None
    if pack is None:
        return None
    spoken = "en" if language in pack.unofficial else language
    # Who cannot see an asset must learn what it shows: one without a description is left out.
    assets = tuple(
        Asset(phrase(one.title, language), one.page, phrase(one.alt, language))
        for one in pack.free_assets(material.now)
        if one.alt
    )
    tagline = phrase(pack.tagline, spoken) if pack.tagline else None
    return YearTheme(pack.year, phrase(pack.theme, spoken), pack.page, assets, tagline, pack.hashtags)


def _lead(observance: Observance, language: str) -> Phrase | None:
    if not observance.lead:
        return None
    ours = lead_in(language, observance.lead)
    return Phrase(ours, language) if ours else Phrase(observance.lead.replace("; ", ", "), "en")
