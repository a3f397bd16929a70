"""What the tests of pages share: the shipped records as material, and what a page holds."""

from dataclasses import replace
from datetime import date
from functools import cache

from comms.domain.matching import Matcher, excluded
from comms.domain.telling import SiteFacts
from comms.pages.checked import ticked_in
from comms.pages.material import Addresses, Material
from comms.readers.geography import read_land
from comms.readers.words import read_words
from tests.shipped import TEMPLATES, the_calendars

LANGUAGES = ("en", "es", "fr")
THRESHOLD = 0.3
TODAY = date(2026, 11, 24)
NAMES = {"en": "Network of Cities", "es": "Red de Ciudades", "fr": "Réseau de villes"}
SITE = SiteFacts(
    name=NAMES,
    acronym={"en": "NoC", "es": "RdC", "fr": "RdV"},
    campaign={"en": "The Campaign", "es": "La Campaña", "fr": "La Campagne"},
    members_count=120,
    members_as_of=date(2024, 10, 9),
    members_source="https://network.example.org/members",
)


@cache
def the_words():
    return {language: read_words(TEMPLATES, language, "pages") for language in LANGUAGES}


@cache
def _matched():
    calendars = the_calendars()
    days = calendars.observances.values()
    matcher = Matcher(calendars.network.initiatives.values(), calendars.taxonomy, days)
    return {
        day: tuple(match.initiative for match in found if match.p >= THRESHOLD)
        for day, found in matcher.all_matches(days).items()
    }


@cache
def _shipped_material():
    calendars = the_calendars()
    shown = {one.id: one for one in calendars.network.initiatives.values() if not excluded(one)}
    return Material(
        addresses=Addresses("https://desk.example.org", "https://network.example.org", "https://campaign.example.org"),
        site=SITE,
        languages=LANGUAGES,
        today=TODAY,
        last_year=2028,
        calendars=calendars,
        members=tuple(calendars.network.members.values()),
        shown=shown,
        matched=_matched(),
        is_ticked=ticked_in(frozenset()),
        land=read_land(TEMPLATES),
    )


def a_material(**changes):
    """Return the shipped records as what may be public, unless told otherwise."""
    return replace(_shipped_material(), **changes)
