"""What is told of a plan: differences, exposure, capacity, reasons, years, pictures."""

from dataclasses import replace
from datetime import date

import pytest

from comms.domain.candidates import candidates
from comms.domain.capacity import capacity
from comms.domain.differences import accepted, differences
from comms.domain.explaining import explained
from comms.domain.exposure import exposure, gini, silence
from comms.domain.never_told import never_told
from comms.domain.observances import occurrences
from comms.domain.pictures import bars, curve, heat_map
from comms.domain.planning import Blackout, Slot
from comms.domain.reasons import Reason
from comms.domain.simulation import simulated
from tests.factories import a_member, a_network, an_initiative
from tests.planning import CITIES, FIRST, LAST, RULES, a_plan, coming, days_of_march, matched

OLD = Slot("day-2027:told", "spotlight", date(2027, 3, 10), "day-2027", None, "city-0", "work-0")
OTHER = replace(OLD, member="city-1", initiative="work-1")


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ([OLD], [OLD], None),
        ([OLD], [], "removed"),
        ([], [OLD], "added"),
        ([OLD], [replace(OLD, day=date(2027, 3, 11))], "moved"),
        ([OLD], [replace(OLD, channel="x")], "another channel"),
        ([OLD], [OTHER], "another initiative"),
    ],
)
def test_each_change_is_one_item_and_can_be_accepted(old, new, change):
    found = differences(old, new, impossible=["day-2027:told"])

    assert [(one.change, one.forced) for one in found] == ([(change, bool(old))] if change else [])
    assert accepted(old, found) == tuple(new)
    assert accepted(old, ()) == tuple(old)


def test_exposure_counts_everybody_even_those_never_told():
    days = days_of_march(10)
    told = exposure([OLD, replace(OLD, occurrence="day-10-2027")], CITIES, coming(days))

    assert dict(told.members) == {"city-0": 2, "city-1": 0, "city-2": 0, "city-3": 0}
    assert (told.told, told.regions, told.languages) == (1, {"europe": 2}, {"es": 2})
    assert (told.themes, told.coverage) == ({"human-rights": 1}, (("2027-03", 1),))
    assert told.gini == 0.75


def test_gini_of_nothing_is_even():
    assert (gini([]), gini([1, 1])) == (0.0, 0.0)


def test_silence_shows_the_days_on_which_nobody_has_something_to_say():
    days = days_of_march(10, 11)
    found = candidates(coming(days), (), matched(days[:1], 0), CITIES, RULES)

    assert silence(found, []) == {"human-rights": {"2027-03": (2, 1)}}


def test_capacity_is_told_before_planning():
    days = days_of_march(3, 10, tier="lead")
    found = candidates(coming(days), (), matched(days, 0, 1, 2), CITIES, RULES)
    told = capacity(found, CITIES, RULES, FIRST, LAST)

    assert (told.features, told.members, told.matched, told.floor) == (2, 4, 3, 0)
    assert told.reach == pytest.approx(2 / 3)
    assert [more.name for more in told.more] == [
        "one more post a day",
        "a carousel of 3 a day",
        "a round-up of 4 a week",
    ]


def test_capacity_without_a_match_promises_nothing():
    told = capacity([], CITIES, RULES, FIRST, LAST)

    assert (told.features, told.reach, told.floor) == (0, 0.0, 0)


def test_an_explanation_names_the_next_and_the_rule_that_bound():
    days = days_of_march(3, 10)
    matches = matched(days[:1], 0) | matched(days[1:], 0, 4, 1)
    made = a_plan(days, matches)
    (_, later) = explained(made, coming(days), matches, CITIES, RULES, first=FIRST)

    assert (later.slot, later.p, later.turn) == ("day-10-2027:told", pytest.approx(0.79), 1.0)
    assert later.next is None
    assert (later.kept_away.initiative, later.kept_away.bound_by.code) == ("work-0", "member gap")


def test_members_that_are_never_told_are_listed_with_what_would_help():
    network = a_network(
        [a_member(id=f"city-{n}") for n in range(6)],
        [an_initiative(id=f"work-{n}", member=f"city-{n}") for n in range(5)],
    )
    days = days_of_march(10, 12)
    matches = matched(days[:1], 0, 1, 2) | matched(days[1:], 3)
    rules = RULES.model_copy(update={"blackouts": (Blackout(last=date(2027, 12, 31), member="city-2"),), "per_day": 1})
    found = candidates(coming(days), (), matches, network, rules)
    left = never_told(found, [replace(OLD, day=date(2027, 3, 10))], network, rules)

    assert [(one.member, one.why.code) for one in left] == [
        ("city-1", "capacity"),
        ("city-2", "blackout"),
        ("city-3", "spacing"),
        ("city-4", "no match"),
        ("city-5", "no initiative"),
    ]


def test_years_are_planned_one_after_the_other_and_each_remembers():
    days = days_of_march(3, 10)
    matches = matched(days, 0, 1, 2, 3)

    def asked(start, end):
        return occurrences(days, start, end)

    found = simulated(asked, matches, CITIES, RULES, first=date(2027, 1, 1), years=2)

    assert [(one.year, one.told, one.ever_told, one.violations, one.too_early) for one in found.years] == [
        (2027, 2, 2, 0, 0),
        (2028, 2, 4, 0, 0),
    ]
    assert (found.members, found.never) == (4, ())


def test_a_pinned_work_is_told_whenever_its_turn_is_and_counts_as_its_turn():
    days = days_of_march(3, 31)
    matches = matched(days, 0, 1, 2, 3)
    pins = {(f"day-3-{year}", "work-1"): Reason("editor pinned") for year in (2027, 2028)}

    def asked(start, end):
        return occurrences(days, start, end)

    found = simulated(asked, matches, CITIES, RULES, first=date(2027, 1, 1), years=2, pins=pins)

    assert [(one.told, one.ever_told, one.violations, one.too_early) for one in found.years] == [
        (2, 2, 0, 0),
        (2, 3, 0, 0),
    ]


def test_pictures_say_in_words_what_they_show():
    pictures = [
        bars("Members", "All & more", [("A <city>", 2), ("B", 0)]),
        curve("Coverage", "about", [("2027-01", 1), ("2027-02", 2)], 4),
        heat_map("Silence", "about", {"water": {"2027-01": (2, 1)}}, ["2027-01", "2027-02"]),
    ]

    assert [picture.partition("<title>")[2].partition("</title>")[0] for picture in pictures] == [
        "Members",
        "Coverage",
        "Silence",
    ]
    assert "A &lt;city&gt;" in pictures[0]
    assert "1/2" in pictures[2]


def test_a_long_name_is_cut_where_its_row_begins():
    assert "European Coalition of Cities…<" in bars(
        "Members", "all", [("European Coalition of Cities against Racism", 2)]
    )


def test_pictures_of_nothing_are_empty():
    assert bars("Members", "none", []).startswith("<svg")
