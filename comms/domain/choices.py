"""A plan's choices as numbers for the solver, and its answer as features."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

import numpy as np

from comms.domain.candidates import Candidate
from comms.domain.closed import Silences
from comms.domain.instance import Band, Instance, Ints, Room, Spacing
from comms.domain.network import Network
from comms.domain.openings import Opening
from comms.domain.planning import PlanRules, Slot
from comms.domain.room import Rooms, week_of
from comms.domain.turns import REWARDS, YEAR, Turns

# Too little to matter, enough to break every tie by the ids, in whatever order they come.
_TIE = 1e-6
# A place that an occasion has anyway is filled before another is taken.
_PLACED = 1e-5
_TIES = 1 << 32
# What was told so on another day is worth little of what stability is worth: it must not push out what stands there.
_MOVED = 0.1


@dataclass(frozen=True)
class Occasion:
    """Something that may feature initiatives: how many, on which days, and what its first feature adds."""

    candidate: Candidate
    openings: tuple[Opening, ...]
    most: int
    bonus: float = 0.0


@dataclass(frozen=True)
class Standing:
    """What a plan starts from: turns and rooms with all kept slots, and what was told before."""

    turns: Turns
    rooms: Rooms
    kept: tuple[Slot, ...]
    previous: tuple[Slot, ...] = ()
    rested: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Choices:
    """The instance, and the names that its numbers stand for."""

    instance: Instance
    occasions: tuple[Occasion, ...]
    initiatives: tuple[str, ...]
    first: date

    def day(self, choice: int) -> date:
        """Return the day of a choice."""
        return self.first + timedelta(days=int(self.instance.day[choice]))

    def initiative(self, choice: int) -> str:
        """Return the initiative of a choice."""
        return self.initiatives[int(self.instance.initiative[choice])]

    def occasion(self, choice: int) -> Occasion:
        """Return the occasion of a choice."""
        return self.occasions[int(self.instance.occasion[choice])]


def anonymous(occasions: Sequence[Occasion], rooms: Rooms, first: date, last: date) -> Instance:
    """Return an instance in which anybody may be featured on any occasion: only room and days limit it."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    rows = [
        (number, (opening.day - first).days, int(opening.reserved))
        for number, one in enumerate(occasions)
        for opening in one.openings
        for _ in range(1 if opening.reserved else min(one.most, len(one.candidate.matches)))
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    nobody = np.zeros(len(rows), dtype=np.int64)
    return Instance(
        occasion=table[:, 0],
        day=table[:, 1],
        member=nobody,
        initiative=nobody,
        reserved=table[:, 2] > 0,
        value=np.asarray(1.0 + _PLACED * table[:, 2], dtype=float),
        caps=np.array([min(one.most, len(one.candidate.matches)) for one in occasions], dtype=np.int64),
        bonus=np.zeros(len(occasions)),
        rewards=np.zeros((1, 1)),
        weeks=_places([week_of(day) for day in days]),
        quarters=np.zeros(len(days), dtype=np.int64),
        rooms=_rooms(rooms, days),
        spacings=(),
        bands=(),
        kept_by_quarter=np.zeros(1),
        band_worth=0.0,
    )


@dataclass(frozen=True)
class _Question:
    """All that is asked, with the names in their order."""

    occasions: tuple[Occasion, ...]
    network: Network
    rules: PlanRules
    standing: Standing
    days: tuple[date, ...]
    initiatives: tuple[str, ...]
    members: tuple[str, ...]
    owner: Ints

    @property
    def first(self) -> date:
        return self.days[0]

    def at(self, day: date) -> int:
        return (day - self.first).days


def choices(
    occasions: Sequence[Occasion], network: Network, rules: PlanRules, standing: Standing, period: tuple[date, date]
) -> Choices:
    """Return every choice of *occasions* that no kept slot and no blackout forbids."""
    first, last = period
    initiatives = sorted({match.initiative for one in occasions for match in one.candidate.matches})
    members = sorted({network.initiatives[id_].member for id_ in initiatives})
    number = {member: at for at, member in enumerate(members)}
    owner = np.array([number[network.initiatives[id_].member] for id_ in initiatives], dtype=np.int64)
    days = tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
    asked = _Question(tuple(occasions), network, rules, standing, days, tuple(initiatives), tuple(members), owner)
    return Choices(_instance(asked), asked.occasions, asked.initiatives, first)


