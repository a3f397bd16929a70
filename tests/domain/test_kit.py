import re

import pytest

from comms.domain.channels import CHANNEL_RULES
from comms.domain.kit import KINDS, kit_day, path_of
from comms.domain.observances import occurrences_in_year
from comms.domain.telling import SiteFacts, Telling
from comms.domain.wordings import Wordings
from comms.readers.wordings import read_wordings
from comms.resources import shipped
from tests.factories import a_day, a_member, an_initiative

LANGUAGES = ("en", "es", "fr")
WORDINGS = Wordings(read_wordings(shipped("templates"), shipped("templates"), "kit"))
SITE = SiteFacts(name={"en": "Network"}, acronym={"en": "N"}, campaign={"en": "The Campaign"})


def a_telling(**changes):
    parts = {
        "site": SITE,
        "occurrence": occurrences_in_year(a_day(), 2026)[0],
        "member": a_member(),
        "initiative": an_initiative(),
    }
    return Telling(**(parts | changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_channel_has_two_wordings_or_more_in_every_language(kind, language):
    texts = kit_day(a_telling(), language, WORDINGS).texts[kind]

    assert len(set(texts)) == len(WORDINGS.names(path_of(language, kind))) >= 2


def test_city_speaks_of_itself_and_points_to_its_own_work():
    texts = kit_day(a_telling(), "en", WORDINGS).texts

    assert texts["x"][1] == (
        "“Office for rights”: our work in Barcelona. We tell it on Human Rights Day (10 December).\n\n"
        "More: https://example.org/barcelona-rights-office\n\n"
        "#HumanRightsDay"
    )
    assert "We are part of: The Campaign." in texts["linkedin"][0]


def test_body_of_which_nobody_says_that_it_joined_does_not_speak_of_the_campaign():
    texts = kit_day(a_telling(member=a_member(campaign="unknown", joined=None)), "en", WORDINGS).texts

    assert [text for text in texts["linkedin"] if "Campaign" in text] == []


def test_long_work_is_fitted_to_its_channel():
    long = an_initiative(summary={"en": "A sentence that says something. " * 30})

    texts = kit_day(a_telling(initiative=long), "en", WORDINGS).texts

    assert [CHANNEL_RULES["x"].fits(text) for text in texts["x"]] == [True, True]


def test_wording_that_cannot_fit_is_left_out():
    long = an_initiative(title={"en": "Word " * 100})

    assert kit_day(a_telling(initiative=long), "en", WORDINGS).texts["x"] == ()


def test_facts_of_an_unreviewed_translation_are_named_for_checking():
    day = kit_day(a_telling(initiative=an_initiative(unreviewed=["fr"])), "fr", WORDINGS)

    assert day.to_check == ("Bureau des droits", "Le bureau écoute les personnes traitées de façon inégale.")


def test_texts_hold_no_number_that_no_record_holds():
    texts = kit_day(a_telling(), "en", WORDINGS).texts

    assert {number for kind in KINDS for text in texts[kind] for number in re.findall(r"\d+", text)} == {"10"}


def test_kit_without_work_is_refused():
    with pytest.raises(ValueError, match="one of them is missing"):
        kit_day(a_telling(initiative=None), "en", WORDINGS)
