"""Series: countdowns, steps and monthly spotlights have their place before anything is chosen."""

from datetime import date

import pytest

from comms.domain.planner import plan
from comms.domain.series import Series
from tests.factories import a_day, an_event
from tests.planning import CITIES, FIRST, LAST, RULES, coming, days_of_march

NAME = {"en": "A series"}


def a_series(**fields):
    return Series.model_validate({"id": "series", "name": NAME, "kind": "monthly", "day_of_month": 15} | fields)


def planned(series, days=(), events=()):
    rules = RULES.model_copy(update={"per_day": 3})
    return plan(coming(days), events, {}, CITIES, rules, first=FIRST, last=LAST, series=[series])


def test_a_countdown_has_a_post_each_so_many_days():
    days = days_of_march(20, tier="mention")
    made = planned(a_series(kind="countdown", to=["day-20"], length=10, every=4), days)

    assert [(slot.id, slot.kind, slot.day.day) for slot in made.slots] == [
        ("day-20-2027:countdown-10", "countdown", 10),
        ("day-20-2027:countdown-6", "countdown", 14),
        ("day-20-2027:countdown-2", "countdown", 18),
    ]


def test_nothing_counts_down_to_a_solemn_day():
    days = [a_day(id="one", solemn=True, tier="mention", rule={"kind": "fixed", "month": 3, "day": 20})]

    assert planned(a_series(kind="countdown", to=["one"], length=10), days).slots == ()


def test_steps_lead_to_an_event():
    made = planned(a_series(kind="steps", to=["forum-2027"], days_before=[1, 30]), events=[an_event()])

    assert [slot.id for slot in made.slots] == [
        "forum-2027:countdown-30",
        "forum-2027:countdown-1",
        "forum-2027:told",
    ]


def test_steps_lead_to_every_event_of_their_kinds():
    series = a_series(kind="steps", kinds=["dialogue"], days_before=[14])
    events = [
        an_event(id="talk-2027", kind="dialogue"),
        an_event(id="talk-2026", kind="dialogue", status="held"),
        an_event(id="forum-2027", kind="whrcf"),
    ]

    made = planned(series, days_of_march(20), events=events)

    assert [slot.id for slot in made.slots if slot.kind == "countdown"] == ["talk-2027:countdown-14"]


def test_steps_to_nothing_are_incomplete():
    with pytest.raises(ValueError, match="is missing from a series of the kind steps"):
        a_series(kind="steps", days_before=[14])


def test_a_monthly_spotlight_features_whose_turn_it_is():
    made = planned(a_series())

    assert [(slot.id, slot.kind, slot.occurrence) for slot in made.slots] == [
        ("series-2027-03:told", "spotlight", None),
        ("series-2027-04:told", "spotlight", None),
        ("series-2027-05:told", "spotlight", None),
    ]
    assert len({slot.member for slot in made.slots}) == 3


def test_a_spotlight_of_a_theme_that_nobody_works_on_is_left_out():
    made = planned(a_series(themes=["water"], first=date(2027, 4, 1), last=date(2027, 4, 30)))

    assert [(one.subject, one.reason.code) for one in made.left_out] == [("series-2027-04", "no good match")]


def test_a_series_that_is_not_active_is_not_planned():
    assert planned(a_series(active=False)).slots == ()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"kind": "countdown", "to": ["a"]}, "length"),
        ({"kind": "steps", "to": ["a"]}, "days_before"),
        ({"day_of_month": None}, "day_of_month"),
    ],
)
def test_a_series_says_what_it_lacks(fields, missing):
    with pytest.raises(ValueError, match=rf"{missing}\n.* is missing from a series of the kind "):
        a_series(**fields)


def test_a_series_ends_after_it_starts():
    with pytest.raises(ValueError, match="is 2027-01-01, before first, 2027-01-02; correct first or last"):
        a_series(first="2027-01-02", last="2027-01-01")
