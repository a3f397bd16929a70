"""Who else could be told on the day of a story, and what speaks against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from comms.domain.anniversaries import with_dates
from comms.domain.matches import Match
from comms.domain.network import Initiative, Member, Network
from comms.domain.observances import Observance, Occurrence
from comms.domain.open_plan import OpenPlan
from comms.domain.planning import Slot, SlotKind
from comms.domain.reasons import Reason
from comms.services.blackouts import rules_of
from comms.services.drafts import Desk
from comms.services.messages import consents
from comms.services.slots import MEMORY
from comms.services.verdicts import decided
from comms.store.models import Slot as SlotRow

SHOWN = 8


class Matches(Protocol):
    """Who knows the matches of a day."""

    def matches(self, observance: Observance) -> list[Match]:
        """Return the initiatives that illustrate *observance*, best first."""
        ...


@dataclass(frozen=True)
class Alternative:
    """A work that matches the day, and the rule of the plan that speaks against it, if any does."""

    match: Match
    initiative: Initiative
    member: Member
    bound_by: Reason | None


def alternatives(desk: Desk, row: SlotRow, told: Occurrence, known: Matches) -> tuple[Alternative, ...]:
    """Return the works that match the day of *row* best, without the one that it features and what is told beside."""
    network = desk.network
    beside = set(SlotRow.objects.filter(occurrence=row.occurrence).values_list("member", flat=True)) - {row.member}
    found = decided().applied(_willing(told, known, network))
    others = [
        one
        for one in found
        if one.initiative != row.initiative and network.initiatives[one.initiative].member not in beside
    ][:SHOWN]
    made = OpenPlan(network, rules_of(desk.config), _others(row), {}, row.day)
    return tuple(_alternative(one, made, row) for one in others)


def plain_match(initiative: str, told: Occurrence, known: Matches, network: Network) -> Match | None:
    """Return the match of one work with the day as its texts and its date make it, or None where there is none."""
    found = _willing(told, known, network)
    return next((one for one in found if one.initiative == initiative), None)


def _willing(told: Occurrence, known: Matches, network: Network) -> list[Match]:
    """Return the matches of a day, without the work of those who have refused to be told."""
    said = consents()
    matches = (one for one in known.matches(told.observance) if one.initiative in network.initiatives)
    found = with_dates(matches, network.initiatives, told)
    return [one for one in found if said.get(one.initiative) not in {"refused", "withdrawn"}]


def _others(row: SlotRow) -> Iterable[Slot]:
    """Return the other slots as the rules of the plan see them: without their reasons, which take most of the time."""
    rows = SlotRow.objects.filter(day__gte=row.day - MEMORY).exclude(pk=row.pk)
    return [
        Slot(
            id_,
            cast("SlotKind", kind),
            day,
            occurrence or None,
            event or None,
            member or None,
            initiative or None,
            channel=channel,
        )
        for id_, kind, day, occurrence, event, member, initiative, channel in rows.values_list(
            "id", "kind", "day", "occurrence", "event", "member", "initiative", "channel"
        )
    ]


def _alternative(match: Match, made: OpenPlan, row: SlotRow) -> Alternative:
    initiative = made.network.initiatives[match.initiative]
    return Alternative(match, initiative, made.network.member_of(initiative), made.why_not(match, row.day))
