"""Why this one: what a choice was worth, who was next and by how much, and which rule bound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from comms.domain.candidates import Candidate, candidates
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.open_plan import OpenPlan
from comms.domain.planning import Plan, PlanRules, Slot
from comms.domain.reasons import Reason

# So many of an occasion's other matches are looked at.
_LOOKED_AT = 200


@dataclass(frozen=True)
class Rival:
    """An initiative that was not chosen: how much less it was worth in this place, or which rule forbids it."""

    initiative: str
    member: str
    p: float
    short: float
    bound_by: Reason | None


@dataclass(frozen=True)
class Explained:
    """A choice with its probability, the worth of its turn, who was next, and who a rule kept away."""

    slot: str
    p: float
    turn: float
    next: Rival | None
    kept_away: Rival | None


def explained(  # noqa: PLR0913 - the same as a plan is made of
    plan: Plan,
    occurrences: Iterable[Occurrence],
    matches: Mapping[str, Iterable[Match]],
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    kept: Iterable[Slot] = (),
    featured: Mapping[str, date] | None = None,
) -> tuple[Explained, ...]:
    """Return for each slot that features somebody why it was this one, by day and id."""
    found = {one.subject: one for one in candidates(occurrences, (), matches, network, rules) if one.matches}
    known = {slot.id: slot for slot in kept} | {slot.id: slot for slot in plan.slots}
    made = OpenPlan(network, rules, known.values(), featured or {}, first)
    return tuple(
        _one(slot, found[slot.id.rpartition(":")[0]], made)
        for slot in plan.slots
        if slot.initiative and slot.id.rpartition(":")[0] in found
    )


def _one(slot: Slot, occasion: Candidate, made: OpenPlan) -> Explained:
    """Look at every other match in the place of *slot*, as if it were free."""
    made.turns.remove((slot.member, slot.initiative), slot.day)
    own = next((match.p for match in occasion.matches if match.initiative == slot.initiative), 0.0)
    turn = made.turns.worth(slot.member or "")
    worth = own + turn + _campaign(slot.member or "", made)
    rivals = [
        _rival(match, slot, worth, made)
        for match in occasion.matches[:_LOOKED_AT]
        if match.initiative != slot.initiative
    ]
    made.turns.add((slot.member, slot.initiative), slot.day)
    nearest = sorted(rivals, key=lambda one: (one.short, one.initiative))
    free = (one for one in nearest if one.bound_by is None)
    bound = (one for one in nearest if one.bound_by is not None)
    return Explained(slot.id, own, turn, next(free, None), next(bound, None))


def _rival(match: Match, slot: Slot, worth: float, made: OpenPlan) -> Rival:
    member = made.network.initiatives[match.initiative].member
    short = worth - match.p - made.turns.worth(member) - _campaign(member, made)
    return Rival(match.initiative, member, match.p, round(short, 6), made.why_not(match, slot.day))


def _campaign(member: str, made: OpenPlan) -> float:
    known = made.network.members.get(member)
    return made.rules.campaign_worth if known and known.is_campaign_member else 0.0
