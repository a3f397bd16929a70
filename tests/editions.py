"""Editions for tests: what they are made from, and the shipped words and templates."""

from dataclasses import replace
from datetime import date

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from comms.domain.edition_material import Material
from comms.domain.editions import Edition, compose
from comms.domain.observances import occurrences
from comms.domain.planning import Slot
from comms.readers.words import read_words
from comms.resources import shipped
from tests.factories import a_day, a_member, a_network, an_event, an_initiative

LANGUAGES = ("en", "es", "fr")
SECTIONS = ("lead", "days", "spotlight", "events", "footer")
TEMPLATES = FileSystemLoader(shipped("templates"))
A_MIGRANTS_DAY = a_day(
    id="migrants",
    name={
        "en": "International Migrants Day",
        "es": "Día Internacional del Migrante",
        "fr": "Journée internationale des migrants",
    },
    rule={"kind": "fixed", "month": 12, "day": 18},
    page="https://www.un.org/en/observances/migrants-day",
    tier="feature",
)
UTRECHT = a_member(id="utrecht", name={"en": "Utrecht"}, country="NL", campaign="member", joined=2022)
ITS_HEARING = an_initiative(
    id="utrecht-hearing",
    member="utrecht",
    title={"en": "Open hearing", "es": "Audiencia abierta", "fr": "Audience ouverte"},
    source="https://example.org/utrecht",
)


def words(language="en"):
    """Return the shipped words."""
    return read_words([shipped("templates")], language)


def instead_of(**sources):
    """Return the shipped templates with some replaced; lead_txt stands for newsletter/lead.txt.j2."""
    named = {f"newsletter/{name.replace('_', '.')}.j2": source for name, source in sources.items()}
    return ChoiceLoader([DictLoader(named), TEMPLATES])


def told(observance, initiative=None, *, day=date(2026, 12, 10), next_best=()):
    """Return the slot of *observance* in 2026, which tells *initiative* and knows others that fit it."""
    key = f"{observance.id}-2026"
    others = tuple(one.id for one in next_best)
    if initiative is None:
        return Slot(f"{key}:told", "day", day, key, None, next_best=others)
    return Slot(f"{key}:told", "spotlight", day, key, None, initiative.member, initiative.id, next_best=others)


def some_material(*observances, language="en", **fields) -> Material:
    """Return December 2026: Human Rights Day with Barcelona's office, for which Utrecht's hearing was the next best."""
    days = observances or (a_day(), A_MIGRANTS_DAY)
    defaults = Material(
        month="2026-12",
        language=language,
        sections=SECTIONS,
        occurrences=tuple(occurrences(days, date(2026, 11, 1), date(2027, 1, 31))),
        slots=(told(a_day(), an_initiative(), next_best=[ITS_HEARING]),),
        events=(an_event(first="2027-01-12", last="2027-01-14"),),
        network=a_network([a_member(), UTRECHT], [an_initiative(), ITS_HEARING]),
        organisation={"en": "The Committee", "es": "La Comisión", "fr": "La Commission"},
        page="https://example.org",
        site="https://desk.example.org/",
        footer={"en": "A text of the office.", "es": "Un texto de la oficina.", "fr": "Un texte du bureau."},
    )
    return replace(defaults, **fields)


def an_edition(*observances, language="en", **fields) -> Edition:
    """Return the edition of this material in its shipped words."""
    return compose(some_material(*observances, language=language, **fields), words(language))


def section(edition, name):
    """Return the section called *name*, or None."""
    return next((one for one in edition.sections if one.name == name), None)
