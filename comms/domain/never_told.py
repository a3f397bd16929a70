"""Members that are never featured: why, and what would help."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comms.domain.candidates import Candidate
from comms.domain.closed import Silences, closed
from comms.domain.network import Network
from comms.domain.planning import PlanRules, Slot
from comms.domain.reasons import Reason
from comms.domain.room import Rooms

# What would help, by what stands in the way.
HELP = {
    "no initiative": "ask the member for its work",
    "no match": "ask the member for work on the days that nobody tells yet",
    "blackout": "wait for the end of the blackout, or shorten it",
    "spacing": "shorten member_gap_days or initiative_gap_days, or allow more features a year",
    "capacity": "make room: one more post a day, a carousel or a round-up",
}


@dataclass(frozen=True)
class NeverTold:
    """A member that nobody heard of in a period, why, and what would help."""

    member: str
    why: Reason
    help: str


def never_told(
    found: Iterable[Candidate], slots: Iterable[Slot], network: Network, rules: PlanRules
) -> tuple[NeverTold, ...]:
    """Return the members that no slot features, by id."""
    rooms = Rooms(rules)
    told = set()
    for slot in slots:
        rooms.add(slot.channel, slot.day)
        told.add(slot.member)
    works: dict[str, int] = defaultdict(int)
    for work in network.initiatives.values():
        works[work.member] += 1
    days = _days(found, network)
    silences = Silences(rules)
    left = []
    for member in sorted(network.members.keys() - told):
        code = _why(days.get(member, []), works[member], silences, rooms, network)
        left.append(NeverTold(member, Reason(code, {"days": str(len(days.get(member, [])))}), HELP[code]))
    return tuple(left)


def _days(found: Iterable[Candidate], network: Network) -> dict[str, list[tuple[str, date]]]:
    days: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for one in found:
        for match in one.matches:
            days[network.initiatives[match.initiative].member].append((match.initiative, one.day))
    return days


def _why(days: list[tuple[str, date]], works: int, silences: Silences, rooms: Rooms, network: Network) -> str:
    rules = rooms.rules
    if not works:
        return "no initiative"
    if not days:
        return "no match"
    members = {id_: network.member_of(network.initiatives[id_]) for id_, _ in days}
    free = [day for id_, day in days if not closed(day, rules) and not silences.barred(members[id_], id_, day)]
    if not free:
        return "blackout"
    return "spacing" if any(rooms.open(day) is not None for day in free) else "capacity"
