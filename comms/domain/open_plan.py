"""A plan while it is made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from comms.domain.candidates import Candidate, Rank
from comms.domain.closed import Silences, closed
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.openings import openings
from comms.domain.planning import LeftOut, PlanRules, Slot
from comms.domain.reasons import Reason
from comms.domain.room import Rooms
from comms.domain.slots_told import alone, featuring, slot_id, why_nobody
from comms.domain.turns import Turns

if TYPE_CHECKING:
    from comms.domain.choices import Choices, Occasion
    from comms.domain.solution import Solution

# What the first feature of a day of the tier “feature” is worth: more than any mention could be.
FEATURED_FIRST = 2.0


class OpenPlan:
    """Slots that are added, and never taken away.

    That nothing is taken away makes planning stable: what found no place finds none when all slots are kept.
    """

    def __init__(
        self, network: Network, rules: PlanRules, kept: Iterable[Slot], featured: Mapping[str, date], first: date
    ) -> None:
        self.network = network
        self.rules = rules
        self.rooms = Rooms(rules)
        self.turns = Turns(rules, featured, first)
        self._silences = Silences(rules)
        self.slots: dict[str, Slot] = {}
        self._first = first
        self._reserved: dict[str, Candidate] = {}
        self._told: dict[str, int] = defaultdict(int)
        for slot in sorted(kept, key=lambda slot: (slot.id, slot.day)):
            self.add(slot)
        self.kept = tuple(self.slots.values())

    def add(self, slot: Slot, *, has_place: bool = False) -> None:
        """Add *slot*; one that *has_place* takes no more room."""
        if slot.id in self.slots:
            return
        self.slots[slot.id] = slot
        if not has_place:
            self.rooms.add(slot.channel, slot.day)
        self.turns.add((slot.member, slot.initiative), slot.day)
        if slot.member:
            self._told[slot.id.rpartition(":")[0]] += 1

    def reserve(self, one: Candidate) -> None:
        """Keep a place for *one* on its day: it is told in any case, with an initiative or alone."""
        if one.id not in self.slots and not self._closed_or_full(one.day):
            self._reserved[one.id] = one
            self.rooms.add("", one.day)

    def most(self, one: Candidate) -> int:
        """Return how many initiatives *one* may feature: a solemn day and a spotlight never more than one."""
        return 1 if one.solemn or one.rank is Rank.SPOTLIGHT else self.rules.per_occurrence

    def has_all(self, one: Candidate) -> bool:
        """Tell whether *one* features as many initiatives as it may."""
        return self._told[one.subject] >= self.most(one)

    def occasions(self, found: Iterable[Candidate]) -> list["Occasion"]:
        """Return what may feature initiatives, by id."""
        from comms.domain.choices import Occasion  # noqa: PLC0415 - numpy is for those who plan, not for the desk

        made = []
        told = {(slot.occurrence, slot.initiative) for slot in self.slots.values() if slot.occurrence}
        for one in sorted(found, key=lambda one: one.id):
            most = self.most(one) - self._told[one.subject]
            days = openings(one, self.rules, first=self._first, reserved=one.id in self._reserved)
            others = tuple(match for match in one.matches if (one.occurrence, match.initiative) not in told)
            if others and most > 0 and days:
                is_first = one.rank in {Rank.FEATURE, Rank.SPOTLIGHT} and one.id not in self.slots
                bonus = FEATURED_FIRST if is_first else 0.0
                made.append(Occasion(replace(one, matches=others), days, most, bonus))
        return made

    def feature(self, choices: "Choices", solution: "Solution", previous: Iterable[Slot] = ()) -> None:
        """Add the slots of a solution, the day's own before the eves; each on its *previous* channel where it can."""
        rooms = self._rooms_of(choices, solution, previous)
        one = choices.instance
        order = sorted(
            solution.taken.tolist(),
            key=lambda at: (not one.reserved[at], -one.day[at], rooms.get(at, ""), choices.initiative(at)),
        )
        for at in order:
            candidate, day, initiative = choices.occasion(at).candidate, choices.day(at), choices.initiative(at)
            match = next(match for match in candidate.matches if match.initiative == initiative)
            has_place = bool(one.reserved[at])
            told = candidate.id in self.slots or (candidate.id in self._reserved and not has_place)
            member = self.network.initiatives[initiative].member
            slot = featuring(candidate, match, member, day, channel=rooms.get(at, ""))
            self.add(slot if not told else slot_id(slot, member), has_place=has_place)

    def _rooms_of(self, choices: "Choices", solution: "Solution", previous: Iterable[Slot]) -> dict[int, str]:
        """Return the channel of each choice that takes room; who was on one before stays there where there is room."""
        from comms.domain.choosing import seated  # noqa: PLC0415 - numpy is for those who plan, not for the desk

        one, taken = choices.instance, solution.taken.tolist()
        before = {(slot.occurrence, slot.initiative, slot.day): slot.channel for slot in previous}
        number = {space.channel: room for room, space in enumerate(self.rooms.spaces)}
        wanted = {}
        for at in taken:
            was = before.get((choices.occasion(at).candidate.occurrence, choices.initiative(at), choices.day(at)))
            if was in number and not one.reserved[at]:
                wanted[at] = number[was]
        rooms = seated(one, taken, wanted) if wanted else solution.channels
        free = {day: sorted(seats) for day, seats in rooms.items()}
        found = {}
        by_id = sorted(taken, key=lambda at: (choices.occasion(at).candidate.id, choices.initiative(at)))
        for at in sorted(by_id, key=lambda at: at not in wanted):
            if not one.reserved[at]:
                seats = free[int(one.day[at])]
                room = wanted[at] if wanted.get(at) in seats else seats[0]
                seats.remove(room)
                found[at] = self.rooms.spaces[room].channel
        return found

    def serve(self, one: Candidate) -> None:
        """Tell *one* alone if nothing of it is told yet, and if its day has room."""
        has_place = self._reserved.pop(one.id, None) is not None
        if one.id in self.slots or (not has_place and self._closed_or_full(one.day)):
            return
        if has_place or one.rank not in {Rank.MENTION, Rank.SPOTLIGHT}:
            self.add(alone(one, self.why_nobody(one)), has_place=has_place)

    def why_nobody(self, one: Candidate) -> Reason:
        """Return why nobody is featured with *one*."""
        return why_nobody(one, self.reasons(one))

    def reasons(self, one: Candidate) -> dict[str, Reason | None]:
        """Return for each match of *one* which rule forbids it on the day; None where none does."""
        return {match.initiative: self.why_not(match, one.day) for match in one.matches}

    def why_not(self, match: Match, day: date) -> Reason | None:
        """Return the rule that forbids to feature *match* on *day*; None where none does."""
        member = self.network.member_of(self.network.initiatives[match.initiative])
        return self._silences.barred(member, match.initiative, day) or self.turns.why_not(
            member.id, match.initiative, day
        )

    def between(self, first: date, last: date) -> tuple[Slot, ...]:
        """Return the slots of a period by day and id."""
        slots = (slot for slot in self.slots.values() if first <= slot.day <= last)
        return tuple(sorted(slots, key=lambda slot: (slot.day, slot.id)))

    def left_out(self, served: Iterable[Candidate]) -> tuple[LeftOut, ...]:
        """Return what of *served* is not told, and why, as the finished plan shows it."""
        found = []
        for one in served:
            kept = next((slot for slot in self.kept if slot.id == one.id), None)
            if one.id not in self.slots:
                found.append(LeftOut(one.subject, one.day, self._why_untold(one)))
            elif kept and kept.day != one.day and (kept.kind == "countdown") == (one.kind == "countdown"):
                found.append(
                    LeftOut(one.subject, one.day, Reason("kept on another day", {"kept": kept.day.isoformat()}))
                )
        return tuple(sorted(found, key=lambda one: (one.day, one.subject, one.reason.code)))

    def conflicts(self, first: date) -> tuple[LeftOut, ...]:
        """Return the kept slots from *first* on that a quiet day or a blackout now forbids: a person decides."""
        found = []
        for slot in sorted(self.kept, key=lambda slot: (slot.day, slot.id)):
            why = closed(slot.day, self.rules)
            if not why and slot.initiative in self.network.initiatives:
                member = self.network.member_of(self.network.initiatives[slot.initiative or ""])
                why = self._silences.barred(member, slot.initiative or "", slot.day)
            elif not why and slot.initiative:
                why = Reason("no longer in the network", {"initiative": slot.initiative})
            if why and slot.day >= first:
                found.append(LeftOut(slot.id, slot.day, why))
        return tuple(found)

    def _why_untold(self, one: Candidate) -> Reason:
        if one.rank is Rank.MENTION and not one.matches:
            return why_nobody(one, {})
        return self._closed_or_full(one.day) or self.why_nobody(one)

    def _closed_or_full(self, day: date) -> Reason | None:
        return closed(day, self.rules) or self.rooms.full(day)
