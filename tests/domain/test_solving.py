"""The solver finds the best, proves it, and gives up in good order."""

from dataclasses import replace

import numpy as np
import pytest

from comms.domain import solution as solution_module
from comms.domain import solving
from comms.domain.choosing import Chosen, completed, seated
from comms.domain.instance import Band, Instance, Room
from comms.domain.solution import solution
from comms.domain.solving import exact, near, relaxed


def ints(*numbers):
    return np.array(numbers, dtype=np.int64)


def an_instance(size=6, caps=1, rooms=None, **changes):
    """Return an instance of so many occasions on one day each, with two members that could be told on any."""
    pairs = [(occasion, member) for occasion in range(size) for member in range(2)]
    parts = {
        "occasion": ints(*(occasion for occasion, _ in pairs)),
        "day": ints(*(occasion for occasion, _ in pairs)),
        "member": ints(*(member for _, member in pairs)),
        "initiative": ints(*(member for _, member in pairs)),
        "reserved": np.zeros(len(pairs), dtype=bool),
        "value": np.array([0.5 + occasion / 100 + member / 1000 for occasion, member in pairs]),
        "caps": np.full(size, caps, dtype=np.int64),
        "bonus": np.zeros(size),
        "rewards": np.array([[1.0, 0.35], [1.0, 0.35]]),
        "weeks": np.zeros(size, dtype=np.int64),
        "quarters": np.zeros(size, dtype=np.int64),
        "rooms": rooms or (Room(np.ones(size, dtype=np.int64), ints(3)),),
        "spacings": (),
        "bands": (),
        "kept_by_quarter": np.zeros(1),
        "band_worth": 0.0,
    }
    return Instance(**(parts | changes))


def test_the_best_days_are_taken_and_the_bound_proves_it():
    found = solution(an_instance(), 10)

    assert (len(found.taken), found.objective) == (3, pytest.approx(found.bound))


def test_a_slot_changes_its_channel_to_make_room_for_another():
    rooms = (Room(ints(1, 0), ints(1)), Room(ints(1, 1), ints(1)), Room(ints(0, 1), ints(0)))
    one = an_instance(2, rooms=rooms)
    chosen = Chosen(one)
    taken = [chosen.take(0), chosen.take(2)]

    assert taken == [True, True]
    assert chosen.channels() == {0: [0], 1: [1]}


def test_what_stands_moves_to_another_channel():
    # The first day takes the first channel; the second day has only that one, so the first day moves on.
    rooms = (Room(ints(1, 1), ints(1)), Room(ints(1, 0), ints(1)))
    chosen = Chosen(an_instance(2, rooms=rooms))
    taken = [chosen.take(0), chosen.take(2)]

    assert taken == [True, True]
    assert chosen.channels() == {0: [1], 1: [0]}


def test_whoever_had_a_channel_keeps_it_and_the_others_go_round_them():
    # The solver's own seats would be the first channel on each day.
    rooms = (Room(ints(1, 1), ints(1)), Room(ints(1, 1), ints(1)))
    one = an_instance(2, rooms=rooms)

    assert seated(one, [0, 2], {0: 1}) == {0: [1], 1: [0]}
    assert seated(one, [0, 2], {2: 0}) == {0: [1], 1: [0]}
    assert seated(one, [0, 2], {0: 1, 2: 1}) == {0: [1], 1: [0]}


def test_a_full_week_takes_nothing_more():
    chosen = Chosen(an_instance(2, rooms=(Room(ints(1, 1), ints(1)),)))

    assert [chosen.take(0), chosen.take(2)] == [True, False]


def test_without_time_nothing_is_relaxed(monkeypatch):
    class Late:
        status = 1

    monkeypatch.setattr(solving, "linprog", lambda *_, **__: Late)

    assert relaxed(an_instance(), 1) is None


def test_a_search_that_is_cut_short_still_has_a_bound(monkeypatch):
    full = relaxed(an_instance(caps=2), 10)
    for name, value in (("FIRST_BY_DAY", 1), ("FIRST_BY_MEMBER", 1), ("_ROUNDS", 1)):
        monkeypatch.setattr(solving, name, value)
    short = relaxed(an_instance(caps=2), 10)

    assert not short.finished
    assert short.bound >= full.bound - 1e-9
    assert exact(an_instance(caps=2), short, 0.0, 10) is None


def test_choices_join_some_at_a_time(monkeypatch):
    one = an_instance(8, caps=2, rooms=(Room(np.full(8, 2), ints(16)),))
    full = relaxed(one, 10)
    for name, value in (("FIRST_BY_DAY", 1), ("FIRST_BY_MEMBER", 1), ("MOST_JOINING", 1)):
        monkeypatch.setattr(solving, name, value)

    assert relaxed(one, 10).bound == pytest.approx(full.bound)


def test_too_many_choices_are_not_settled(monkeypatch):
    one = an_instance()
    found = relaxed(one, 10)
    monkeypatch.setattr(solving, "EXACT", 0)

    assert exact(one, found, found.bound - 1, 10) is None
    assert near(one, replace(found, shares=found.shares * 0.5), 0.0, 10) is None


def test_a_search_without_a_result_settles_nothing(monkeypatch):
    class Nothing:
        x = None

    one = an_instance()
    found = relaxed(one, 10)
    monkeypatch.setattr(solving, "milp", lambda *_, **__: Nothing)

    assert exact(one, found, found.bound - 1, 10) is None
    assert near(one, found, 0.0, 10) is None


def test_what_is_settled_is_what_is_best():
    one = an_instance()
    found = relaxed(one, 10)

    assert one.worth(exact(one, found, found.bound - 1, 10).choices) == pytest.approx(found.bound)
    assert one.worth(near(one, found, 0.0, 10).choices) == pytest.approx(found.bound)


def test_where_the_search_settles_nothing_the_rounded_plan_stays(monkeypatch):
    one = an_instance()
    whole = relaxed(one, 10)
    # A bound that nobody can reach makes every search worth trying.
    far = replace(whole, bound=whole.bound + 1)
    monkeypatch.setattr(solution_module, "relaxed", lambda *_: far)
    monkeypatch.setattr(solution_module, "near", lambda *_: None)
    monkeypatch.setattr(solution_module, "exact", lambda *_: None)

    assert solution(one, 10).method == "linear programme, rounded"


def test_what_costs_more_than_it_brings_is_not_taken():
    everybody = np.ones(12, dtype=bool)
    one = an_instance(bands=(Band(everybody, 0.0, 0.0, np.zeros(1)),), band_worth=10.0)

    assert len(completed(Chosen(one)).taken) == 0


def test_a_plan_that_is_far_from_its_bound_is_settled_exactly(monkeypatch):
    one = an_instance()
    whole = relaxed(one, 10)
    far = replace(whole, bound=whole.bound + 1)
    monkeypatch.setattr(solution_module, "relaxed", lambda *_: far)

    found = solution(one, 10)

    assert (found.method, found.objective) == ("linear programme, then exact", pytest.approx(whole.bound))
