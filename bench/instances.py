"""Networks of any size to plan for: seeded, so that everybody measures the same.

The instance of 2027: 200 occasions in clusters, seven regions, three languages, one to eight initiatives a member.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from comms.domain.matching import Match
from comms.domain.network import Initiative, Member, Network
from comms.domain.observances import Observance, Occurrence, occurrences
from comms.domain.planning import Blackout, PlanRules, Room
from comms.domain.reasons import Reason

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
OCCASIONS, THEMES = 200, 36
REGIONS = {
    "africa": 18,
    "asia-pacific": 14,
    "eurasia": 8,
    "europe": 26,
    "latin-america": 20,
    "mewa": 8,
    "north-america": 6,
}
LANGUAGES = {"en": 40, "es": 32, "fr": 28}
SOLEMN = 0.08
FEW = 100
_NO_REASON = (Reason("made up"),)


@dataclass(frozen=True)
class Case:
    """All that a plan is made of."""

    occurrences: tuple[Occurrence, ...]
    matches: dict[str, list[Match]]
    network: Network
    rules: PlanRules


def rules(members: int, ids: list[str], dice: random.Random) -> PlanRules:
    """Return the rules of the instance: two posts a day on all channels, a carousel and a round-up beside them."""
    silent = [FIRST + timedelta(days=dice.randrange(365)) for _ in range(6)]
    embargoes = []
    for id_ in dice.sample(ids, max(1, len(ids) // 20)):
        start = FIRST + timedelta(days=dice.randrange(330))
        embargoes.append(Blackout(first=start, last=start + timedelta(days=29), member=id_))
    return PlanRules(
        per_day=2,
        per_week=8,
        rooms=(
            Room(channel="linkedin", posts_per_day=1, features_per_post=3, features_per_week=12),
            Room(channel="website", posts_per_day=1, features_per_post=4, features_per_week=12),
        ),
        per_occurrence=30,
        member_per_year=12 if members <= FEW else 6,
        initiative_gap_days=56,
        quiet_weekdays=(5, 6),
        blackouts=(*(Blackout(first=day, last=day) for day in silent), *embargoes),
        lead_countdown_days=(),
        event_countdown_days=(),
    )


def case(members: int, seed: int = 1) -> Case:
    """Return a network of so many members, with its year of occasions and its matches."""
    dice = random.Random(seed)
    days = [_occasion(number, dice) for number in range(OCCASIONS)]
    found = tuple(occurrences(days, FIRST, LAST))
    bodies, works, themes = {}, {}, {}
    for number in range(members):
        body = _member(f"member-{number:05d}", dice)
        bodies[body.id] = body
        for turn in range(min(8, 1 + int(dice.expovariate(1 / 2.1)))):
            work = _initiative(f"{body.id}-{turn}", body.id, dice)
            works[work.id] = work
            themes[work.id] = dice.sample(range(THEMES), 1 + dice.randrange(2))
    matches = _matches(days, themes, dice)
    network = Network(bodies, works)
    return Case(found, matches, network, rules(members, sorted(bodies), dice))


def _occasion(number: int, dice: random.Random) -> Observance:
    # Real calendars crowd: one occasion in three shares its day with another.
    day = FIRST + timedelta(days=dice.randrange(365) if number % 3 else dice.choice((79, 92, 155, 281, 323, 343)))
    return Observance.model_validate(
        {
            "id": f"day-{number:03d}",
            "kind": "day",
            "official": "un",
            "name": {"en": f"Day {number}"},
            "rule": {"kind": "fixed", "month": day.month, "day": day.day},
            "since": 2000,
            "themes": [f"theme-{dice.randrange(THEMES)}"],
            "tier": "mention",
            "solemn": dice.random() < SOLEMN,
            "sources": ["made up"],
            "confidence": "known",
        }
    )


def _member(id_: str, dice: random.Random) -> Member:
    (region,) = dice.choices(list(REGIONS), list(REGIONS.values()))
    return Member.model_construct(
        id=id_, name={"en": id_}, country="ES", region=region, government="city", zone="UTC", campaign="member",
        confidence="high",
    )  # fmt: skip


def _initiative(id_: str, member: str, dice: random.Random) -> Initiative:
    (language,) = dice.choices(list(LANGUAGES), list(LANGUAGES.values()))
    return Initiative.model_construct(
        id=id_, member=member, language=language, title={"en": id_}, summary={"en": id_}, source="https://example.org",
        source_seen=True, evidence="detail",
    )  # fmt: skip


def _matches(days: list[Observance], themes: dict[str, list[int]], dice: random.Random) -> dict[str, list[Match]]:
    of_theme: dict[str, list[str]] = {f"theme-{number}": [] for number in range(THEMES)}
    for work, numbers in themes.items():
        for place, number in enumerate(numbers):
            of_theme[f"theme-{number}"].append(work)
            if place == 0:
                # A related theme matches too, and less.
                of_theme[f"theme-{(number + 1) % THEMES}"].append(work)
    found = {}
    for day in days:
        works = sorted(set(of_theme[day.themes[0]]))
        drawn = [(work, dice.betavariate(3, 2)) for work in works]
        found[day.id] = [Match(day.id, work, round(p, 6), _NO_REASON) for work, p in drawn if p >= 0.3]  # noqa: PLR2004
    return found
