from dataclasses import replace

import pytest

from comms.domain.matches import Match
from comms.domain.reasons import Reason
from comms.services.kept_matches import LIKELY, KeptMatches, digest, keep, keep_current, matcher_of
from tests.factories import a_day
from tests.shipped import the_calendars

WORDS = (Reason("words shared", {"words": "agua"}), Reason("suggested by the record"))
LIKELY_ONE, FAINT_ONE = Match("water", "a", 0.62, WORDS), Match("water", "b", LIKELY - 0.01, ())
WATER = a_day(id="water")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Return the matches of the shipped calendars as they were found, and as they were kept."""
    calendars, path = the_calendars(), tmp_path_factory.mktemp("matches") / "matches.jsonl"
    matcher = matcher_of(calendars, calendars.network)
    keep_current(calendars, path, matcher)
    return matcher.all_matches(calendars.observances.values()), KeptMatches(path)


@pytest.fixture
def small(tmp_path):
    keep({"water": [LIKELY_ONE, FAINT_ONE], "silence": []}, tmp_path / "matches.jsonl", of="these")
    return KeptMatches(tmp_path / "matches.jsonl")


def test_every_match_of_every_day_is_read_back_as_it_was_found(shipped):
    found, kept = shipped

    read = {one.id: kept.matches(one) for one in the_calendars().observances.values()}

    assert read == found


def test_best_match_of_each_day_is_known_without_its_reasons(shipped):
    found, kept = shipped

    assert kept.best() == {day: replace(matches[0], reasons=()) for day, matches in found.items() if matches}


def test_faint_matches_are_read_only_where_all_are_asked_for(small):
    assert (small.likely(WATER), small.matches(WATER)) == ([LIKELY_ONE], [LIKELY_ONE, FAINT_ONE])


def test_matches_of_certain_works_are_read_alone(small):
    assert (small.those(WATER, ["b", "c"]), small.those(WATER, [])) == ([FAINT_ONE], [])


@pytest.mark.parametrize("day", ["silence", "unknown"])
def test_a_day_without_matches_has_none(small, day):
    assert (small.matches(a_day(id=day)), small.likely(a_day(id=day)), small.those(a_day(id=day), ["a"])) == (
        [],
        [],
        [],
    )


def test_what_the_matches_are_of_is_known_and_nothing_where_none_are_kept(small, tmp_path):
    assert (small.of, KeptMatches(tmp_path / "none.jsonl").of) == ("these", "")


def test_matches_are_found_again_only_when_something_has_changed(tmp_path):
    path, calendars = tmp_path / "matches.jsonl", the_calendars()
    few = dict(list(calendars.network.initiatives.items())[:3])
    some = replace(calendars, network=replace(calendars.network, initiatives=few))
    first = next(iter(few.values()))
    changed = replace(some.network, initiatives=few | {first.id: first.model_copy(update={"sensitivity": "war"})})

    done = [keep_current(one, path) for one in (some, some, replace(some, network=changed))]

    assert done == [True, False, True]


def test_another_day_or_theme_is_something_else_to_match():
    calendars = the_calendars()
    days = {**calendars.observances, "water-of-ours": a_day(id="water-of-ours")}

    assert digest(calendars) == digest(calendars)
    assert digest(replace(calendars, observances=days)) != digest(calendars)
