"""The year plan: tiers, caps, gaps and turns."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from comms.domain.events import Event
from comms.domain.matching import Match
from comms.domain.network import Network
from comms.domain.observances import Observance, occurrences
from comms.domain.planner import plan
from comms.domain.planning import LeftOut, Plan, PlanRules, Slot
from comms.domain.reasons import Reason
from tests.factories import a_day, a_decade, a_member, a_network, a_week, a_year, an_event, an_initiative

FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
WHY = (Reason("word found", {"word": "water", "theme": "water", "place": "title"}),)
NETWORK = a_network(
    [a_member(id=f"city-{n}") for n in range(4)],
    [an_initiative(id=f"work-{n}", member=f"city-{n % 4}") for n in range(8)],
)
ROOMY = PlanRules(
    per_day=50, per_week=100, per_occurrence=1, eve_days=0, lead_countdown_days=(), event_countdown_days=()
)


def _day(id_: str, month: int, day: int, **fields: Any) -> Observance:
    return a_day(**({"id": id_, "rule": {"kind": "fixed", "month": month, "day": day}, "since": 2000} | fields))


def _matches(*found: tuple[str, str, float]) -> dict[str, list[Match]]:
    by_day: dict[str, list[Match]] = {}
    for observance, initiative, p in found:
        by_day.setdefault(observance, []).append(Match(observance, initiative, p, WHY))
    return by_day


def _plan(  # noqa: PLR0913 - a test names only what it needs
    observances: Iterable[Observance] = (),
    events: Iterable[Event] = (),
    matches: Mapping[str, list[Match]] | None = None,
    rules: PlanRules = ROOMY,
    *,
    network: Network = NETWORK,
    kept: Iterable[Slot] = (),
    featured: Mapping[str, date] | None = None,
) -> Plan:
    found = occurrences(observances, FIRST, LAST + timedelta(days=40))
    return plan(found, events, matches or {}, network, rules, first=FIRST, last=LAST, kept=kept, featured=featured)


def _told(found: Plan) -> list[tuple[str, str, str | None]]:
    return [(slot.id, slot.kind, slot.initiative) for slot in found.slots]


def _left_out(found: Plan) -> list[tuple[str, str]]:
    return [(one.subject, one.reason.code) for one in found.left_out]


GOOD = _matches(("one", "work-0", 0.8))


@pytest.mark.parametrize(
    ("tier", "matches", "told"),
    [
        ("lead", GOOD, [("one-2027:told", "spotlight", "work-0")]),
        ("lead", {}, [("one-2027:told", "day", None)]),
        ("feature", GOOD, [("one-2027:told", "spotlight", "work-0")]),
        ("feature", {}, [("one-2027:told", "day", None)]),
        ("mention", GOOD, [("one-2027:told", "spotlight", "work-0")]),
        ("mention", {}, []),
        ("skip", GOOD, []),
    ],
)
def test_the_tier_decides_what_a_day_gets(tier, matches, told):
    assert _told(_plan([_day("one", 4, 7, tier=tier)], matches=matches)) == told


@pytest.mark.parametrize(
    ("tier", "p", "told"),
    [
        ("lead", 0.69, [("one-2027:told", "day", None)]),
        ("feature", 0.69, [("one-2027:told", "day", None)]),
        ("mention", 0.69, []),
        ("feature", 0.70, [("one-2027:told", "spotlight", "work-0")]),
    ],
)
def test_a_solemn_day_asks_for_a_better_match(tier, p, told):
    day = _day("one", 4, 7, tier=tier, solemn=True)

    assert _told(_plan([day], matches=_matches(("one", "work-0", p)))) == told


def test_a_spotlight_says_why_and_who_is_next_best():
    matches = _matches(("one", "work-0", 0.8), ("one", "work-1", 0.7), ("one", "work-2", 0.2))
    (slot,) = _plan([_day("one", 4, 7, tier="feature")], matches=matches).slots

    assert slot == Slot(
        "one-2027:told",
        "spotlight",
        date(2027, 4, 7),
        "one-2027",
        None,
        "city-0",
        "work-0",
        (*WHY, Reason("first turn", {"member": "city-0"})),
        ("work-1",),
    )


def test_a_day_alone_says_why_nobody_is_featured():
    (slot,) = _plan([_day("one", 4, 7, tier="feature", solemn=True)]).slots

    assert slot.reasons == (
        Reason("tier", {"tier": "feature"}),
        Reason("solemn day"),
        Reason("no good match", {"threshold": "0.70"}),
    )


def test_a_mention_without_a_good_match_is_left_out():
    found = _plan([_day("one", 4, 7, tier="mention")], matches=_matches(("one", "work-0", 0.39)))

    assert found == Plan((), (LeftOut("one-2027", date(2027, 4, 7), Reason("no good match", {"threshold": "0.40"})),))


def test_years_and_decades_get_no_slot_and_a_week_is_told_on_its_first_day():
    week = a_week(
        id="one",
        tier="feature",
        rule={"kind": "period", "start": {"month": 4, "day": 7}, "end": {"month": 4, "day": 13}},
    )
    found = _plan([week, a_year(tier="lead"), a_decade(tier="lead")])

    assert [(slot.id, slot.day) for slot in found.slots] == [("one-2027:told", date(2027, 4, 7))]


def test_an_event_is_told_on_its_first_day_and_counted_down_to():
    found = _plan(events=[an_event()], rules=PlanRules(event_countdown_days=(7, 1, 0)))

    assert [(slot.id, slot.kind, slot.day, slot.event, slot.reasons) for slot in found.slots] == [
        ("forum-2027:countdown-7", "countdown", date(2027, 5, 5), "forum-2027", (Reason("countdown", {"days": "7"}),)),
        ("forum-2027:countdown-1", "countdown", date(2027, 5, 11), "forum-2027", (Reason("countdown", {"days": "1"}),)),
        ("forum-2027:told", "event", date(2027, 5, 12), "forum-2027", (Reason("event"),)),
    ]


@pytest.mark.parametrize(
    "fields", [{"status": "cancelled"}, {"status": "held"}, {"confidence": "low"}, {"first": None, "last": None}]
)
def test_an_event_that_is_not_sure_is_not_told(fields):
    assert _plan(events=[an_event(**fields)]) == Plan((), ())


def test_a_lead_day_is_counted_down_to_but_never_a_solemn_one():
    days = [_day("one", 4, 7), _day("two", 4, 21, solemn=True)]
    found = _plan(days, rules=PlanRules())

    assert [slot.id for slot in found.slots] == ["one-2027:countdown-7", "one-2027:told", "two-2027:told"]


def test_a_day_after_the_period_is_counted_down_to_within_it():
    assert [slot.id for slot in _plan([_day("one", 6, 3)], rules=PlanRules()).slots] == ["one-2027:countdown-7"]


def test_nothing_counts_down_to_what_is_not_told():
    days = [_day("one", 4, 7), _day("two", 4, 7)]
    found = _plan(days, rules=PlanRules(per_day=1))

    assert [slot.id for slot in found.slots] == ["one-2027:countdown-7", "one-2027:told"]
    assert _left_out(found) == [("two-2027", "day is full")]


def test_a_countdown_goes_only_where_there_is_room():
    days = [_day("one", 4, 8), _day("two", 4, 1, tier="feature")]
    found = _plan(days, rules=PlanRules(per_day=1))

    assert [slot.id for slot in found.slots] == ["two-2027:told", "one-2027:told"]
    assert _left_out(found) == [("one-2027", "day is full")]


def test_on_a_full_day_the_lowest_tier_gives_way():
    days = [_day("mention", 4, 7, tier="mention"), _day("feature", 4, 7, tier="feature"), _day("lead", 4, 7)]
    matches = _matches(("mention", "work-0", 0.9), ("feature", "work-1", 0.8), ("lead", "work-2", 0.5))
    found = _plan(days, matches=matches, rules=ROOMY.model_copy(update={"per_day": 2}))

    assert [slot.occurrence for slot in found.slots] == ["feature-2027", "lead-2027"]
    assert found.left_out == (LeftOut("mention-2027", date(2027, 4, 7), Reason("day is full", {"cap": "2"})),)


def test_on_a_full_day_the_lowest_probability_gives_way():
    days = [_day(id_, 4, 7, tier="mention") for id_ in ("one", "two")]
    matches = _matches(("one", "work-0", 0.6), ("two", "work-1", 0.7))
    found = _plan(days, matches=matches, rules=ROOMY.model_copy(update={"per_day": 1}))

    assert [slot.occurrence for slot in found.slots] == ["two-2027"]


def test_in_a_full_week_the_rest_is_left_out():
    days = [_day(f"day-{n}", 4, 5 + n, tier="feature") for n in range(3)]
    found = _plan(days, rules=ROOMY.model_copy(update={"per_week": 2}))

    assert [slot.occurrence for slot in found.slots] == ["day-0-2027", "day-1-2027"]
    assert found.left_out == (LeftOut("day-2-2027", date(2027, 4, 7), Reason("week is full", {"cap": "2"})),)


def test_a_feature_alone_goes_before_a_mention_that_features_somebody():
    days = [_day("feature", 4, 7, tier="feature"), _day("mention", 4, 7, tier="mention")]
    found = _plan(days, matches=_matches(("mention", "work-0", 0.5)), rules=ROOMY.model_copy(update={"per_day": 1}))

    assert _told(found) == [("feature-2027:told", "day", None)]


def test_a_feature_alone_is_not_pushed_out_of_its_week_by_second_works():
    days = [_day("feature", 4, 7, tier="feature"), _day("other", 4, 5, tier="feature")]
    rules = ROOMY.model_copy(update={"per_day": 2, "per_week": 2, "per_occurrence": 2})
    found = _plan(days, matches=_matches(("other", "work-0", 0.8), ("other", "work-1", 0.8)), rules=rules)

    assert [id_ for id_, _, _ in _told(found)] == ["other-2027:told", "feature-2027:told"]


def test_a_member_featured_less_goes_before_a_better_match():
    days = [_day("one", 3, 5, tier="mention"), _day("two", 5, 5, tier="mention")]
    matches = _matches(("one", "work-0", 0.9), ("two", "work-4", 0.9), ("two", "work-1", 0.4))
    found = _plan(days, matches=matches)

    assert _told(found) == [("one-2027:told", "spotlight", "work-0"), ("two-2027:told", "spotlight", "work-1")]
    assert found.slots[1].reasons[-1] == Reason("turn before score", {"initiative": "work-4"})


def test_among_members_featured_equally_the_one_longest_ago_goes_first():
    matches = _matches(("one", "work-0", 0.5), ("one", "work-1", 0.5))
    featured = {"city-0": date(2026, 12, 1), "city-1": date(2026, 6, 1)}
    (slot,) = _plan([_day("one", 3, 5, tier="mention")], matches=matches, featured=featured).slots

    assert slot.initiative == "work-1"
    assert slot.reasons[-1] == Reason("turn", {"member": "city-1", "times": "1", "last": "2026-06-01"})


@pytest.mark.parametrize(
    ("featured", "told"),
    [
        ({"city-0": date(2027, 2, 12)}, "spotlight"),
        ({"city-0": date(2027, 2, 13)}, "day"),
        ({"work-0": date(2026, 11, 5)}, "spotlight"),
        ({"work-0": date(2026, 11, 6)}, "day"),
    ],
)
def test_gaps_are_kept(featured, told):
    found = _plan([_day("one", 3, 5, tier="feature")], matches=_matches(("one", "work-0", 0.5)), featured=featured)

    assert [slot.kind for slot in found.slots] == [told]


def test_a_feature_whose_members_had_their_turn_is_told_alone():
    found = _plan(
        [_day("one", 3, 5, tier="feature")],
        matches=_matches(("one", "work-0", 0.5)),
        featured={"city-0": date(2027, 3, 1)},
    )

    assert found.slots[0].reasons == (Reason("tier", {"tier": "feature"}), Reason("member had its turn"))
    assert found.slots[0].next_best == ("work-0",)


def test_a_mention_whose_members_had_their_turn_is_left_out():
    found = _plan(
        [_day("one", 3, 5, tier="mention")],
        matches=_matches(("one", "work-0", 0.5)),
        featured={"city-0": date(2027, 3, 1)},
    )

    assert _left_out(found) == [("one-2027", "member had its turn")]


def test_a_turn_tells_what_was_before_it():
    days = [_day("lead", 5, 20), _day("one", 3, 5, tier="mention")]
    matches = _matches(("lead", "work-0", 0.5), ("one", "work-4", 0.9))
    (slot, later) = _plan(days, matches=matches).slots

    assert (slot.reasons[-1], later.reasons[-1]) == (
        Reason("first turn", {"member": "city-0"}),
        Reason("turn", {"member": "city-0", "times": "1", "last": "2027-03-05"}),
    )


def test_what_is_sensitive_or_unknown_is_never_featured():
    network = a_network(initiatives=[an_initiative(id="sensitive", sensitivity="war")])
    matches = _matches(("one", "sensitive", 0.9), ("one", "unknown", 0.9))
    found = _plan([_day("one", 4, 7, tier="mention")], matches=matches, network=network)

    assert _left_out(found) == [("one-2027", "no good match")]


def test_what_is_kept_stays_and_counts():
    kept = Slot("one-2027:told", "spotlight", date(2027, 4, 7), "one-2027", None, "city-1", "work-1")
    days = [_day("one", 4, 7), _day("two", 4, 8, tier="mention"), _day("three", 4, 7, tier="feature")]
    matches = _matches(("one", "work-0", 0.9), ("two", "work-1", 0.9), ("two", "work-5", 0.8))
    found = _plan(days, matches=matches, rules=ROOMY.model_copy(update={"per_day": 1}), kept=[kept, kept])

    assert found.slots == (kept,)
    assert _left_out(found) == [("three-2027", "day is full"), ("two-2027", "member had its turn")]


def test_a_kept_slot_of_a_moved_event_is_told_as_a_conflict():
    kept = Slot("forum-2027:told", "event", date(2027, 5, 10), None, "forum-2027")
    found = _plan(events=[an_event()], kept=[kept])

    assert found == Plan(
        (kept,), (LeftOut("forum-2027", date(2027, 5, 12), Reason("kept on another day", {"kept": "2027-05-10"})),)
    )


def test_what_is_kept_outside_the_period_counts_but_is_not_returned():
    kept = Slot("old:told", "spotlight", date(2027, 2, 26), "old", None, "city-0", "work-0")
    found = _plan([_day("one", 3, 5, tier="feature")], matches=_matches(("one", "work-0", 0.9)), kept=[kept])

    assert _told(found) == [("one-2027:told", "day", None)]


def test_an_occurrence_given_twice_is_told_once():
    day = _day("one", 4, 7)

    assert _told(_plan([day, day])) == [("one-2027:told", "day", None)]
