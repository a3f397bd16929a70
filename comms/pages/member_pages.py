"""The list of members, the page of each, and the small page that a member may show inside its own site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from comms.domain import speech
from comms.domain.network import Member
from comms.domain.observances import Occurrence
from comms.domain.text import folded
from comms.pages.cards import member_card, picture
from comms.pages.checked import member_name, phrase
from comms.pages.items import MemberLine, Subscription, day_line, member_line, subscription, works
from comms.pages.material import Material
from comms.pages.page import MEMBERS, Page, member_path, widget_path

_NEXT_DAYS = 5
_AHEAD = timedelta(days=364)


@dataclass(frozen=True)
class Group:
    """Members under one heading; *id* is the wave of the first."""

    label: str
    members: tuple[MemberLine, ...]
    id: str = ""


def members_page(language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the list of members by region and name."""
    groups = []
    for region in material.calendars.regions.values():
        lines = [member_line(one, language) for one in material.members if one.region == region.id]
        if lines:
            groups.append(Group(phrase(region.label, language).text, tuple(sorted(lines, key=by_name))))
    values = {"groups": groups, "count": speech.number(len(material.members), language)}
    return Page(MEMBERS, "members.html.j2", words["members"], words["members_about"], "members", values)


def by_name(line: MemberLine) -> tuple[str, str]:
    """Return by what members stand in a list: by name, accents aside, then by id."""
    return folded(line.name.text), line.id


def member_page(member: Member, language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the page of *member*."""
    name = member_name(member, language)
    widget = material.addresses.page(f"{language}/{widget_path(member.id)}")
    about = words["member_about"].format(name=name.text)
    values = {
        "member": member,
        "name": name,
        "country": speech.country_name(member.country, language),
        "region": phrase(material.calendars.regions[member.region].label, language),
        "government": phrase(material.calendars.governments[member.government].label, language),
        "works": works(material.of_member(member), language, material),
        "days": [day_line(one, language) for one in _coming(member, material)],
        "feed": _feed(member, name.text, language, material),
        "widget": widget,
    }
    return Page(
        member_path(member.id),
        "member.html.j2",
        name.text,
        about,
        "members",
        values,
        title_language=name.language,
        kind="profile",
        picture=picture(member_card(member, language, material, words), material),
    )


def _feed(member: Member, name: str, language: str, material: Material) -> Subscription | None:
    """Return the member's calendar; one in which nothing stands that is still to come is not offered."""
    events = (one for one in material.calendars.events.values() if one.last and one.last >= material.today)
    if not material.days_of(member) and not any(one.is_near({member.country}) for one in events):
        return None
    return subscription(f"city-{member.id}", name, language, material)


def widget_page(member: Member, language: str, material: Material, words: Mapping[str, str]) -> Page:
    """Return the coming days of *member* as a page for a frame; search engines pass it by."""
    name = member_name(member, language)
    values = {
        "name": name,
        "days": [day_line(one, language) for one in _coming(member, material)[:_NEXT_DAYS]],
        "link": material.addresses.page(f"{language}/{member_path(member.id)}"),
    }
    title = words["widget_title"].format(name=name.text)
    return Page(widget_path(member.id), "widget.html.j2", title, title, "members", values, is_listed=False)


def _coming(member: Member, material: Material) -> list[Occurrence]:
    """Return the member's days of the coming twelve months, and those that are on."""
    own = {one.id for one in material.days_of(member)}
    found = material.occurrences(material.today, material.today + _AHEAD)
    return [one for one in found if one.observance.id in own]
