"""What the chosen room can promise, told before anything is planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comms.domain.candidates import Candidate
from comms.domain.network import Network
from comms.domain.open_plan import OpenPlan
from comms.domain.planning import PlanRules, Room


@dataclass(frozen=True)
class More:
    """One way to make more room, and how many more features it would bring."""

    name: str
    features: int
    reach: float


@dataclass(frozen=True)
class Capacity:
    """How many features there is room for, and what that means for the members who have any match."""

    features: int
    members: int
    matched: int
    reach: float
    floor: int
    more: tuple[More, ...]


def capacity(found: Iterable[Candidate], network: Network, rules: PlanRules, first: date, last: date) -> Capacity:
    """Return what *rules* can promise in a period, and what one more post, round-up or carousel would add."""
    tellings = tuple(found)
    usable = usable_features(tellings, network, rules, first, last)
    matched = {network.initiatives[match.initiative].member for one in tellings for match in one.matches}

    def reach(features: int) -> float:
        return min(1.0, features / len(matched)) if matched else 0.0

    more = []
    for name, wider in _wider(rules):
        there = usable_features(tellings, network, wider, first, last)
        more.append(More(name, there - usable, reach(there)))
    return Capacity(
        features=usable,
        members=len(network.members),
        matched=len(matched),
        reach=reach(usable),
        floor=min(rules.member_per_year, usable // len(matched)) if matched else 0,
        more=tuple(more),
    )


def _wider(rules: PlanRules) -> list[tuple[str, PlanRules]]:
    post = rules.model_copy(update={"per_day": rules.per_day + 1, "per_week": rules.per_week + 5})
    carousel = Room(channel="one-more-carousel", features_per_post=3, features_per_week=15)
    round_up = Room(channel="one-more-round-up", features_per_post=4, features_per_week=4)
    return [
        ("one more post a day", post),
        ("a carousel of 3 a day", rules.model_copy(update={"rooms": (*rules.rooms, carousel)})),
        ("a round-up of 4 a week", rules.model_copy(update={"rooms": (*rules.rooms, round_up)})),
    ]


def usable_features(found: Iterable[Candidate], network: Network, rules: PlanRules, first: date, last: date) -> int:
    """Return how many initiatives could be featured if every match were good and every member free."""
    # The desk imports what this imports and must stay small: only who plans loads what solves.
    from comms.domain.choices import anonymous  # noqa: PLC0415
    from comms.domain.solution import solution  # noqa: PLC0415

    made = OpenPlan(network, rules, (), {}, first)
    tellings = [one for one in found if first <= one.day <= last]
    for one in tellings:
        if one.has_its_place:
            made.reserve(one)
    asked = anonymous(made.occasions(tellings), made.rooms, first, last)
    return len(solution(asked, rules.solver_seconds).taken)
