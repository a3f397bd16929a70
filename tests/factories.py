"""Values for tests: a test names only what matters to it, a factory supplies the rest."""

from collections.abc import Iterable
from typing import Any

from comms.domain.events import Event
from comms.domain.network import Government, Initiative, Member, Network, Region
from comms.domain.observances import Observance
from comms.domain.packs import Pack
from comms.domain.themes import Taxonomy, Theme


def a_day(**fields: Any) -> Observance:
    """Return Human Rights Day, 10 December, unless told otherwise."""
    defaults = {
        "id": "human-rights-day",
        "kind": "day",
        "official": "un",
        "un_list": True,
        "name": {"en": "Human Rights Day", "es": "Día de los Derechos Humanos", "fr": "Journée des droits de l’homme"},
        "rule": {"kind": "fixed", "month": 12, "day": 10},
        "since": 1950,
        "body": "GA",
        "resolution": "A/RES/423(V)",
        "page": "https://www.un.org/en/observances/human-rights-day",
        "hashtags": ["#HumanRightsDay"],
        "themes": ["human-rights"],
        "tier": "lead",
        "sources": ["https://www.un.org/en/observances/list-days-weeks"],
        "confidence": "sourced",
    }
    return Observance.model_validate(defaults | fields)


def a_week(**fields: Any) -> Observance:
    """Return World Space Week, 4 to 10 October, unless told otherwise."""
    defaults = {
        "id": "space-week",
        "kind": "week",
        "name": {"en": "World Space Week", "es": "Semana Mundial del Espacio", "fr": "Semaine mondiale de l’espace"},
        "rule": {"kind": "period", "start": {"month": 10, "day": 4}, "end": {"month": 10, "day": 10}},
        "since": 2000,
        "tier": "mention",
    }
    return a_day(**(defaults | fields))


def a_year(**fields: Any) -> Observance:
    """Return an international year, 2027, unless told otherwise."""
    defaults = {
        "id": "year-2027",
        "kind": "year",
        "name": {"en": "International Year of Tests", "es": "Año de las Pruebas", "fr": "Année des essais"},
        "rule": {"kind": "years", "first": 2027, "last": 2027},
        "since": 2027,
        "tier": "mention",
    }
    return a_day(**(defaults | fields))


def a_decade(**fields: Any) -> Observance:
    """Return an international decade, 2021 to 2030, unless told otherwise."""
    defaults = {
        "id": "decade-2021",
        "kind": "decade",
        "name": {"en": "Decade of Tests", "es": "Decenio de las Pruebas", "fr": "Décennie des essais"},
        "rule": {"kind": "years", "first": 2021, "last": 2030},
        "since": 2021,
        "tier": "mention",
    }
    return a_day(**(defaults | fields))


def a_pack(**fields: Any) -> Pack:
    """Return what was given out for Human Rights Day in 2026, unless told otherwise."""
    defaults = {
        "observance": "human-rights-day",
        "year": 2026,
        "theme": {"en": "Rights, everywhere", "es": "Derechos, en todas partes", "fr": "Des droits, partout"},
        "hashtags": ["#RightsEverywhere"],
        "page": "https://example.org/human-rights-day",
        "source": "https://example.org/human-rights-day",
    }
    return Pack.model_validate(defaults | fields)


def an_event(**fields: Any) -> Event:
    """Return a forum of three days in Gwangju in May 2027, unless told otherwise."""
    defaults = {
        "id": "forum-2027",
        "name": {"en": "Forum 2027", "es": "Foro 2027", "fr": "Forum 2027"},
        "kind": "campaign",
        "first": "2027-05-12",
        "last": "2027-05-14",
        "zone": "Asia/Seoul",
        "place": {"en": "Gwangju", "es": "Gwangju", "fr": "Gwangju"},
        "country": "KR",
        "page": "https://example.org/forum-2027",
        "themes": ["human-rights"],
        "status": "scheduled",
        "confidence": "high",
    }
    return Event.model_validate(defaults | fields)


def a_theme(**fields: Any) -> Theme:
    """Return the theme of human rights, unless told otherwise."""
    defaults = {
        "id": "human-rights",
        "label": {"en": "Human rights", "es": "Derechos humanos", "fr": "Droits humains"},
        "about": {"en": "Rights at home.", "es": "Derechos en casa.", "fr": "Des droits chez soi."},
    }
    return Theme.model_validate(defaults | fields)


def a_region(**fields: Any) -> Region:
    """Return Europe, unless told otherwise."""
    return Region.model_validate({"id": "europe", "label": {"en": "Europe", "es": "Europa", "fr": "Europe"}} | fields)


def a_government(**fields: Any) -> Government:
    """Return the city as a type of government, unless told otherwise."""
    return Government.model_validate({"id": "city", "label": {"en": "City", "es": "Ciudad", "fr": "Ville"}} | fields)


def a_member(**fields: Any) -> Member:
    """Return Barcelona, a founder of the campaign, unless told otherwise."""
    defaults = {
        "id": "barcelona",
        "name": {"en": "Barcelona", "es": "Barcelona", "fr": "Barcelone"},
        "country": "ES",
        "region": "europe",
        "government": "city",
        "population": 1_660_000,
        "zone": "Europe/Madrid",
        "languages": ["ca", "es"],
        "campaign": "founder",
        "joined": 2022,
        "confidence": "high",
    }
    return Member.model_validate(defaults | fields)


def an_initiative(**fields: Any) -> Initiative:
    """Return an initiative of Barcelona that was read in detail, unless told otherwise."""
    defaults = {
        "id": "barcelona-rights-office",
        "member": "barcelona",
        "language": "es",
        "title": {"en": "Office for rights", "es": "Oficina de derechos", "fr": "Bureau des droits"},
        "summary": {
            "en": "The office hears residents who were treated unequally.",
            "es": "La oficina escucha a quienes recibieron un trato desigual.",
            "fr": "Le bureau écoute les personnes traitées de façon inégale.",
        },
        "year": 2024,
        "themes": ["human-rights"],
        "source": "https://example.org/barcelona-rights-office",
        "source_seen": True,
        "evidence": "detail",
        "consent": "given",
    }
    return Initiative.model_validate(defaults | fields)


def a_taxonomy(*themes: Theme) -> Taxonomy:
    """Return the taxonomy of these themes; of human rights alone when none is given."""
    return Taxonomy(themes or (a_theme(),))


def a_network(members: Iterable[Member] | None = None, initiatives: Iterable[Initiative] | None = None) -> Network:
    """Return a network of these; of Barcelona and its one initiative where they are not given."""
    return Network(
        {member.id: member for member in ([a_member()] if members is None else members)},
        {one.id: one for one in ([an_initiative()] if initiatives is None else initiatives)},
    )
