"""The campaign: how far it has come, and those of its members that a source names; and the newsletter's archive."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from comms.domain import speech
from comms.domain.network import Member
from comms.domain.text import folded
from comms.pages.checked import phrase
from comms.pages.items import member_line
from comms.pages.material import Material
from comms.pages.member_pages import Group, by_name
from comms.pages.page import CAMPAIGN, NEWSLETTER, Page
from comms.pages.world_map import wave, world_map

# The campaign's own steps: 10, 100, 1,000.
_STEPS = (10, 100, 1000)


@dataclass(frozen=True)
class Step:
    """One of the campaign's aims, and how far the sourced total is on its way there."""

    aim: str
    percent: int


@dataclass(frozen=True)
class Progress:
    """The campaign's own total, with its date and source; never counted from our records."""

    count: str
    as_of: str
    source: str
    steps: tuple[Step, ...]


def campaign_page(language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the page of the campaign; it names a body only where a source says that it joined."""
    members = [one for one in material.members if one.is_campaign_member]
    title = phrase(material.site.campaign or material.site.name, language)
    values = {
        "name": title,
        "campaign_page": material.addresses.campaign,
        "progress": _progress(language, material),
        "map": world_map(members, material.calendars.places, material.land),
        "lines": {one.id: member_line(one, language) for one in members},
        "named": speech.number(len(members), language),
        "waves": _groups(members, lambda one: _wave_label(one, words), language),
        "regions": in_order(_groups(members, lambda one: _region(one, language, material), language)),
        "countries": in_order(_groups(members, _country(language), language)),
    }
    about = words["campaign_about"].format(name=title.text)
    return Page(CAMPAIGN, "campaign.html.j2", title.text, about, "campaign", values)


def _progress(language: str, material: Material) -> Progress | None:
    site = material.site
    if site.members_count is None or site.members_as_of is None:
        return None
    return Progress(
        speech.number(site.members_count, language),
        speech.full_date(site.members_as_of, language),
        site.members_source,
        tuple(Step(speech.number(aim, language), min(100, round(100 * site.members_count / aim))) for aim in _STEPS),
    )


def _wave_label(member: Member, words: Mapping[str, str]) -> str:
    found = wave(member)
    if found in {"founder", "later"}:
        return words[f"wave_{found}"]
    return words["wave_year"].format(year=found)


def _region(member: Member, language: str, material: Material) -> str:
    return phrase(material.calendars.regions[member.region].label, language).text


def _country(language: str) -> Callable[[Member], str]:
    return lambda member: speech.country_name(member.country, language)


def _groups(members: Iterable[Member], label: Callable[[Member], str], language: str) -> tuple[Group, ...]:
    """Return *members* under headings, in the order in which they joined."""
    found: dict[str, list[Member]] = {}
    for one in sorted(members, key=lambda one: (one.campaign != "founder", one.joined or 9999, one.id)):
        found.setdefault(label(one), []).append(one)
    return tuple(_group(name, bodies, language) for name, bodies in found.items())


def _group(label: str, members: list[Member], language: str) -> Group:
    lines = (member_line(one, language) for one in members)
    return Group(label, tuple(sorted(lines, key=by_name)), wave(members[0]))


def in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return *groups* by their headings."""
    return tuple(sorted(groups, key=lambda one: folded(one.label)))


def newsletter_page(language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the archive of the newsletter: what somebody approved, the newest first; never a draft."""
    editions = sorted(
        (one for one in material.editions if one.language == language), key=lambda one: one.month, reverse=True
    )
    return Page(
        NEWSLETTER,
        "newsletter.html.j2",
        words["newsletter"],
        words["newsletter_about"],
        "newsletter",
        {"editions": editions},
    )
