"""What editors decided, and how it shifts the matches that follow."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.matching import Match
from comms.domain.planning import LeftOut, Plan, Slot
from comms.domain.reasons import Reason
from comms.domain.verdicts import (
    MOVES,
    ON_THEME_AT_MOST,
    REJECTED_AT_MOST,
    WHYS,
    Decided,
    Verdict,
    linking_theme,
    standing,
    with_silences,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ON_WATER = Reason("word found", {"word": "water", "theme": "water", "place": "title"})


def a_verdict(number=1, kind="accept", **fields):
    defaults = {
        "id": number,
        "kind": kind,
        "observance": "water",
        "occurrence": "water-2027",
        "by": "anna",
        "at": NOON + timedelta(minutes=number),
        "initiative": "well",
        "theme": "water",
        "why": "clear link",
    }
    return Verdict(**(defaults | fields))


def a_match(initiative="well", p=0.5, reasons=(ON_WATER,), observance="water"):
    return Match(observance, initiative, p, reasons)


def after(*verdicts, match=None):
    (found,) = Decided(verdicts).applied([match or a_match()])
    return found


def test_without_decisions_nothing_moves():
    matches = [a_match(), a_match("tap", 0.4)]

    assert Decided().applied(matches) == matches


@pytest.mark.parametrize(
    ("kind", "code", "p"),
    [
        ("accept", "editor accepted", 0.982),
        ("pin", "editor pinned", 0.982),
        ("swap", "editor chose another", 0.2689),
        ("reject", "editor rejected", 0.0025),
    ],
)
def test_a_decision_moves_its_pair_and_says_who_when_and_why(kind, code, p):
    one = a_verdict(kind=kind, text="Seen on site.", instead="tap" if kind == "swap" else "")

    found = after(one)

    told = {"who": "anna", "when": one.at.isoformat(), "why": "clear link", "text": "Seen on site."}
    named = {"initiative": "tap"} if kind == "swap" else {}
    assert (found.p, found.reasons) == (p, (Reason(code, told | named), ON_WATER))


def test_who_was_chosen_in_a_swap_rises():
    found = after(a_verdict(kind="swap", instead="tap"), match=a_match("tap"))

    assert (found.p, found.reasons[0].code) == (0.7311, "editor chose this")


def test_who_is_chosen_for_a_day_that_told_nobody_rises_alone():
    one = a_verdict(kind="swap", initiative="", instead="tap")

    assert [match.p for match in Decided([one]).applied([a_match("tap"), a_match("")])] == [0.7311, 0.5]


def test_of_one_pair_the_newest_decision_counts():
    assert after(a_verdict(1, "reject"), a_verdict(2, "accept")) == after(a_verdict(2, "accept"))


def test_a_rejected_pair_is_never_probable_however_sure_the_words_are():
    assert after(a_verdict(kind="reject"), match=a_match(p=1.0)).p == REJECTED_AT_MOST


def test_an_undone_decision_counts_no_more_and_the_one_before_counts_again():
    first, second = a_verdict(1, "reject"), a_verdict(2, "accept")
    undo = a_verdict(3, "undo", undoes=2)

    assert standing([undo, second, first]) == (first,)
    assert after(first, second, undo) == after(first)


def test_all_undone_is_as_if_nothing_had_been_decided():
    assert after(a_verdict(1, "reject"), a_verdict(2, "undo", undoes=1)) == a_match()


def test_the_same_work_on_another_day_stays():
    other = a_match(observance="health")

    assert after(a_verdict(kind="reject"), match=other) == other


@pytest.mark.parametrize(
    ("kind", "why", "code", "p"),
    [
        ("accept", "good example", "editors favoured theme", 0.5744),
        ("reject", "other subject", "editors doubted theme", 0.4256),
    ],
)
def test_other_work_that_the_same_theme_links_to_the_day_moves_a_little(kind, why, code, p):
    found = after(a_verdict(kind=kind, why=why), match=a_match("tap"))

    assert (found.p, found.reasons[0].code) == (p, code)
    assert found.reasons[0].values["initiative"] == "well"
    assert found.reasons[0].values["theme"] == "water"


@pytest.mark.parametrize(
    "one",
    [
        a_verdict(kind="reject", why="wrong tone"),
        a_verdict(kind="swap", why="better example", instead="third"),
        a_verdict(theme=""),
        a_verdict(theme="health"),
        a_verdict(observance="health"),
    ],
    ids=["tone", "swap", "no theme", "another theme", "another day"],
)
def test_a_reason_that_says_nothing_of_theme_and_day_moves_no_other_work(one):
    assert after(one, match=a_match("tap")) == a_match("tap")


def test_decisions_for_and_against_a_theme_cancel_out():
    for_it = a_verdict(1, initiative="a", why="good example")
    against = a_verdict(2, "reject", initiative="b", why="thin link")

    assert after(for_it, against, match=a_match("tap")) == a_match("tap")


def test_many_decisions_move_a_theme_no_further_than_its_bound():
    two, ten = (
        after(*(a_verdict(n, "reject", initiative=f"w{n}", why="thin link") for n in range(many)), match=a_match("tap"))
        for many in (2, 10)
    )

    assert two.p == ten.p == 0.3543
    assert ten.reasons[0].values["initiative"] == "w9"


def test_a_theme_is_moved_less_than_a_pair():
    assert max(abs(move) for move in MOVES.values()) > ON_THEME_AT_MOST
    assert min(abs(move) for move in MOVES.values()) > ON_THEME_AT_MOST


def test_work_without_a_theme_is_not_moved_by_one():
    match = a_match("tap", reasons=(Reason("words shared", {"words": "tap"}),))

    assert after(a_verdict(), match=match) == match


def test_the_linking_theme_is_that_of_the_work_and_not_that_of_a_decision():
    decision = Reason("editors favoured theme", {"theme": "health", "who": "anna"})

    assert (linking_theme([decision, ON_WATER]), linking_theme([decision])) == ("water", "")


def test_matches_of_several_days_are_judged_best_first():
    found = Decided([a_verdict(kind="reject")]).over({"water": [a_match(), a_match("tap", 0.1)], "health": []})

    assert {day: [one.initiative for one in matches] for day, matches in found.items()} == {
        "water": ["tap", "well"],
        "health": [],
    }


def test_equals_keep_their_order():
    matches = [a_match("b"), a_match("a")]

    assert Decided([a_verdict(kind="accept", observance="other")]).applied(matches) == matches


def test_who_was_chosen_in_a_swap_stays_there_and_who_gave_way_does_not():
    swap = a_verdict(kind="swap", instead="tap")

    assert Decided([swap]).pinned() == {("water-2027", "tap")}


def test_what_is_pinned_is_named_by_occurrence_until_somebody_thinks_otherwise():
    pin = a_verdict(1, "pin")

    assert Decided([pin]).pinned() == {("water-2027", "well")}
    assert Decided([pin, a_verdict(2, "accept")]).pinned() == frozenset()


def test_standing_decisions_are_labels():
    decided = Decided(
        [
            a_verdict(1, "accept"),
            a_verdict(2, "reject", initiative="tap"),
            a_verdict(3, "pin", observance="health"),
            a_verdict(4, "swap", initiative="third", instead="fourth"),
            a_verdict(5, "reject", initiative="fifth"),
            a_verdict(6, "undo", undoes=5),
        ]
    )

    assert decided.labels() == {"well": {"water": 2, "health": 2}, "tap": {"water": 0}}


def test_silence_of_an_occurrence_has_its_reason_in_the_plan():
    why = Decided([a_verdict(kind="nothing", initiative="", why="quiet")]).silences()["water-2027"]
    nobody, day = Reason("no good match", {"threshold": "0.40"}), date(2027, 3, 22)
    tier = Reason("tier", {"tier": "lead"})
    silent = Slot("water-2027:told", "day", day, "water-2027", None, reasons=(tier, nobody))
    told = Slot("water-2027:also-a", "spotlight", day, "water-2027", None, "a", "tap", reasons=(ON_WATER,))
    other = Slot("health-2027:told", "day", day, "health-2027", None, reasons=(nobody,))
    left = (LeftOut("water-2027", day, nobody), LeftOut("water-2027", day, Reason("day is full")))

    made = with_silences(Plan((silent, told, other), left), {"water-2027": why})

    assert [slot.reasons for slot in made.slots] == [(tier, why), (ON_WATER,), (nobody,)]
    assert [one.reason for one in made.left_out] == [why, Reason("day is full")]
    assert with_silences(made, {"water-2027": why}) == made


def test_every_decision_but_an_undoing_has_reasons_that_end_with_other():
    assert {kind: whys[-1] for kind, whys in WHYS.items()} == dict.fromkeys(
        ["accept", "pin", "swap", "reject", "nothing"], "other"
    )


KINDS = st.sampled_from(["accept", "pin", "swap", "reject", "nothing"])


@given(st.lists(KINDS, max_size=8), st.floats(0, 1), st.data())
def test_undoing_everything_brings_every_match_back(kinds, p, data):
    made = [
        a_verdict(n, kind, initiative=data.draw(st.sampled_from(["well", "tap"])), instead="third")
        for n, kind in enumerate(kinds, start=1)
    ]
    undone = [a_verdict(100 + one.id, "undo", undoes=one.id) for one in made]
    matches = [a_match("well", p), a_match("tap", p), a_match("third", p)]

    assert Decided([*made, *undone]).applied(matches) == matches


@given(st.permutations([a_verdict(n, kind) for n, kind in enumerate(["accept", "reject", "swap", "pin"], start=1)]))
def test_the_order_in_which_decisions_are_read_never_matters(verdicts):
    assert after(*verdicts) == after(a_verdict(4, "pin"))
