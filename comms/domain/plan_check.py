"""An independent look at a plan: does it break a rule? It shares no code with the planner."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.planning import Blackout, Plan, PlanRules, Slot

_YEAR = 365
_FURTHEST_AHEAD = 7


def violations(  # noqa: PLR0913 - what a plan is made of is what it is checked against
    plan: Plan,
    rules: PlanRules,
    *,
    network: Network,
    kept: Iterable[Slot] = (),
    featured: Mapping[str, date] | None = None,
    occurrences: Iterable[Occurrence] = (),
    matches: Mapping[str, Iterable[Match]] | None = None,
    pins: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Return the rules that *plan* breaks, one sentence each; what was *kept* may break them among itself.

    Days and probabilities are looked at where *occurrences* and *matches* are given; *pins*, an occurrence and an
    initiative each, are told or are among the conflicts.
    """
    pinned = frozenset(pins)
    fixed = {slot.id: slot for slot in kept}
    outside = [slot for slot in fixed.values() if slot.id not in {one.id for one in plan.slots}]
    slots = sorted([*plan.slots, *outside], key=lambda slot: (slot.day, slot.id))
    new = [slot for slot in plan.slots if slot.id not in fixed]
    return [
        *_twice(plan),
        *_over_caps(slots, fixed, rules),
        *_over_gaps(slots, fixed, rules, featured or {}),
        *_too_often(slots, fixed, rules),
        *_wrongly_featured(new, network),
        *_silenced(new, rules, network),
        *_on_wrong_days(new, {one.key: one for one in occurrences}),
        *_unlikely(new, {one.key: one for one in occurrences}, rules, matches, pinned),
        *_forgotten(plan, fixed, pinned),
        *_changed(plan, fixed),
    ]


def _twice(plan: Plan) -> Iterator[str]:
    for id_, times in Counter(slot.id for slot in plan.slots).items():
        if times > 1:
            yield f"{times} slots are {id_}"
    if list(plan.slots) != sorted(plan.slots, key=lambda slot: (slot.day, slot.id)):
        yield "the slots are not in order"


def _over_caps(slots: list[Slot], fixed: Mapping[str, Slot], rules: PlanRules) -> Iterator[str]:
    new = [slot for slot in slots if slot.id not in fixed]
    caps = {"": (rules.per_day, rules.per_week)}
    for room in rules.rooms:
        caps[room.channel] = (room.posts_per_day * room.features_per_post, room.features_per_week)
    for what, name in ((0, _day), (1, _week)):
        count = Counter((slot.channel, name(slot)) for slot in slots)
        for channel, when in sorted({(slot.channel, name(slot)) for slot in new}):
            allowed = caps.get(channel, (0, 0))[what]
            if count[channel, when] > allowed:
                where = f" on {channel}" if channel else ""
                yield f"{when} has {count[channel, when]} slots{where}, {allowed} are allowed"


def _over_gaps(
    slots: list[Slot], fixed: Mapping[str, Slot], rules: PlanRules, featured: Mapping[str, date]
) -> Iterator[str]:
    for name, gap in (("member", rules.member_gap_days), ("initiative", rules.initiative_gap_days)):
        for id_, told in _by(name, slots).items():
            for number, one in enumerate(told):
                for other in told[number + 1 :]:
                    days = (other.day - one.day).days
                    if days < gap and not (one.id in fixed and other.id in fixed):
                        yield f"{id_} is in {one.id} and, {days} days later, in {other.id}"
            for slot in told:
                if slot.id not in fixed and id_ in featured and abs((slot.day - featured[id_]).days) < gap:
                    yield f"{id_} was featured on {featured[id_]}, too near to {slot.id}"


def _too_often(slots: list[Slot], fixed: Mapping[str, Slot], rules: PlanRules) -> Iterator[str]:
    for name, most in (("member", rules.member_per_year), ("initiative", rules.initiative_per_year)):
        for id_, told in _by(name, slots).items():
            for number, one in enumerate(told):
                year = [slot for slot in told[number:] if (slot.day - one.day).days < _YEAR]
                if len(year) > most and not all(slot.id in fixed for slot in year):
                    yield f"{id_} is told {len(year)} times in the year from {one.day}, {most} are allowed"
                    break
    by_subject = Counter(slot.id.rpartition(":")[0] for slot in slots if slot.member)
    for slot in slots:
        subject = slot.id.rpartition(":")[0]
        if slot.member and slot.id not in fixed and by_subject[subject] > rules.per_occurrence:
            yield f"{subject} features {by_subject[subject]}, {rules.per_occurrence} are allowed"