def _instance(asked: _Question) -> Instance:
    table = _table(asked)
    allowed = _allowed(asked, table)
    table = {name: column[allowed] for name, column in table.items()}
    quarters = sorted({_quarter(day) for day in asked.days})
    by_day = np.array([quarters.index(_quarter(day)) for day in asked.days], dtype=np.int64)
    bands, kept = _bands(asked, table["initiative"], by_day, len(quarters))
    return Instance(
        occasion=table["occasion"],
        day=table["day"],
        member=asked.owner[table["initiative"]],
        initiative=table["initiative"],
        reserved=table["reserved"] > 0,
        value=_value(asked, table),
        caps=np.array([one.most for one in asked.occasions], dtype=np.int64),
        bonus=np.array([one.bonus for one in asked.occasions], dtype=float),
        rewards=_rewards(asked),
        weeks=_places([week_of(day) for day in asked.days]),
        quarters=by_day,
        rooms=_rooms(asked.standing.rooms, asked.days),
        spacings=_spacings(asked, table),
        bands=bands,
        kept_by_quarter=kept,
        band_worth=asked.rules.band_worth,
    )


def _table(asked: _Question) -> dict[str, Any]:
    """Return each initiative of each occasion on each of its days, in the order of their ids."""
    place = {id_: at for at, id_ in enumerate(asked.initiatives)}
    found: dict[str, list[Any]] = {name: [np.zeros(0)] for name in ("occasion", "day", "initiative", "reserved", "p")}
    for number, one in enumerate(asked.occasions):
        matches = sorted(one.candidate.matches, key=lambda match: match.initiative)
        ids = np.array([place[match.initiative] for match in matches], dtype=np.int64)
        p = np.array([match.p for match in matches])
        for opening in one.openings:
            found["occasion"].append(np.full(len(ids), number))
            found["day"].append(np.full(len(ids), asked.at(opening.day)))
            found["initiative"].append(ids)
            found["reserved"].append(np.full(len(ids), int(opening.reserved)))
            found["p"].append(p * opening.worth)
    whole = {name: np.concatenate(parts) for name, parts in found.items()}
    return {name: column if name == "p" else column.astype(np.int64) for name, column in whole.items()}


def _allowed(asked: _Question, table: dict[str, Any]) -> Any:
    """Tell of each choice whether no blackout and no turn of its theme forbids it."""
    allowed = np.ones(len(table["p"]), dtype=bool)
    if asked.rules.blackouts:
        silences = Silences(asked.rules)
        silent = np.zeros((len(asked.initiatives), len(asked.days)), dtype=bool)
        for at, id_ in enumerate(asked.initiatives):
            member = asked.network.member_of(asked.network.initiatives[id_])
            for one in silences.of(member, id_):
                start = asked.at(one.first) if one.first else 0
                silent[at, max(0, start) : max(0, asked.at(one.last) + 1)] = True
        allowed &= ~silent[table["initiative"], table["day"]]
    if asked.standing.rested:
        themes = [one.candidate.theme for one in asked.occasions]
        rested = np.zeros((len(asked.members), len(asked.occasions)), dtype=bool)
        for at, name in enumerate(asked.members):
            rested[at] = [(name, theme) in asked.standing.rested for theme in themes]
        allowed &= ~rested[asked.owner[table["initiative"]], table["occasion"]]
    return allowed & _spaced(asked, table)


def _spaced(asked: _Question, table: dict[str, Any]) -> Any:
    """Tell of each choice whether it keeps all distances to what stands already."""
    spaced = np.ones(len(table["p"]), dtype=bool)
    for spacing in _spacings(asked, table):
        for at in np.flatnonzero(np.isin(spacing.ids, np.fromiter(spacing.kept, dtype=np.int64))):
            spaced[at] &= spacing.allows(spacing.kept[int(spacing.ids[at])], int(table["day"][at]))
    return spaced


