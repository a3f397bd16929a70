"""What people pinned: told on its day before anything else is chosen, wherever no hard rule forbids it."""

from collections.abc import Iterable, Mapping

from comms.domain.candidates import Candidate
from comms.domain.closed import closed
from comms.domain.matches import Match, excluded
from comms.domain.observances import Occurrence
from comms.domain.open_plan import OpenPlan
from comms.domain.planning import LeftOut
from comms.domain.reasons import Reason
from comms.domain.slots_told import featuring, slot_id

# The occurrence and the initiative that a person wants together, with who said so, when and why.
Pins = Mapping[tuple[str, str], Reason]
# A person is sure: nobody asks how probable it is that an editor would agree.
_SURE = 1.0


def place_pins(
    pins: Pins,
    made: OpenPlan,
    tellings: Iterable[Candidate],
    occurrences: Iterable[Occurrence],
    matches: Mapping[str, Iterable[Match]],
) -> tuple[LeftOut, ...]:
    """Tell every pin on its day; return those that a rule forbids, each with the rule: a person decides again."""
    by_key = {one.occurrence: one for one in tellings if one.kind == "day"}
    observance = {one.key: one.observance.id for one in occurrences}
    conflicts = []
    for (key, initiative), reason in sorted(pins.items(), key=lambda pin: pin[0]):
        one = by_key.get(key)
        if one is None or any(_tells(slot.occurrence, slot.initiative, key, initiative) for slot in made.kept):
            continue
        why = _why_not(made, one, initiative)
        if why:
            conflicts.append(LeftOut(f"{key} {initiative}", one.day, why))
            continue
        known = matches.get(key, matches.get(observance[key], ()))
        own = next((match for match in known if match.initiative == initiative), None)
        match = own or Match(observance[key], initiative, _SURE, (reason,))
        member = made.network.initiatives[initiative].member
        slot = featuring(one, match, member, one.day, channel=made.rooms.open(one.day) or "")
        made.add(slot if one.id not in made.slots else slot_id(slot, member))
    return tuple(conflicts)


def _tells(occurrence: str | None, told: str | None, key: str, initiative: str) -> bool:
    return occurrence == key and told == initiative


def _why_not(made: OpenPlan, one: Candidate, initiative: str) -> Reason | None:
    work = made.network.initiatives.get(initiative)
    if work is None:
        return Reason("no longer in the network", {"initiative": initiative})
    why = excluded(work) or closed(one.day, made.rules) or made.why_not(Match("", initiative, _SURE, ()), one.day)
    if why:
        return why
    if made.has_all(one):
        return Reason("day is full", {"cap": str(made.most(one))})
    return made.rooms.full(one.day) if made.rooms.open(one.day) is None else None
