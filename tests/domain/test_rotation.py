from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.domain.rotation import in_turn, next_wording

NAMES = ("plain", "bright_joy", "calm", "late")


@pytest.mark.parametrize(
    ("previous", "expected"),
    [(None, "plain"), ("plain", "bright_joy"), ("late", "plain"), ("no-longer-there", "plain")],
)
def test_next_wording_follows_the_previous_one(previous, expected):
    assert next_wording(NAMES, previous) == expected


def test_solemn_day_never_takes_a_bright_wording():
    assert in_turn(NAMES, "plain", solemn=True) == ("calm", "late", "plain")


def test_solemn_day_goes_on_after_a_bright_wording_too():
    assert next_wording(NAMES, "bright_joy", solemn=True) == "calm"


def test_nothing_is_next_where_all_wordings_are_bright_on_a_solemn_day():
    assert next_wording(("bright_joy",), None, solemn=True) is None


@given(st.lists(st.sampled_from(["a", "b", "bright_c", "d"]), min_size=2, unique=True), st.integers(1, 20))
def test_neighbours_never_read_alike_and_all_take_their_turn(names, rounds):
    previous, told = None, []
    for _ in range(rounds * len(names)):
        previous = next_wording(names, previous)
        told.append(previous)

    assert all(one != other for one, other in pairwise(told))
    assert {told.count(name) for name in names} == {rounds}
