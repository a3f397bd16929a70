"""The sentences on days that readers see: whole, short, in every language, and there for every day that may be told."""

import re

import pytest

from tests.shipped import the_calendars

LANGUAGES = {"en", "es", "fr"}
DAYS = the_calendars().observances.values()
TOLD = [one for one in DAYS if one.told]


def test_every_day_that_leads_is_featured_or_is_grave_has_its_sentence():
    owed = [one for one in DAYS if one.tier in {"lead", "feature"} or one.is_grave]

    assert [one.id for one in owed if not one.told] == []


def test_sentence_is_written_in_every_language():
    assert [one.id for one in TOLD if one.told.keys() != LANGUAGES] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_sentence_is_short_and_whole(language):
    unfit = [one.told[language] for one in TOLD if not re.fullmatch(r"[A-ZÀ-Ý][^.!?…]{20,138}\.", one.told[language])]

    assert unfit == []


def test_no_person_is_told_as_papers():
    words = re.compile(r"\bsin papeles\b|\bsans[- ]papiers\b", re.IGNORECASE)
    told = [text for one in DAYS for texts in (one.told, one.about) if texts for text in texts.values()]

    assert [text for text in told if words.search(text)] == []
