"""What a new plan would change in an old one, item by item, and the plan in which some of it is accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from comms.domain.planning import Slot

Change = Literal["added", "removed", "moved", "another initiative", "another channel"]


@dataclass(frozen=True)
class Difference:
    """One change: the slot as it was and as it would be; *forced* where the old one is no longer possible."""

    id: str
    change: Change
    old: Slot | None
    new: Slot | None
    forced: bool = False


def differences(old: Iterable[Slot], new: Iterable[Slot], *, impossible: Iterable[str] = ()) -> tuple[Difference, ...]:
    """Return what changes between two plans, by day and id; *impossible* are ids of old slots that cannot stay.

    The same initiative on the same occasion is the same item, whichever of its slots it takes.
    """
    before, after, forced = _by_item(old), _by_item(new), set(impossible)
    found = []
    for item in {**before, **after}:
        one, other = before.get(item), after.get(item)
        change = _change(one, other)
        if change:
            shown = one or other
            id_ = shown.id if shown else ""
            found.append(Difference(id_, change, one, other, forced=one is not None and one.id in forced))
    return tuple(sorted(_paired(found), key=_by_day))


def accepted(old: Iterable[Slot], chosen: Iterable[Difference]) -> tuple[Slot, ...]:
    """Return the *old* slots with the *chosen* differences applied, by day and id."""
    slots = {slot.id: slot for slot in old}
    changes = tuple(chosen)
    for one in changes:
        if one.old is not None:
            slots.pop(one.old.id, None)
    slots |= {one.new.id: one.new for one in changes if one.new is not None}
    return tuple(sorted(slots.values(), key=lambda slot: (slot.day, slot.id)))


def _by_item(slots: Iterable[Slot]) -> Mapping[tuple[str, str], Slot]:
    return {_item(slot): slot for slot in sorted(slots, key=lambda slot: slot.id)}


def _item(slot: Slot) -> tuple[str, str]:
    subject = slot.id.rpartition(":")[0]
    return (subject, slot.initiative) if slot.initiative else (slot.id, "")


def _change(old: Slot | None, new: Slot | None) -> Change | None:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    if old.day != new.day:
        return "moved"
    return "another channel" if old.channel != new.channel else None


def _paired(found: list[Difference]) -> list[Difference]:
    """Tell one slot that gives way to another of the same id as one change."""
    added = {one.new.id: one for one in found if one.change == "added" and one.new}
    whole = []
    used = set()
    for one in found:
        other = added.get(one.id) if one.change == "removed" else None
        if other:
            whole.append(Difference(one.id, "another initiative", one.old, other.new, one.forced))
            used.add(id(other))
        else:
            whole.append(one)
    return [one for one in whole if id(one) not in used]


def _by_day(one: Difference) -> tuple[str, str]:
    slot = one.old or one.new
    return str(slot.day if slot else ""), one.id
