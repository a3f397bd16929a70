from datetime import date

import pytest

from comms.domain.observances import occurrences_in_year
from comms.feeds.entries import event_entry, occurrence_entry
from tests.factories import a_day, a_taxonomy, a_theme, an_event
from tests.feeds.values import an_imprint


def told(observance, language="en", **fields):
    return occurrence_entry(occurrences_in_year(observance, 2026)[0], language, an_imprint(**fields))


def test_occurrence_is_known_by_its_key_and_the_host():
    assert told(a_day()).uid == "human-rights-day-2026@feeds.example.org"


@pytest.mark.parametrize(("changed", "expected"), [("2026-03-01", date(2026, 3, 1)), (None, date(2026, 11, 23))])
def test_entry_changed_when_its_record_did_or_when_the_calendars_were_compiled(changed, expected):
    assert told(a_day(changed=changed)).changed == expected
    assert event_entry(an_event(changed=changed), "en", an_imprint()).changed == expected


def test_name_that_is_our_translation_stays_out_until_somebody_has_ticked_it():
    entry = told(a_day(unofficial=["fr"]), "fr")

    assert (entry.summary, entry.language) == ("Human Rights Day", "en")
    assert "Journée" not in entry.description


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["About.", "Resolution: A/RES/423(V)", "Led by: OHCHR", "https://www.un.org/day"]),
        ("es", ["Acerca.", "Resolución: A/RES/423(V)", "A cargo de: ACNUDH", "https://www.un.org/day"]),
        ("fr", ["About.", "Résolution\u00a0: A/RES/423(V)", "Chef de file\u00a0: HCDH", "https://www.un.org/day"]),
        ("pt", ["About.", "Resolution: A/RES/423(V)", "Led by: OHCHR", "https://www.un.org/day"]),
    ],
)
def test_description_tells_the_facts_in_the_language(language, expected):
    day = a_day(told={"en": "About.", "es": "Acerca."}, lead="OHCHR", page="https://www.un.org/day")

    assert told(day, language).description.split("\n") == expected


@pytest.mark.parametrize(
    ("official", "body", "expected"),
    [
        ("un", "GA", ""),
        ("not-un", "WWF", "Not a United Nations observance"),
        ("agency", "UNESCO", "Proclaimed by: UNESCO (a United Nations agency, not the General Assembly)"),
        ("agency", "", "Proclaimed by a United Nations agency, not by the General Assembly"),
    ],
)
def test_description_says_who_proclaimed_it_where_it_was_not_the_un(official, body, expected):
    day = a_day(official=official, body=body, resolution="", page=None)

    assert told(day).description == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Begun by: civil society. Not proclaimed by the United Nations"),
        ("es", "Iniciativa de: sociedad civil. No es una proclamación de las Naciones Unidas"),
        ("fr", "À l’initiative de\u00a0: société civile. Pas de proclamation des Nations Unies"),
    ],
)
def test_civil_society_is_never_called_an_agency(language, expected):
    day = a_day(official="agency", body="civil society", resolution="", page=None)

    assert told(day, language).description == expected


def test_body_that_an_agency_proclaimed_a_day_with_is_told_beside_it():
    day = a_day(official="agency", body="WHO/IASP", resolution="", page=None)

    assert told(day, "es").description == (
        "Proclamación: OMS (organismo de las Naciones Unidas, no la Asamblea General), "
        "con: Asociación Internacional para la Prevención del Suicidio"
    )


def test_lead_of_another_site_is_told_as_it_is_written():
    day = a_day(lead="ILO; a body of another site", resolution="", page=None)

    assert told(day, "es").description == "A cargo de: ILO, a body of another site"


def test_categories_are_labels_in_the_order_of_the_record():
    water, food = a_theme(id="water", label={"en": "Water", "fr": "Eau"}), a_theme(id="food", label={"en": "Food"})

    entry = told(a_day(themes=["water", "food"]), "fr", taxonomy=a_taxonomy(food, water))

    assert entry.categories == ("Eau", "Food")


def test_event_cannot_take_the_uid_of_an_occurrence():
    entry = event_entry(an_event(id="human-rights-day-2026"), "en", an_imprint())

    assert entry.uid == "human-rights-day-2026.event@feeds.example.org"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("scheduled", ("CONFIRMED", "Foro 2027", "https://example.org/forum-2027")),
        ("held", ("CONFIRMED", "Foro 2027", "https://example.org/forum-2027")),
        ("projected", ("TENTATIVE", "Foro 2027", "Fechas sin confirmar\nhttps://example.org/forum-2027")),
        ("cancelled", ("CANCELLED", "CANCELADO: Foro 2027", "https://example.org/forum-2027")),
    ],
)
def test_status_of_an_event_is_told(status, expected):
    entry = event_entry(an_event(status=status), "es", an_imprint())

    assert (entry.status, entry.summary, entry.description) == expected


@pytest.mark.parametrize(
    ("unreviewed", "expected"),
    [
        (["es"], ("Forum 2027", "en", "Geneva", "A side event.\nhttps://example.org/forum-2027")),
        ([], ("Foro 2027", "es", "Ginebra", "Un acto paralelo.\nhttps://example.org/forum-2027")),
    ],
)
def test_event_tells_its_place_and_its_role_in_english_until_somebody_has_ticked_ours(unreviewed, expected):
    role, place = {"en": "A side event.", "es": "Un acto paralelo."}, {"en": "Geneva", "es": "Ginebra"}

    entry = event_entry(an_event(unreviewed=unreviewed, role=role, place=place), "es", an_imprint())

    assert (entry.summary, entry.language, entry.location, entry.description) == expected


def test_event_without_a_place_names_none():
    assert event_entry(an_event(place=None), "en", an_imprint()).location == ""


def test_event_without_announced_dates_is_refused():
    with pytest.raises(ValueError, match="the dates of forum-2027 are not announced; it is in no feed"):
        event_entry(an_event(first=None, last=None), "en", an_imprint())


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("proclaims", "Résolution\u00a0: A/RES/317(IV)"),
        ("convention", "Convention dont la date est rappelée\u00a0: A/RES/317(IV)"),
    ],
)
def test_description_says_what_the_text_is_to_the_day(kind, expected):
    day = a_day(resolution="A/RES/317(IV)", resolution_kind=kind, page=None)

    assert told(day, "fr").description == expected


def test_event_leads_to_its_page_in_the_language_of_the_feed():
    event = an_event(pages={"es": "https://example.org/es"}, place=None)

    found = event_entry(event, "es", an_imprint())

    assert (found.url, found.description, found.location) == ("https://example.org/es", "https://example.org/es", "")
