"""A new plan beside the one that stands: what would change, and the changes that a person accepts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from comms.domain.differences import Difference, differences
from comms.domain.network import Network
from comms.domain.planning import Plan, PlanRules, Slot
from comms.domain.verdicts import Decided
from comms.errors import NotAllowedError
from comms.readers.calendars import Calendars
from comms.services.audit import DESK, By, record
from comms.services.retelling import worked_on
from comms.services.slots import MEMORY, Material, material, propose, row_of, slot_of
from comms.services.verdicts import decided
from comms.store.models import Post
from comms.store.models import Slot as SlotRow


@dataclass(frozen=True)
class Replanned:
    """The new plan, and what it would change in the one that stands."""

    plan: Plan
    changes: tuple[Difference, ...]


def replanned(
    calendars: Calendars, network: Network, rules: PlanRules, *, first: date, known: Material | None = None
) -> Replanned:
    """Return the plan that would be made today, with everything fixed that somebody has worked on.

    Fixed is what lies in the past, every slot with a post that is more than an untouched draft, what a person
    pinned or swapped in, and the silence that a person chose.
    """
    last = first + timedelta(days=rules.horizon_days)
    rows = [slot_of(row) for row in SlotRow.objects.filter(day__gte=first - MEMORY)]
    judged = decided()
    fixed = worked_on() | _chosen(rows, judged)
    kept = [slot for slot in rows if slot.day < first or slot.day > last or slot.id in fixed]
    loose = [slot for slot in rows if first <= slot.day <= last and slot.id not in fixed]
    found = known or material(calendars, network, first=first, last=last, judged=judged)
    made = propose(calendars, network, rules, first=first, last=last, kept=kept, previous=loose, known=found)
    old = [slot for slot in rows if first <= slot.day <= last]
    return Replanned(made, differences(old, made.slots, impossible=_impossible(loose, network)))


def apply(changes: Collection[Difference], *, by: By = DESK, now: datetime) -> int:
    """Store the *changes* that a person accepted; return their number.

    Raise NotAllowedError where somebody has begun to work on a slot that would go.
    """
    with transaction.atomic():
        fixed = worked_on()
        for one in changes:
            if one.old is None:
                continue
            if one.old.id in fixed:
                message = "%(slot)s: somebody has worked on its posts since; look at the differences again"
                raise NotAllowedError(message, slot=one.old.id)
            Post.objects.filter(slot_id=one.old.id).delete()
            SlotRow.objects.filter(pk=one.old.id).delete()
        for one in changes:
            if one.new is not None:
                row_of(one.new, now).save(force_insert=True)
            before, after = _told(one.old), _told(one.new)
            record("plan changed", f"slot:{one.id}", by=by, now=now, before=before, after=after)
    return len(changes)


def _told(slot: Slot | None) -> dict[str, str]:
    if slot is None:
        return {}
    return {"day": str(slot.day), "initiative": slot.initiative or "", "channel": slot.channel}


def _chosen(slots: Collection[Slot], judged: Decided) -> set[str]:
    """Return the slots that stand as a person chose: with whom they pinned or swapped in, or with nobody."""
    pinned, silent = judged.pinned(), judged.silences()
    return {
        slot.id
        for slot in slots
        if (slot.occurrence, slot.initiative) in pinned or (slot.occurrence in silent and not slot.initiative)
    }


def _impossible(slots: Collection[Slot], network: Network) -> set[str]:
    return {slot.id for slot in slots if slot.initiative and slot.initiative not in network.initiatives}
