"""Only a source makes a body a member of the campaign: nobody else is called one in public or at the desk."""

import re
from pathlib import Path

import pytest

import comms
from comms.readers.words import read_words
from comms.resources import shipped
from tests.desk.test_translations import catalogue

MEMBER = re.compile(r"\b(?:members?|miembros?|membres?)\b", re.IGNORECASE)
# What is said of the campaign's own members, whom a source names.
OF_THE_CAMPAIGN = {"founder", "joined", "in_campaign", "campaign_about", "total", "map", "named", "map_world"}
AT_THE_DESK = {"number of members of the campaign", "year in which the member joined"}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_pages_call_only_those_members_whom_a_source_names(language):
    words = read_words((shipped("templates"),), language, "pages")

    assert {key for key, said in words.items() if MEMBER.search(said)} <= OF_THE_CAMPAIGN


@pytest.mark.parametrize("language", ["es", "fr"])
def test_the_desk_calls_only_those_members_whom_a_source_names(language):
    told = {one.id: one.string for one in catalogue(language) if one.id and isinstance(one.id, str)}

    plain = {english: re.sub(r"%\(\w+\)s", "", f"{english} {said}") for english, said in told.items()}
    assert {english for english, words in plain.items() if MEMBER.search(words)} == AT_THE_DESK


def test_what_a_run_prints_counts_places():
    printed = (Path(comms.__file__).parent / "cli" / "run.py").read_text(encoding="utf-8")

    assert not re.search(r'f"[^"]*\bmembers\b', printed)
