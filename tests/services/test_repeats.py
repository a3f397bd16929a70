from datetime import timedelta

import pytest

from comms.domain.posts import State
from comms.domain.repeats import core
from comms.services.repeats import said_lately, said_or_planned
from tests.rows import DAY, a_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "other",
    ["Water is a right", "WATER  is\na right", "Water is a right https://un.org/water", "Ｗater is a right"],
)
def test_text_is_the_same_whatever_blanks_and_links_it_carries(other):
    assert core(other) == core("Water is a right")


def test_other_words_are_another_text():
    assert core("Water is a right!") != core("Water is a right")


@pytest.mark.parametrize(
    ("state", "lately", "planned"),
    [
        (State.PUBLISHED, True, True),
        (State.UNCONFIRMED, True, True),
        (State.SCHEDULED, False, True),
        (State.DRAFT, False, False),
        (State.WITHDRAWN, False, False),
    ],
)
def test_what_went_out_or_is_planned_counts(state, lately, planned):
    earlier = a_post(key="earlier", day=DAY - timedelta(days=3), state=state)
    post = a_post()

    found = (said_lately(post, days=30), said_or_planned(post, days=30))

    assert found == (earlier if lately else None, earlier if planned else None)


@pytest.mark.parametrize(
    "fields",
    [{"channel": "linkedin"}, {"account": "other"}, {"day": DAY - timedelta(days=31)}, {"text": "Other words"}],
)
def test_another_place_or_time_or_text_does_not_count(fields):
    a_post(**({"key": "earlier", "day": DAY - timedelta(days=3), "state": State.PUBLISHED} | fields))

    assert said_lately(a_post(), days=30) is None
