"""Choices taken one after the other, each only where no rule forbids it."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from comms.domain.instance import Instance, Ints


class Chosen:
    """The choices taken so far, and what they leave."""

    def __init__(self, one: Instance) -> None:
        self._one = one
        self._caps = one.caps.copy()
        self._by_day = [room.by_day.copy() for room in one.rooms]
        self._by_week = [room.by_week.copy() for room in one.rooms]
        self._shared = [np.zeros_like(room.by_day) for room in one.rooms]
        self._days = [
            defaultdict(list, {id_: list(days) for id_, days in spacing.kept.items()}) for spacing in one.spacings
        ]
        self._reserved: set[int] = set()
        self._served: set[int] = set()
        self._times = np.zeros(len(one.rewards), dtype=np.int64)
        self._totals = one.kept_by_quarter.copy()
        self._inside = [band.kept.copy() for band in one.bands]
        self.taken: list[int] = []

    def take(self, choice: int, wanted: int | None = None) -> bool:
        """Take *choice* if no rule forbids it, in the *wanted* room if it is free; tell whether it was taken."""
        one = self._one
        occasion, day = int(one.occasion[choice]), int(one.day[choice])
        if self._caps[occasion] <= 0 or (one.reserved[choice] and occasion in self._reserved):
            return False
        if not self._is_spaced(choice, day):
            return False
        if not (one.reserved[choice] or self._seat(day, wanted) or self._find_room(day)):
            return False
        self._caps[occasion] -= 1
        self._served.add(occasion)
        if one.reserved[choice]:
            self._reserved.add(occasion)
        for days, spacing in zip(self._days, one.spacings, strict=True):
            days[int(spacing.ids[choice])].append(day)
        self._times[one.member[choice]] += 1
        quarter = one.quarters[day]
        self._totals[quarter] += 1
        for inside, band in zip(self._inside, one.bands, strict=True):
            inside[quarter] += band.inside[choice]
        self.taken.append(choice)
        return True

    def gain(self, choice: int, *, shares: bool = True) -> float:
        """Return what *choice* would add to the worth of the plan, with or without the *shares* of groups."""
        one = self._one
        times, member = self._times[one.member[choice]], one.member[choice]
        reward = one.rewards[member, times] if times < one.rewards.shape[1] else 0.0
        occasion = int(one.occasion[choice])
        bonus = 0.0 if occasion in self._served else one.bonus[occasion]
        outside = self._more_outside(choice) if shares else 0.0
        return float(one.value[choice] + reward + bonus - one.band_worth * outside)

    def open(self) -> Ints:
        """Return the choices whose occasion has something left and whose day has room."""
        one = self._one
        room = np.zeros(len(one.weeks), dtype=bool)
        for day in range(len(room)):
            room[day] = self._find_room(day, keep=False)
        return np.flatnonzero((self._caps[one.occasion] > 0) & (room[one.day] | one.reserved))

    def _is_spaced(self, choice: int, day: int) -> bool:
        return all(
            spacing.allows(days.get(int(spacing.ids[choice]), ()), day)
            for days, spacing in zip(self._days, self._one.spacings, strict=True)
        )

    def _seat(self, day: int, room: int | None) -> bool:
        """Take a place in just this *room* if it has one on *day*."""
        week = int(self._one.weeks[day])
        if room is None or self._by_day[room][day] <= 0 or self._by_week[room][week] <= 0:
            return False
        self._move(room, {room: None}, day, week)
        return True

    def _find_room(self, day: int, *, keep: bool = True) -> bool:
        """Find a channel with room on *day*; what stands on another day of the week may change its channel for it."""
        week = int(self._one.weeks[day])
        came: dict[int, tuple[int, int] | None] = {
            room: None for room in range(len(self._by_day)) if self._by_day[room][day] > 0
        }
        queue = list(came)
        for room in queue:
            if self._by_week[room][week] > 0:
                if keep:
                    self._move(room, came, day, week)
                return True
            for other in np.flatnonzero(self._one.weeks == week):
                if self._shared[room][other] > 0:
                    for free in range(len(self._by_day)):
                        if free not in came and self._by_day[free][other] > 0:
                            came[free] = (room, int(other))
                            queue.append(free)
        return False

    def _move(self, room: int, came: dict[int, tuple[int, int] | None], day: int, week: int) -> None:
        self._by_week[room][week] -= 1
        step = came[room]
        while step is not None:
            source, other = step
            self._shared[source][other] -= 1
            self._by_day[source][other] += 1
            self._shared[room][other] += 1
            self._by_day[room][other] -= 1
            room, step = source, came[source]
        self._shared[room][day] += 1
        self._by_day[room][day] -= 1

    def channels(self) -> dict[int, list[int]]:
        """Return by day the rooms in which its features are told, the first room first."""
        found: dict[int, list[int]] = defaultdict(list)
        for room, shared in enumerate(self._shared):
            for day in np.flatnonzero(shared):
                found[int(day)] += [room] * int(shared[day])
        return found

    def _more_outside(self, choice: int) -> float:
        """Return by how many features more the groups of the quarter would lie outside their bands."""
        quarter = self._one.quarters[self._one.day[choice]]
        total = self._totals[quarter]
        more = 0.0
        for inside, band in zip(self._inside, self._one.bands, strict=True):
            now, then = inside[quarter], inside[quarter] + band.inside[choice]
            more += max(0.0, then - band.most * (total + 1), band.least * (total + 1) - then)
            more -= max(0.0, now - band.most * total, band.least * total - now)
        return more


def seated(one: Instance, taken: Iterable[int], wanted: Mapping[int, int]) -> dict[int, list[int]]:
    """Return by day the rooms of *taken* choices, as many of them as can be in the one that is *wanted* for them."""
    chosen = Chosen(one)
    for choice in sorted(taken, key=lambda choice: (choice not in wanted, choice)):
        chosen.take(choice, wanted.get(choice))
    return chosen.channels()


def rounded(one: Instance, choices: Ints, shares: Iterable[float]) -> Chosen:
    """Return the choices that a solution holds, the whole ones first, as far as no rule forbids one."""
    chosen = Chosen(one)
    weight = np.asarray(shares, dtype=float)
    order = np.lexsort((choices, -one.value[choices], -np.round(weight, 6)))
    for position in order:
        if weight[position] > _SHARE:
            chosen.take(int(choices[position]))
    return chosen


def completed(chosen: Chosen, *, shares: bool = True) -> Chosen:
    """Take whatever still adds something, the best first.

    When nothing is chosen yet this is the fair greedy. It looks away from the *shares* of regions and languages: one
    step at a time they mislead it, so that a third of the members would never be told.
    """
    queue = [(-chosen.gain(int(choice), shares=shares), int(choice)) for choice in chosen.open()]
    heapq.heapify(queue)
    while queue:
        promised, choice = heapq.heappop(queue)
        gain = chosen.gain(choice, shares=shares)
        if gain < -promised - _TINY:
            heapq.heappush(queue, (-gain, choice))
        elif gain > _TINY:
            chosen.take(choice)
    return chosen


_SHARE = 0.1
_TINY = 1e-9
