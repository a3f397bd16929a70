"""An independent look at a plan: does it break a rule? It shares no code with the planner."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from comms.domain.network import Network
from comms.domain.planning import Plan, PlanRules, Slot


def violations(
    plan: Plan,
    rules: PlanRules,
    *,
    network: Network,
    kept: Iterable[Slot] = (),
    featured: Mapping[str, date] | None = None,
) -> list[str]:
    """Return the rules that *plan* breaks, one sentence each; what was *kept* may break them among itself."""
    fixed = {slot.id: slot for slot in kept}
    outside = [slot for slot in fixed.values() if slot.id not in {one.id for one in plan.slots}]
    slots = [*plan.slots, *outside]
    return [
        *_twice(plan),
        *_over_caps(slots, fixed, rules),
        *_over_gaps(slots, fixed, rules, featured or {}),
        *_wrongly_featured(plan, fixed, network),
        *_changed(plan, fixed),
    ]


def _twice(plan: Plan) -> Iterator[str]:
    for id_, times in Counter(slot.id for slot in plan.slots).items():
        if times > 1:
            yield f"{times} slots are {id_}"
    if list(plan.slots) != sorted(plan.slots, key=lambda slot: (slot.day, slot.id)):
        yield "the slots are not in order"


def _over_caps(slots: list[Slot], fixed: Mapping[str, Slot], rules: PlanRules) -> Iterator[str]:
    days = Counter(slot.day.isoformat() for slot in slots)
    weeks = Counter(_week(slot) for slot in slots)
    new = [slot for slot in slots if slot.id not in fixed]
    for day in sorted({slot.day.isoformat() for slot in new}):
        if days[day] > rules.per_day:
            yield f"{day} has {days[day]} slots, {rules.per_day} are allowed"
    for week in sorted({_week(slot) for slot in new}):
        if weeks[week] > rules.per_week:
            yield f"{week} has {weeks[week]} slots, {rules.per_week} are allowed"


def _over_gaps(
    slots: list[Slot], fixed: Mapping[str, Slot], rules: PlanRules, featured: Mapping[str, date]
) -> Iterator[str]:
    for one, other in combinations(sorted(slots, key=lambda slot: (slot.day, slot.id)), 2):
        if one.id in fixed and other.id in fixed:
            continue
        days = (other.day - one.day).days
        if one.member and one.member == other.member and days < rules.member_gap_days:
            yield f"{one.member} is in {one.id} and, {days} days later, in {other.id}"
        if one.initiative and one.initiative == other.initiative and days < rules.initiative_gap_days:
            yield f"{one.initiative} is in {one.id} and, {days} days later, in {other.id}"
    for slot in slots:
        if slot.id not in fixed:
            yield from _too_soon(slot, rules, featured)


def _too_soon(slot: Slot, rules: PlanRules, featured: Mapping[str, date]) -> Iterator[str]:
    for id_, gap in ((slot.member, rules.member_gap_days), (slot.initiative, rules.initiative_gap_days)):
        if id_ and id_ in featured and abs((slot.day - featured[id_]).days) < gap:
            yield f"{id_} was featured on {featured[id_]}, too near to {slot.id}"


def _wrongly_featured(plan: Plan, fixed: Mapping[str, Slot], network: Network) -> Iterator[str]:
    for slot in plan.slots:
        if slot.id in fixed:
            continue
        if (slot.kind == "spotlight") != (slot.initiative is not None):
            yield f"{slot.id} is a {slot.kind} and features {slot.initiative}"
        if slot.initiative and network.initiatives[slot.initiative].member != slot.member:
            yield f"{slot.id} features {slot.initiative} as the work of {slot.member}"
        if slot.initiative and network.initiatives[slot.initiative].sensitivity != "none":
            yield f"{slot.id} features {slot.initiative}, which is sensitive"


def _changed(plan: Plan, fixed: Mapping[str, Slot]) -> Iterator[str]:
    for slot in plan.slots:
        if slot.id in fixed and slot != fixed[slot.id]:
            yield f"{slot.id} was kept, and changed"


def _week(slot: Slot) -> str:
    return f"{slot.day:%G-W%V}"
