"""What an edition is made from, and the choices that all its sections share: which days, which opens, whose work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf

from dateutil.relativedelta import relativedelta

from comms.domain.events import Event
from comms.domain.network import Initiative, Network
from comms.domain.observances import Occurrence
from comms.domain.planning import Slot
from comms.domain.themes import UMBRELLAS
from comms.domain.written import Texts


@dataclass(frozen=True)
class Material:
    """What an edition is made from; occurrences, slots and events may reach beyond its *month*, such as 2026-12.

    *site* is the address under which the feeds are found. *opening* is the key of the occurrence that
    an editor wants to open with; left empty, the best fit between a lead day and its work opens.
    *last_featured* holds the last day of members and of initiatives, by id.
    """

    month: str
    language: str
    sections: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    slots: tuple[Slot, ...]
    events: tuple[Event, ...]
    network: Network
    organisation: Texts
    page: str
    site: str
    footer: Texts | None = None
    campaign: Texts | None = None
    opening: str = ""
    last_featured: Mapping[str, date] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(f"{self.month}-01")

    @property
    def last(self) -> date:
        """Return the last day of the month."""
        return self.first + relativedelta(months=1) - timedelta(days=1)

    def feed(self, name: str) -> str:
        """Return the address of the feed called *name* in the edition's language."""
        return f"{self.site.rstrip('/')}/feeds/{name}.{self.language}.ics"

    def featured(self, occurrence: Occurrence) -> Initiative | None:
        """Return the initiative that the plan tells on the day of *occurrence*."""
        wanted = (slot for slot in self.slots if slot.occurrence == occurrence.key and slot.kind != "countdown")
        return next(filter(None, (self._willing(slot.initiative) for slot in wanted)), None)

    def waits(self) -> Initiative | None:
        """Return the initiative whose member waits longest, of those that fit the month and that no day tells.

        A member of the campaign comes before a body of which that is not known.
        """
        told = {work.member for work in map(self.featured, self.coming()) if work}
        slots = sorted((slot for slot in self.slots if self.first <= slot.day <= self.last), key=_by_day)
        fitting = (self._willing(initiative) for slot in slots for initiative in slot.next_best)
        return min((one for one in fitting if one and one.member not in told), key=self._turn, default=None)

    def _willing(self, initiative: str | None) -> Initiative | None:
        found = self.network.initiatives.get(initiative or "")
        return None if found is None or found.consent in {"refused", "withdrawn"} else found

    def _turn(self, one: Initiative) -> tuple[bool, date, date]:
        never = date.min
        in_campaign = self.network.member_of(one).is_campaign_member
        return not in_campaign, self.last_featured.get(one.member, never), self.last_featured.get(one.id, never)

    def coming(self) -> tuple[Occurrence, ...]:
        """Return what the edition tells of, by date: lead and feature, and a mention where work fits it."""
        return tuple(
            one
            for one in sorted(self.occurrences, key=lambda one: (one.first, one.last, one.key))
            if self._in_month(one) and self._worth_telling(one)
        )

    def _in_month(self, one: Occurrence) -> bool:
        # A year or a decade is news in the month in which it begins, and not in the hundred that follow.
        earliest = self.first if one.observance.kind in {"year", "decade"} else one.first
        return earliest <= one.first <= self.last and one.last >= self.first

    def _worth_telling(self, one: Occurrence) -> bool:
        tier = one.observance.tier
        return tier in {"lead", "feature"} or (tier == "mention" and self.featured(one) is not None)

    def opens(self) -> Occurrence | None:
        """Return the day that opens the edition: the editor's choice, else the strongest lead day."""
        coming = [one for one in self.coming() if one.first >= self.first]
        chosen = [one for one in coming if one.key == self.opening]
        lead_days = [one for one in coming if one.observance.tier == "lead"]
        return min(chosen or lead_days, key=self._weakness, default=None)

    def _weakness(self, one: Occurrence) -> tuple[bool, bool, float, int, date, str]:
        # Strong is a day with work, about all rights at once, which the work's own record names early, of like themes.
        work = self.featured(one)
        about_all = not UMBRELLAS.isdisjoint(one.observance.themes[:1])
        named = work.days if work else ()
        place = named.index(one.observance.id) if one.observance.id in named else inf
        shared = len(set(work.themes) & set(one.observance.themes)) if work else 0
        return work is None, not about_all, place, -shared, one.first, one.key


def _by_day(slot: Slot) -> tuple[date, str]:
    return slot.day, slot.id
