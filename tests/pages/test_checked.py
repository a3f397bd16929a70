import pytest

from comms.domain.edition_items import Phrase
from comms.domain.ticks import digest_of
from comms.pages.checked import initiative_summary, initiative_title, member_name, ticked_in
from tests.factories import a_member, an_initiative

NOTHING = ticked_in(frozenset())


def ticked(field, text):
    return ticked_in(frozenset({(field, digest_of(text))}))


def test_unreviewed_translation_waits_in_the_language_of_its_source():
    work = an_initiative(unreviewed=["fr"])

    assert initiative_title(work, "fr", NOTHING) == Phrase("Oficina de derechos", "es")


def test_ticked_translation_is_shown():
    work = an_initiative(unreviewed=["fr"])

    assert initiative_title(
        work, "fr", ticked("initiative:barcelona-rights-office:title:fr", "Bureau des droits")
    ) == Phrase("Bureau des droits", "fr")


def test_tick_on_other_words_counts_for_nothing():
    work = an_initiative(unreviewed=["fr"])

    assert (
        initiative_title(work, "fr", ticked("initiative:barcelona-rights-office:title:fr", "Office")).language == "es"
    )


def test_language_without_a_title_shows_that_of_the_source():
    assert initiative_title(an_initiative(), "pt", NOTHING) == Phrase("Oficina de derechos", "es")


@pytest.mark.parametrize("evidence", ["title-only", "background"])
def test_summary_that_no_source_tells_waits_for_a_tick(evidence):
    work = an_initiative(evidence=evidence)
    tick = ticked("initiative:barcelona-rights-office:summary:en", work.summary["en"])

    assert initiative_summary(work, "en", NOTHING) is None
    assert initiative_summary(work, "en", tick) == Phrase(work.summary["en"], "en")


def test_summary_that_was_read_in_detail_is_shown():
    work = an_initiative()

    assert initiative_summary(work, "es", NOTHING) == Phrase(work.summary["es"], "es")


def test_unreviewed_name_of_a_member_is_shown_in_english():
    assert member_name(a_member(unreviewed=["fr"]), "fr") == Phrase("Barcelona", "en")
    assert member_name(a_member(), "fr") == Phrase("Barcelone", "fr")
