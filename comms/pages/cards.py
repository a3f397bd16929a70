"""The cards of pages and kits: what each says, and where its picture is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comms.domain import speech
from comms.domain.cards import LINK, Colours, Facts, Size
from comms.domain.edition_items import Phrase
from comms.domain.network import Member
from comms.domain.observances import Observance, Occurrence
from comms.domain.scripts import is_shown
from comms.domain.themes import Theme
from comms.pages.checked import member_name, observance_name, phrase
from comms.pages.items import dates_of, when
from comms.pages.material import Material
from comms.pages.page import Picture

_SOON = timedelta(days=60)


@dataclass(frozen=True)
class PageCard:
    """A card and where it is, below the folder of all pages; it *is_wanted_first* where people share it soon."""

    path: str
    facts: Facts
    size: Size
    is_wanted_first: bool = True


def page_cards(language: str, material: Material, words: Mapping[str, str]) -> Iterator[PageCard]:
    """Yield the card of every page that has one of its own, and the site's for all others."""
    yield from site_card(language, material, words)
    for theme in material.calendars.taxonomy.roots:
        yield from theme_card(theme, language, material, words)
    for observance in material.calendars.observances.values():
        yield from day_card(observance, language, material)
    for member in material.members:
        yield from member_card(member, language, material, words)


def site_card(language: str, material: Material, words: Mapping[str, str]) -> Iterator[PageCard]:
    """Yield the card of the site, if our fonts can write its name."""
    campaign = material.site.campaign
    facts = facts_of(
        (phrase(material.site.name, language), phrase(material.site.name, "en")),
        phrase(material.site.acronym, language),
        language,
        kicker=words["home_title"],
        beneath=phrase(campaign, language).text if campaign else "",
    )
    yield from _placed(facts, f"{language}/cards/site", material.colours, first=True)


def theme_card(theme: Theme, language: str, material: Material, words: Mapping[str, str]) -> Iterator[PageCard]:
    """Yield the card of a theme, if our fonts can write its name."""
    facts = facts_of(
        (phrase(theme.label, language), phrase(theme.label, "en")),
        phrase(material.site.acronym, language),
        language,
        kicker=words["theme"],
    )
    yield from _placed(facts, f"{language}/cards/theme-{theme.id}", material.colours, first=theme.priority)


def day_card(observance: Observance, language: str, material: Material) -> Iterator[PageCard]:
    """Yield the card of an observance, if our fonts can write its name."""
    one = next_of(observance, material.today)
    pack = material.calendars.packs.of(one) if one else None
    themes = [phrase(material.root(theme).label, language) for theme in observance.themes[:1]]
    facts = facts_of(
        (observance_name(observance, language), phrase(observance.name, "en")),
        phrase(material.site.acronym, language),
        language,
        kicker=themes[0].text if themes else "",
        when=when(one, language) if one else "",
        beneath=phrase(pack.theme, "en" if language in pack.unofficial else language).text if pack else "",
    )
    soon = one is not None and one.last >= material.today and one.first <= material.today + _SOON
    yield from _placed(facts, f"{language}/cards/day-{observance.id}", material.colours, first=soon)


def member_card(member: Member, language: str, material: Material, words: Mapping[str, str]) -> Iterator[PageCard]:
    """Yield the card of a member, if our fonts can write its name."""
    facts = facts_of(
        (member_name(member, language), phrase(member.name, "en")),
        phrase(material.site.acronym, language),
        language,
        kicker=phrase(material.calendars.regions[member.region].label, language).text,
        when=speech.country_name(member.country, language),
        beneath=_in_campaign(member, words) if material.site.campaign else "",
    )
    yield from _placed(facts, f"{language}/cards/member-{member.id}", material.colours, first=member.is_campaign_member)


def next_of(observance: Observance, today: date) -> Occurrence | None:
    """Return the occurrence that is on or comes next, or the last that there was."""
    found = dates_of(observance, today)
    return next((one for one in found if one.last >= today), found[-1] if found else None)


def facts_of(  # noqa: PLR0913 - what a card says
    names: Iterable[Phrase], site: Phrase, language: str, *, kicker: str = "", when: str = "", beneath: str = ""
) -> Facts | None:
    """Return what a card says, under the first of *names* that our fonts can write; what they cannot is left out."""
    heading = next((one.text for one in names if is_shown(one.text)), None)
    if heading is None or not is_shown(site.text):
        return None
    found = Facts(heading, site.text, language, kicker, when, beneath)
    faulty = [part for part in ("kicker", "when", "beneath") if not is_shown(getattr(found, part))]
    return replace(found, **dict.fromkeys(faulty, ""))


def _in_campaign(member: Member, words: Mapping[str, str]) -> str:
    """Return what a source says of the member in the campaign; nothing where it says nothing."""
    if member.campaign == "founder":
        return words["founder"]
    if member.joined:
        return words["joined"].format(year=member.joined)
    return words["in_campaign"] if member.is_campaign_member else ""


def _placed(facts: Facts | None, name: str, colours: Colours, *, first: bool) -> Iterator[PageCard]:
    if facts is not None:
        yield PageCard(f"{name}-{facts.digest(LINK, colours)}.png", facts, LINK, first)


def picture(cards: Iterator[PageCard], material: Material) -> Picture | None:
    """Return the picture of a page, if its card was drawn."""
    return next(
        (
            Picture(material.addresses.page(one.path), one.size.width, one.size.height, one.facts.alt())
            for one in cards
            if one.path in material.drawn
        ),
        None,
    )