def _by(name: str, slots: Iterable[Slot]) -> dict[str, list[Slot]]:
    found: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        if getattr(slot, name):
            found[getattr(slot, name)].append(slot)
    return found


def _wrongly_featured(new: list[Slot], network: Network) -> Iterator[str]:
    for slot in new:
        if slot.kind != "countdown" and (slot.kind == "spotlight") != (slot.initiative is not None):
            yield f"{slot.id} is a {slot.kind} and features {slot.initiative}"
        if slot.initiative and network.initiatives[slot.initiative].member != slot.member:
            yield f"{slot.id} features {slot.initiative} as the work of {slot.member}"
        if slot.initiative and network.initiatives[slot.initiative].sensitivity != "none":
            yield f"{slot.id} features {slot.initiative}, which is sensitive"


def _silenced(new: list[Slot], rules: PlanRules, network: Network) -> Iterator[str]:
    for slot in new:
        if slot.day.weekday() in rules.quiet_weekdays:
            yield f"{slot.id} is on {slot.day:%A}, a quiet day"
        if any(_silences(one, slot, network) for one in rules.blackouts):
            yield f"{slot.id} is in a blackout on {slot.day}"


def _silences(blackout: Blackout, slot: Slot, network: Network) -> bool:
    if slot.day > blackout.last or (blackout.first is not None and slot.day < blackout.first):
        return False
    country = network.members[slot.member].country if slot.member else None
    named = ((blackout.country, country), (blackout.member, slot.member), (blackout.initiative, slot.initiative))
    return all(wanted is None or wanted == found for wanted, found in named)


def _on_wrong_days(new: list[Slot], days: Mapping[str, Occurrence]) -> Iterator[str]:
    for slot in new:
        one = days.get(slot.occurrence or "")
        if one is None or (slot.kind == "countdown" and not slot.initiative):
            continue
        ahead = (one.first - slot.day).days
        allowed = 0 < ahead <= _FURTHEST_AHEAD if slot.kind == "countdown" else ahead == 0
        if not allowed:
            yield f"{slot.id} is told {ahead} days ahead as a {slot.kind}"
        if ahead and one.observance.solemn:
            yield f"{slot.id} is solemn and not told on its day"


def _unlikely(
    new: list[Slot],
    days: Mapping[str, Occurrence],
    rules: PlanRules,
    matches: Mapping[str, Iterable[Match]] | None,
    pinned: frozenset[tuple[str, str]],
) -> Iterator[str]:
    known = {(day, one.initiative): one.p for day, found in (matches or {}).items() for one in found}
    for slot in new if matches is not None else ():
        one = days.get(slot.occurrence or "")
        if one and slot.initiative and (one.key, slot.initiative) not in pinned:
            least = rules.solemn_threshold if one.observance.solemn else rules.threshold
            day = one.key if one.key in (matches or {}) else one.observance.id
            p = known.get((day, slot.initiative), 0.0)
            if p < least:
                yield f"{slot.id} features {slot.initiative} with {p:.2f}, {least:.2f} is asked for"


def _forgotten(plan: Plan, fixed: Mapping[str, Slot], pinned: frozenset[tuple[str, str]]) -> Iterator[str]:
    told = {(slot.occurrence, slot.initiative) for slot in (*plan.slots, *fixed.values())}
    refused = {one.subject for one in plan.conflicts}
    for key, initiative in sorted(pinned - told):
        if f"{key} {initiative}" not in refused:
            yield f"{initiative} is pinned to {key}, and neither told nor a conflict"


def _changed(plan: Plan, fixed: Mapping[str, Slot]) -> Iterator[str]:
    for slot in plan.slots:
        if slot.id in fixed and slot != fixed[slot.id]:
            yield f"{slot.id} was kept, and changed"


def _day(slot: Slot) -> str:
    return slot.day.isoformat()


def _week(slot: Slot) -> str:
    return f"{slot.day:%G-W%V}"
