from dataclasses import replace
from datetime import date

import pytest

from comms.domain.candidates import candidates
from comms.domain.exposure import silence
from comms.domain.matches import Match
from comms.domain.observances import occurrences
from comms.domain.planning import PlanRules
from comms.domain.verdicts import Decided
from comms.services import slots
from comms.services.best_matches import best_matches
from comms.services.kept_matches import KeptMatches, keep, matcher_of
from tests.domain.test_verdicts import a_verdict
from tests.factories import an_initiative
from tests.shipped import the_calendars

FIRST, LAST = date(2026, 11, 24), date(2028, 12, 31)
RULES = PlanRules()


@pytest.fixture(scope="module")
def matched(tmp_path_factory):
    """Return the matcher of the shipped calendars, and what it found as it was kept."""
    calendars, path = the_calendars(), tmp_path_factory.mktemp("matches") / "matches.jsonl"
    matcher = matcher_of(calendars, calendars.network)
    keep(matcher.all_matches(calendars.observances.values()), path, of="these")
    return matcher, KeptMatches(path)


def told(matched, judged, rules=RULES):
    """Return by theme and month on how many days something could be said: from the best ones, and from all."""
    matcher, kept = matched
    calendars = the_calendars()
    coming = tuple(occurrences(calendars.observances.values(), FIRST, LAST))
    every = slots.material(calendars, calendars.network, first=FIRST, last=LAST, judged=judged, matcher=matcher)
    best = best_matches(coming, kept, calendars.network, rules, judged)
    return [silence(candidates(coming, (), one, calendars.network, rules), ()) for one in (best, every.matches)]


def all_days(matched):
    return {day: matched[1].matches(one) for day, one in the_calendars().observances.items()}


def judged_of(*said):
    return Decided(
        a_verdict(number, kind=kind, why=why, observance=match.observance, initiative=match.initiative, theme=theme)
        for number, (kind, why, match, theme) in enumerate(said, start=1)
    )


def linking(match):
    return next((one.values["theme"] for one in match.reasons if "theme" in one.values), "")


def test_the_best_ones_say_on_which_days_there_is_something_to_say_as_all_do(matched):
    best, every = told(matched, Decided())

    assert best == every


def test_so_they_do_when_works_were_rejected_or_accepted_however_faint(matched):
    days = [matches for matches in all_days(matched).values() if matches]
    rejected = [("reject", "other subject", one, linking(one)) for one in (matches[0] for matches in days[::3])]
    accepted = [("accept", "good example", one, linking(one)) for one in (matches[-1] for matches in days[1::3])]

    best, every = told(matched, judged_of(*rejected, *accepted))

    assert best == every != told(matched, Decided())[1]


@pytest.mark.parametrize("threshold", [0.02, 0.2, 0.9])
def test_so_they_do_whatever_a_site_asks_for(matched, threshold):
    best, every = told(matched, Decided(), RULES.model_copy(update={"threshold": threshold}))

    assert best == every


def test_nobody_is_told_on_an_occurrence_on_which_a_person_wants_nobody(matched):
    kept, calendars = matched[1], the_calendars()
    day = calendars.observances["human-rights"]
    (one,) = occurrences([day], date(2026, 12, 10), date(2026, 12, 10))
    judged = Decided([a_verdict(kind="nothing", why="quiet", observance=day.id, occurrence=one.key, initiative="")])

    found = [best_matches([one], kept, calendars.network, RULES, said)[one.key] for said in (Decided(), judged)]

    assert [len(matches) for matches in found] == [1, 0]


def on_human_rights_day(path, *matches, network=None, threshold=RULES.threshold, judged=()):
    """Return who is good enough on Human Rights Day, where these and no other matches are kept."""
    calendars = the_calendars()
    kept = [Match("human-rights", initiative, p, ()) for initiative, p in matches]
    keep({"human-rights": kept}, path / "matches.jsonl", of="these")
    (one,) = occurrences([calendars.observances["human-rights"]], date(2026, 12, 10), date(2026, 12, 10))
    rules = RULES.model_copy(update={"threshold": threshold})
    known = KeptMatches(path / "matches.jsonl")
    found = best_matches([one], known, network or calendars.network, rules, Decided(judged))
    return [match.initiative for match in found[one.key]]


def test_work_that_the_network_no_longer_holds_is_no_match(tmp_path):
    known, network = min(the_calendars().network.initiatives), the_calendars().network
    matches = ("gone", 0.9), (known, 0.8)

    assert on_human_rights_day(tmp_path, *matches) == [known]
    assert on_human_rights_day(tmp_path, *matches, network=replace(network, initiatives={})) == []


@pytest.mark.parametrize(("acted", "found"), [(date(2020, 12, 10), ["tap"]), (date(2020, 6, 10), [])])
def test_a_date_that_comes_round_makes_a_match_good_enough(tmp_path, acted, found):
    work = an_initiative(id="tap", act="adopted", acted=acted)
    network = replace(the_calendars().network, initiatives={"tap": work})

    assert on_human_rights_day(tmp_path, ("tap", 0.3), network=network) == found


@pytest.mark.parametrize(("threshold", "is_enough"), [(0.06, True), (0.4, False)])
def test_a_faint_match_counts_after_a_rejected_one_where_a_site_asks_for_little(tmp_path, threshold, is_enough):
    first, second, *_ = sorted(the_calendars().network.initiatives)
    rejected = a_verdict(kind="reject", why="wrong tone", observance="human-rights", initiative=first)

    found = on_human_rights_day(tmp_path, (first, 0.9), (second, 0.09), threshold=threshold, judged=[rejected])

    assert found == [second] * is_enough
