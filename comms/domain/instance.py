"""A plan as numbers: every choice there is, what it is worth, and what it takes. The solver knows nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Spacing:
    """At most *most* features of one id in any *days* days; *kept* are those that stand already, by id."""

    ids: Ints
    days: int
    most: int
    kept: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def allows(self, known: Iterable[int], day: int) -> bool:
        """Tell whether a feature on *day* may join those on the *known* days."""
        near = [one for one in known if abs(one - day) < self.days]
        if len(near) < self.most:
            return True
        together = sorted([*near, day])
        return all(late - early >= self.days for early, late in zip(together, together[self.most :], strict=False))


@dataclass(frozen=True)
class Band:
    """The shares that one group of choices should have in every quarter: soft, at a price for each feature outside."""

    inside: Bools
    least: float
    most: float
    kept: Floats


@dataclass(frozen=True)
class Room:
    """What is left on a channel: by day of the period, and by week."""

    by_day: Ints
    by_week: Ints


@dataclass(frozen=True)
class Instance:
    """Choices, an entry each in the first arrays, and all limits on them.

    A *reserved* choice fills the place that its occasion has anyway. *caps* and *bonus* are by occasion, *rewards* by
    member and number of features, *weeks* and *quarters* by day, *kept_by_quarter* what is featured already.
    """

    occasion: Ints
    day: Ints
    member: Ints
    initiative: Ints
    reserved: Bools
    value: Floats
    caps: Ints
    bonus: Floats
    rewards: Floats
    weeks: Ints
    quarters: Ints
    rooms: Sequence[Room]
    spacings: Sequence[Spacing]
    bands: Sequence[Band]
    kept_by_quarter: Floats
    band_worth: float

    @property
    def size(self) -> int:
        """Return the number of choices."""
        return len(self.value)

    def worth(self, chosen: Ints) -> float:
        """Return what *chosen* choices are worth together."""
        times = np.bincount(self.member[chosen], minlength=len(self.rewards))
        levels = np.arange(self.rewards.shape[1])
        served = np.unique(self.occasion[chosen])
        total = self.value[chosen].sum() + self.rewards[levels < times[:, None]].sum() + self.bonus[served].sum()
        return float(total - self.band_worth * self.outside(chosen))

    def outside(self, chosen: Ints) -> float:
        """Return by how many features the groups lie outside their bands, over all quarters."""
        quarters = len(self.kept_by_quarter)
        at = self.quarters[self.day[chosen]]
        total = self.kept_by_quarter + np.bincount(at, minlength=quarters)
        found = 0.0
        for band in self.bands:
            inside = band.kept + np.bincount(at[band.inside[chosen]], minlength=quarters)
            found += float(np.maximum(0, np.maximum(inside - band.most * total, band.least * total - inside)).sum())
        return found

    def best_reward(self) -> Floats:
        """Return for each choice what its member's next feature is worth."""
        return np.asarray(self.rewards[self.member, 0])
