import pytest

from comms.domain.edition_items import Phrase
from comms.domain.edition_records import gathering_of, phrase, work_of
from tests.factories import a_member, a_network, an_event, an_initiative


@pytest.mark.parametrize(
    ("language", "instead", "told"),
    [
        ("fr", "es", Phrase("Droits\u00a0: ici", "fr")),
        ("pt", "es", Phrase("Derechos", "es")),
        ("pt", "ca", Phrase("Rights", "en")),
    ],
)
def test_text_is_told_in_the_best_language_there_is(language, instead, told):
    assert phrase({"en": "Rights", "es": "Derechos", "fr": "Droits : ici"}, language, instead) == told


def test_work_without_translation_speaks_the_language_of_its_source():
    work = work_of(an_initiative(), a_network(), "pt")

    assert (work.title, work.member) == (Phrase("Oficina de derechos", "es"), Phrase("Barcelona (Espanha)", "en"))


@pytest.mark.parametrize(
    ("campaign", "in_campaign", "founder"),
    [("founder", True, True), ("member", True, False), ("unknown", False, False)],
)
def test_body_is_in_the_campaign_only_where_a_source_says_so(campaign, in_campaign, founder):
    network = a_network([a_member(campaign=campaign, joined=None)])

    work = work_of(an_initiative(), network, "en")

    assert (work.in_campaign, work.founder) == (in_campaign, founder)


def test_event_whose_dates_are_not_announced_cannot_be_told():
    with pytest.raises(ValueError, match="forum-2027: its dates are not announced"):
        gathering_of(an_event(first=None, last=None, status="unknown"), "en")


@pytest.mark.parametrize(("kind", "has_place"), [("campaign", True), ("anniversary", False)])
def test_anniversary_has_no_place_to_announce(kind, has_place):
    assert gathering_of(an_event(kind=kind, place=None, country=None), "en").has_place is has_place


def test_event_leads_to_its_page_in_the_language_of_the_edition():
    event = an_event(pages={"fr": "https://example.org/fr"})

    assert [gathering_of(event, language).page for language in ("fr", "en")] == [
        "https://example.org/fr",
        "https://example.org/forum-2027",
    ]
