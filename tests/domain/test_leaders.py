import pytest

from comms.domain.agencies import lead_in
from comms.domain.leaders import led_by
from tests.shipped import the_calendars

LEADS = sorted({one.lead for one in the_calendars().observances.values()} - {""})


@pytest.mark.parametrize(
    ("language", "lead", "expected"),
    [
        ("en", "UN DESA", "UN DESA"),
        ("en", "UN DGC; UNESCO", "the UN Department of Global Communications and UNESCO"),
        ("es", "ILO; UN Women; OHCHR", "la OIT, ONU Mujeres y el ACNUDH"),
        ("es", "WHO; IOM", "la OMS y la OIM"),
        ("fr", "ILO; UN DESA", "l'OIT et le DAES"),
        ("fr", "UN-Habitat", "ONU-Habitat"),
        ("pt", "UN DESA", None),
        ("en", "", None),
    ],
)
def test_those_who_lead_a_day_are_told_with_their_articles(language, lead, expected):
    assert led_by(language, lead) == expected


def test_and_is_e_before_a_spanish_i():
    assert led_by("es", "UNICEF; IRENA") == "UNICEF e IRENA"


def test_remark_stands_behind_all_names():
    assert led_by("fr", "civil society; OHCHR and Council of Europe mark it") == (
        "la société civile (avec le HCDH et le Conseil de l'Europe)"
    )


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_lead_that_has_a_name_can_be_said_in_a_sentence(language):
    named = [lead for lead in LEADS if lead_in(language, lead)]

    assert [lead for lead in named if not led_by(language, lead)] == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_shipped_leads_read_as_reviewed(language, snapshot):
    assert {lead: led_by(language, lead) for lead in LEADS} == snapshot