def _value(asked: _Question, table: dict[str, Any]) -> Any:
    """Return what each choice is worth: p, that its member is in the campaign, that it was told so, and its tie."""
    crc = np.array([crc32(id_.encode()) for id_ in asked.initiatives], dtype=np.uint64)
    keys = np.array([crc32(one.candidate.id.encode()) for one in asked.occasions], dtype=np.uint64)
    mixed = (crc[table["initiative"]] * np.uint64(2654435761) ^ keys[table["occasion"]]) * np.uint64(40503)
    value = table["p"] + _TIE * ((mixed + table["day"].astype(np.uint64) * np.uint64(97)) % _TIES) / float(_TIES)
    value += _PLACED * table["reserved"]
    joined = np.array([asked.network.members[id_].is_campaign_member for id_ in asked.members], dtype=bool)
    value += asked.rules.campaign_worth * joined[asked.owner[table["initiative"]]]
    told = {(slot.occurrence, slot.initiative) for slot in asked.standing.previous if slot.initiative}
    if told:
        place = {id_: at for at, id_ in enumerate(asked.initiatives)}
        number = {one.candidate.occurrence: at for at, one in enumerate(asked.occasions)}
        days = {(slot.occurrence, slot.initiative): slot.day for slot in asked.standing.previous}
        width = len(asked.initiatives)
        pairs = {number[key] * width + place[id_]: (key, id_) for key, id_ in told if key in number and id_ in place}
        of = table["occasion"] * width + table["initiative"]
        for at in np.flatnonzero(np.isin(of, np.fromiter(pairs, dtype=np.int64))):
            same_day = asked.at(days[pairs[int(of[at])]]) == table["day"][at]
            value[at] += asked.rules.stability_worth * (1.0 if same_day else _MOVED)
    return value


def _rewards(asked: _Question) -> Any:
    found = np.zeros((len(asked.members), len(REWARDS)))
    for at, member in enumerate(asked.members):
        rewards = asked.standing.turns.rewards(member)
        found[at, : len(rewards)] = rewards
    return found


def _spacings(asked: _Question, table: dict[str, Any]) -> list[Spacing]:
    """Return the distances between features of a member and of an initiative, and the turns within a theme."""
    rules, initiative = asked.rules, table["initiative"]
    found = []
    for names, ids, gap, most in (
        (asked.members, asked.owner[initiative], rules.member_gap_days, rules.member_per_year),
        (asked.initiatives, initiative, rules.initiative_gap_days, rules.initiative_per_year),
    ):
        kept = {
            at: tuple(asked.at(day) for day in known)
            for at, id_ in enumerate(names)
            if (known := asked.standing.turns.near(id_, asked.days[0], asked.days[-1]))
        }
        found += [Spacing(ids, days, most, kept) for days, most in ((gap, 1), (YEAR, most)) if days]
    if rules.rotate_themes:
        themes = _places([one.candidate.theme for one in asked.occasions])
        ids = asked.owner[initiative] * (int(themes.max(initial=0)) + 1) + themes[table["occasion"]]
        found.append(Spacing(ids, len(asked.days) + 1, 1))
    return found


def _rooms(rooms: Rooms, days: Sequence[date]) -> list[Room]:
    one_of_week = {week_of(day): day for day in days}
    return [
        Room(
            np.array([rooms.day_left(space, day) for day in days], dtype=np.int64),
            np.array([rooms.week_left(space, day) for day in one_of_week.values()], dtype=np.int64),
        )
        for space in rooms.spaces
    ]


def _bands(asked: _Question, initiative: Ints, by_day: Ints, quarters: int) -> tuple[list[Band], Any]:
    """Return the shares of regions and languages, and how many features each quarter has already."""
    network, rules = asked.network, asked.rules
    kept = [slot for slot in asked.standing.kept if slot.initiative in network.initiatives]
    kept = [slot for slot in kept if asked.days[0] <= slot.day <= asked.days[-1]]
    at = np.array([by_day[asked.at(slot.day)] for slot in kept], dtype=np.int64)
    region = {id_: network.member_of(one).region for id_, one in network.initiatives.items()}
    language = {id_: one.language for id_, one in network.initiatives.items()}
    members = Counter(one.region for one in network.members.values())
    works = Counter(language.values())
    found = []
    for group, shares, most in ((region, members, None), (language, works, rules.language_band[1])):
        for name in sorted({group[id_] for id_ in asked.initiatives}):
            share = shares[name] / max(1, shares.total())
            least = rules.region_band[0] * share if most is None else min(rules.language_band[0], share)
            inside = np.array([group[id_] == name for id_ in asked.initiatives], dtype=bool)
            mine = np.array([group[slot.initiative or ""] == name for slot in kept], dtype=bool)
            of_quarter = np.bincount(at[mine], minlength=quarters).astype(float)
            top = rules.region_band[1] * share if most is None else max(most, share)
            found.append(Band(inside[initiative], least, top, of_quarter))
    return found, np.bincount(at, minlength=quarters).astype(float)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _places(names: Sequence[Any]) -> Ints:
    """Return the place of each name among all of them, in the order in which they come."""
    known = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([known[name] for name in names], dtype=np.int64)
