"""The days of a year, each with what its agency says of it that year, or said the year before."""

from dataclasses import dataclass

from comms.domain.observances import Occurrence, occurrences_in_year
from comms.domain.packs import Pack
from comms.readers.calendars import Calendars


@dataclass(frozen=True)
class Row:
    """A day of the year, its pack if there is one, else that of the year before, which is only a memory."""

    occurrence: Occurrence
    pack: Pack | None
    before: Pack | None

    @property
    def undescribed(self) -> int:
        """Return how many assets are not shown because nobody has said what they show."""
        return sum(not asset.alt for asset in self.pack.assets) if self.pack else 0


def rows_of(calendars: Calendars, year: int) -> list[Row]:
    """Return the days and weeks of *year* by date, save those that we skip and that have no pack."""
    found = []
    packs = calendars.packs.by_key
    for observance in calendars.observances.values():
        pack, before = packs.get((observance.id, year)), packs.get((observance.id, year - 1))
        if observance.kind not in {"day", "week"} or (observance.tier == "skip" and not (pack or before)):
            continue
        found += [Row(one, pack, before) for one in occurrences_in_year(observance, year)]
    return sorted(found, key=lambda row: (row.occurrence.first, row.occurrence.observance.id))
