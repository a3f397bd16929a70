"""Who is told how often: stories told in the last 12 months and planned ahead, by region, language and theme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from comms import app
from comms.desk.languages import current, language_name
from comms.domain.exposure import exposure
from comms.domain.observances import occurrences
from comms.domain.searching import folded
from comms.domain.written import in_language
from comms.services.featuring import YEAR, featured, planned_ahead, told_lately

_MOST_NAMED = 50


@dataclass(frozen=True)
class Line:
    """A region, a language or a theme: how many stories told it, and how many are planned."""

    name: str
    told: int
    planned: int


def exposure_page() -> dict[str, Any]:
    """Return what the page of exposure shows."""
    calendars, today = app.calendars(), app.today(app.config().settings.zone)
    members, told, planned = app.network().members, told_lately(today), planned_ahead(today)
    last = max((slot.day for slot in planned), default=today)
    days = tuple(occurrences(calendars.observances.values(), today - YEAR, last)) if told or planned else ()
    before, after = (exposure(slots, app.network(), days) for slots in (told, planned))
    regions = {one.id: in_language(one.label, current()) for one in calendars.regions.values()}
    themes = {one.id: in_language(one.label, current()) for one in calendars.taxonomy.themes.values()}
    spoken = {code: language_name(code) for code in {*before.languages, *after.languages}}
    known = featured(today)
    never = sorted(
        ((in_language(one.name, current()), id_) for id_, one in members.items() if id_ not in known),
        key=lambda one: (folded(one[0]), one[1]),
    )
    return {
        "first": today - YEAR,
        "last": last,
        "stories_told": len(told),
        "stories_planned": len(planned),
        "regions": _lines({**dict.fromkeys(regions, 0), **before.regions}, after.regions, regions),
        "languages": _lines(before.languages, after.languages, spoken),
        "themes": _lines(before.themes, after.themes, themes),
        "never": never[:_MOST_NAMED],
        "never_number": len(never),
        "bodies": len(members),
    }


def _lines(told: Mapping[str, int], planned: Mapping[str, int], names: Mapping[str, str]) -> list[Line]:
    found = [
        Line(names.get(id_) or id_ or gettext("no theme"), told.get(id_, 0), planned.get(id_, 0))
        for id_ in {**told, **planned}
    ]
    return sorted(found, key=lambda one: (-one.told, -one.planned, one.name))
