import pytest

from comms.domain.agencies import lead_in, proclaimed, proclaimers
from tests.shipped import the_calendars

LEADS = sorted({one.lead for one in the_calendars().observances.values()} - {""})


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_lead_of_the_shipped_days_has_a_name_in_the_language(language):
    assert [lead for lead in LEADS if lead_in(language, lead) is None] == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_letters_of_a_lead_are_those_of_the_language(language):
    foreign = {"en": (), "es": ("OHCHR", " and ", "UN "), "fr": ("OHCHR", "ACNUDH", " and ", "UN ")}[language]

    told = [lead_in(language, lead) for lead in LEADS]

    assert [one for one in told if any(word in one for word in (";", *foreign))] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "civil society (marked by OHCHR and the Council of Europe)"),
        ("es", "sociedad civil (con el ACNUDH y el Consejo de Europa)"),
        ("fr", "société civile (avec le HCDH et le Conseil de l'Europe)"),
    ],
)
def test_who_only_marks_a_day_is_told_in_brackets_after_who_leads_it(language, expected):
    assert lead_in(language, "civil society; OHCHR and Council of Europe mark it") == expected


@pytest.mark.parametrize("lead", ["", "OHCHR Free & Equal marks it", "ILO; a body of another site"])
def test_lead_that_cannot_be_told_whole_is_not_told(lead):
    assert lead_in("es", lead) is None


def test_lead_of_another_site_is_told_in_english_as_it_is_written():
    assert lead_in("en", "ILO; a body of another site") == "ILO, a body of another site"


@pytest.mark.parametrize(
    ("official", "body", "expected"),
    [
        ("un", "GA", "un"),
        ("not-un", "civil society", "not-un"),
        ("agency", "UNESCO", "agency"),
        ("agency", "", "agency"),
        ("agency", "a body of another site", "agency"),
        ("agency", "UNESCO/ICOMOS", "joint"),
        ("agency", "civil society (CWGL)", "others"),
    ],
)
def test_only_a_body_of_the_united_nations_is_called_its_agency(official, body, expected):
    assert proclaimed(official, body) == expected


def test_of_the_shipped_days_that_an_agency_proclaimed_four_are_not_its_own():
    days = the_calendars().observances.values()

    found = {one.id: proclaimed(one.official, one.body) for one in days if one.official == "agency"}

    assert {id_: what for id_, what in found.items() if what != "agency"} == {
        "hydrography": "others",
        "monuments-sites": "joint",
        "sixteen-days-gbv": "others",
        "suicide-prevention": "joint",
    }


def test_bodies_of_the_united_nations_are_told_apart_from_others():
    assert proclaimers("es", "WHO/IASP") == ("OMS", "Asociación Internacional para la Prevención del Suicidio")


def test_body_without_a_name_in_the_language_is_told_as_the_record_has_it():
    assert proclaimers("es", "a body of another site") == ("a body of another site", "")
