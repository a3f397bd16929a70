"""The linear programme of a plan: its variables and rows, for some of its choices, and the price of all others."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array

from comms.domain.instance import Bools, Floats, Instance, Ints, Spacing

Variables = Callable[[Floats, Floats], Ints]


@dataclass
class Rows:
    """Rows of a matrix as they are written down: sums that must not exceed their limit."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    limits: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, limits: Floats) -> int:
        """Begin rows with these *limits*, and return the number of the first."""
        self.limits.append(np.asarray(limits, dtype=float))
        self.count += len(limits)
        return self.count - len(limits)

    def put(self, row: Ints, column: Ints, value: float | Floats) -> None:
        """Write *value* into these places."""
        self.row.append(row)
        self.column.append(column)
        self.value.append(np.broadcast_to(np.asarray(value, dtype=float), row.shape))

    def matrix(self, columns: int) -> csr_array:
        """Return all rows over so many columns."""
        places = (np.concatenate(self.row), np.concatenate(self.column))
        return coo_array((np.concatenate(self.value), places), shape=(self.count, columns)).tocsr()

    def all_limits(self) -> Floats:
        """Return the limits of all rows."""
        return np.concatenate(self.limits)


@dataclass(frozen=True)
class Windows:
    """The rows of one spacing: whose they are and the day on which each begins."""

    spacing: Spacing
    first_row: int
    ids: Ints
    starts: Ints


@dataclass(frozen=True)
class Programme:
    """Maximise *gain* @ x, *matrix* @ x <= *limits*, 0 <= x <= *most*; the first variables are *choices*."""

    instance: Instance
    choices: Ints
    gain: Floats
    most: Floats
    matrix: csr_array
    limits: Floats
    places: dict[str, int]
    windows: tuple[Windows, ...]

    def reduced(self, duals: Floats) -> Floats:
        """Return for every choice of the instance what one more of it would gain at these prices of the rows."""
        one = self.instance
        days, occasions = len(one.weeks), len(one.caps)

        def prices(name: str, size: int) -> Floats:
            start = self.places[name]
            return duals[start : start + size]

        found = one.value - prices("cap", occasions)[one.occasion] + prices("bonus", occasions)[one.occasion]
        found -= np.where(one.reserved, prices("reserved", occasions)[one.occasion], prices("day", days)[one.day])
        found += prices("turn", len(one.rewards))[one.member]
        for windows in self.windows:
            found -= _prices(windows, duals, days, one.day)
        return found - self._band_prices(duals)

    def _band_prices(self, duals: Floats) -> Floats:
        one = self.instance
        quarters = len(one.kept_by_quarter)
        at = one.quarters[one.day]
        found = np.zeros(one.size)
        for number, band in enumerate(one.bands):
            start = self.places["band"] + 2 * number * quarters
            over, under = duals[start : start + quarters], duals[start + quarters : start + 2 * quarters]
            found += np.where(band.inside, (over - under)[at], 0.0)
        start = self.places["total"]
        return found - (duals[start : start + quarters] - duals[start + quarters : start + 2 * quarters])[at]


def programme(one: Instance, choices: Ints) -> Programme:
    """Return the linear programme over *choices*, with one row for each limit that they can reach."""
    rows, places = Rows(), {}
    gain = [one.value[choices]]
    most = [np.ones(len(choices))]
    columns = np.arange(len(choices))
    occasion, day = one.occasion[choices], one.day[choices]
    reserved = one.reserved[choices]
    occasions = len(one.caps)

    def variables(gains: Floats, upper: Floats) -> Ints:
        start = sum(map(len, gain))
        gain.append(gains.ravel())
        most.append(upper.ravel())
        return np.arange(start, start + gains.size)

    places["cap"] = rows.add(one.caps.astype(float))
    rows.put(places["cap"] + occasion, columns, 1.0)
    places["reserved"] = rows.add(np.ones(occasions))
    rows.put(places["reserved"] + occasion[reserved], columns[reserved], 1.0)
    places["bonus"] = rows.add(np.zeros(occasions))
    first = variables(one.bonus, (one.bonus > 0).astype(float))
    rows.put(places["bonus"] + np.arange(occasions), first, 1.0)
    rows.put(places["bonus"] + occasion, columns, -1.0)
    places["turn"] = rows.add(np.zeros(len(one.rewards)))
    turns = variables(one.rewards, (one.rewards > 0).astype(float))
    rows.put(places["turn"] + np.repeat(np.arange(len(one.rewards)), one.rewards.shape[1]), turns, 1.0)
    rows.put(places["turn"] + one.member[choices], columns, -1.0)
    _rooms(one, rows, places, variables, (columns[~reserved], day[~reserved]))
    windows = tuple(_windows(spacing, choices, day, rows) for spacing in one.spacings)
    _bands(one, rows, places, variables, (choices, columns, day))
    matrix = rows.matrix(sum(map(len, gain)))
    return Programme(
        one, choices, np.concatenate(gain), np.concatenate(most), matrix, rows.all_limits(), places, windows
    )


