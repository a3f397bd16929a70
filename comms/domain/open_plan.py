"""A plan while it is made."""

from collections.abc import Iterable, Mapping
from datetime import date

from comms.domain.candidates import Candidate, Rank
from comms.domain.matching import Match
from comms.domain.network import Network
from comms.domain.planning import LeftOut, PlanRules, Slot
from comms.domain.reasons import Reason
from comms.domain.room import Room
from comms.domain.turns import Turns

NEXT_BEST = 3


class OpenPlan:
    """Slots that are added, and never taken away.

    That nothing is taken away makes planning stable: what found no place finds none when all slots are kept.
    """

    def __init__(self, network: Network, rules: PlanRules, kept: Iterable[Slot], featured: Mapping[str, date]) -> None:
        self._network = network
        self._rules = rules
        self._room = Room(rules)
        self._turns = Turns(rules, featured)
        self.slots: dict[str, Slot] = {}
        self.waiting: list[Candidate] = []
        for slot in sorted(kept, key=lambda slot: (slot.id, slot.day)):
            self._add(slot)

    def serve(self, one: Candidate) -> None:
        """Give *one* a slot if its day and week have room, with the initiative whose turn it is.

        A feature whose matches all had their turn waits, until those that feature somebody are served.
        """
        if one.id in self.slots or self._room.full(one.day):
            return
        turns = self._by_turn(one)
        if turns:
            self._add(self._spotlight(one, turns))
        elif one.rank is Rank.FEATURE and one.matches:
            self.waiting.append(one.alone())
        elif one.rank is not Rank.MENTION:
            self._add(self._alone(one))

    def between(self, first: date, last: date) -> tuple[Slot, ...]:
        """Return the slots of a period by day and id."""
        slots = (slot for slot in self.slots.values() if first <= slot.day <= last)
        return tuple(sorted(slots, key=lambda slot: (slot.day, slot.id)))

    def left_out(self, served: Iterable[Candidate]) -> tuple[LeftOut, ...]:
        """Return what of *served* is not told on its day, and why, as the finished plan shows it."""
        found = [
            LeftOut(one.subject, one.day, self._why_not(one))
            for one in served
            if one.id not in self.slots or self.slots[one.id].day != one.day
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.subject, one.reason.code)))

    def _add(self, slot: Slot) -> None:
        if slot.id not in self.slots:
            self.slots[slot.id] = slot
            self._room.add(slot.day)
            self._turns.add((slot.member, slot.initiative), slot.day)

    def _by_turn(self, one: Candidate) -> list[Match]:
        """Return the matches whose gaps are kept, the highest sum of probability and worth of the turn first."""
        allowed = [match for match in one.matches if self._turns.allow(self._member(match), match.initiative, one.day)]

        def best_first(match: Match) -> tuple[float, str]:
            return -match.p - self._turns.worth(self._member(match), one.day), match.initiative

        return sorted(allowed, key=best_first)

    def _spotlight(self, one: Candidate, turns: list[Match]) -> Slot:
        chosen, *others = turns
        member = self._member(chosen)
        reasons = (*chosen.reasons, self._turns.reason(member, one.day))
        likeliest = min(turns, key=lambda match: (-match.p, match.initiative))
        if likeliest.p > chosen.p:
            reasons += (Reason("turn before score", {"initiative": likeliest.initiative}),)
        return Slot(
            one.id,
            "spotlight",
            one.day,
            one.occurrence,
            one.event,
            member,
            chosen.initiative,
            reasons=reasons,
            next_best=tuple(other.initiative for other in others[:NEXT_BEST]),
        )

    def _alone(self, one: Candidate) -> Slot:
        nobody = (_why_nobody(one),) if one.kind == "day" else ()
        return Slot(
            one.id,
            one.kind,
            one.day,
            one.occurrence,
            one.event,
            reasons=(*one.why, *nobody),
            next_best=tuple(match.initiative for match in one.matches[:NEXT_BEST]),
        )

    def _why_not(self, one: Candidate) -> Reason:
        kept = self.slots.get(one.id)
        if kept:
            return Reason("kept on another day", {"kept": kept.day.isoformat()})
        if one.rank is Rank.MENTION and not one.matches:
            return _why_nobody(one)
        return self._room.full(one.day) or Reason("member had its turn")

    def _member(self, match: Match) -> str:
        return self._network.initiatives[match.initiative].member


def _why_nobody(one: Candidate) -> Reason:
    if one.matches:
        return Reason("member had its turn")
    return Reason("no good match", {"threshold": f"{one.least:.2f}"})
