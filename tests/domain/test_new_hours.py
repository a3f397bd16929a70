from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from comms.domain.new_hours import new_hours


def test_posts_of_each_channel_follow_each_other():
    hours = new_hours(["x", "x", "linkedin", "x"], first=time(15, 30), apart=20)

    assert hours == [time(15, 30), time(15, 50), time(15, 30), time(16, 10)]


def test_post_that_would_go_after_midnight_gets_no_hour():
    assert new_hours(["x", "x", "x"], first=time(23, 40), apart=15) == [time(23, 40), time(23, 55), None]


@given(st.lists(st.sampled_from(["x", "linkedin"]), max_size=20), st.times(), st.integers(1, 200))
def test_two_posts_of_a_channel_never_share_an_hour(channels, first, apart):
    found = [
        pair
        for pair in zip(channels, new_hours(channels, first=first, apart=apart), strict=True)
        if pair[1] is not None
    ]

    assert len(set(found)) == len(found)