def _rooms(one: Instance, rows: Rows, places: dict[str, int], variables: Variables, taking: tuple[Ints, ...]) -> None:
    """Share the features of each day among the channels."""
    days = len(one.weeks)
    columns, day = taking
    places["day"] = rows.add(np.zeros(days))
    rows.put(places["day"] + day, columns, 1.0)
    for room in one.rooms:
        shared = variables(np.zeros(days), room.by_day.astype(float))
        rows.put(places["day"] + np.arange(days), shared, -1.0)
        weeks = rows.add(room.by_week.astype(float))
        rows.put(weeks + one.weeks, shared, 1.0)


def _windows(spacing: Spacing, choices: Ints, day: Ints, rows: Rows) -> Windows:
    """Write one row for each longest stretch of days: far fewer rows than pairs, and a far tighter programme."""
    ids = spacing.ids[choices]
    width = int(day.max(initial=0)) + spacing.days + 1
    keys = ids * width + day
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    start = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=np.int64)
    end = np.searchsorted(keys, keys[start] + spacing.days)
    room = _left(spacing, ids[order[start]], day[order[start]])
    # A stretch that ends where the one before it ends lies inside it; one that holds too few forbids nothing.
    inner = np.r_[False, (end[1:] == end[:-1]) & (room[1:] >= room[:-1])][: len(start)]
    useful = ~inner & (end - start > room)
    start, end, room = start[useful], end[useful], room[useful]
    first = rows.add(room.astype(float))
    length = end - start
    inside = np.repeat(start, length) + np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    rows.put(first + np.repeat(np.arange(len(start)), length), order[inside], 1.0)
    return Windows(spacing, first, ids[order[start]], day[order[start]])


def _left(spacing: Spacing, ids: Ints, starts: Ints) -> Ints:
    """Return how many features each stretch may still hold, beside those that stand already."""
    room = np.full(len(ids), spacing.most)
    if spacing.kept:
        for place in np.flatnonzero(np.isin(ids, np.fromiter(spacing.kept, dtype=np.int64))):
            start = int(starts[place])
            room[place] -= sum(start <= day < start + spacing.days for day in spacing.kept[int(ids[place])])
    return np.asarray(np.maximum(0, room))


def _prices(windows: Windows, duals: Floats, days: int, day: Ints) -> Floats:
    """Return for each choice the price of its spacing: the sum of the windows that its day lies in."""
    length, ids = windows.spacing.days, windows.spacing.ids
    paid, number = np.unique(windows.ids, return_inverse=True)
    # The last line is of all ids that pay nothing.
    steps = np.zeros((len(paid) + 1, days + length + 1))
    prices = duals[windows.first_row : windows.first_row + len(windows.ids)]
    np.add.at(steps, (number, windows.starts), prices)
    np.add.at(steps, (number, windows.starts + length), -prices)
    line = np.full(int(ids.max(initial=0)) + 1, len(paid))
    line[paid] = np.arange(len(paid))
    return np.asarray(np.cumsum(steps, axis=1)[line[ids], day])


def _bands(one: Instance, rows: Rows, places: dict[str, int], variables: Variables, taking: tuple[Ints, ...]) -> None:
    """Write for each group and quarter that it lies between its shares, or pays for each feature outside."""
    choices, columns, day = taking
    quarters = len(one.kept_by_quarter)
    at = one.quarters[day]
    places["band"] = rows.count
    total = variables(np.zeros(quarters), np.full(quarters, np.inf))
    for band in one.bands:
        inside: Bools = band.inside[choices]
        outside = variables(np.full(quarters, -one.band_worth), np.full(quarters, np.inf))
        for sign, share in ((1.0, band.most), (-1.0, band.least)):
            start = rows.add(sign * (share * one.kept_by_quarter - band.kept))
            rows.put(start + np.arange(quarters), total, -sign * share)
            rows.put(start + at[inside], columns[inside], sign)
            rows.put(start + np.arange(quarters), outside, -1.0)
    places["total"] = rows.add(np.zeros(2 * quarters))
    for sign, start in ((1.0, places["total"]), (-1.0, places["total"] + quarters)):
        rows.put(start + np.arange(quarters), total, sign)
        rows.put(start + at, columns, -sign)
