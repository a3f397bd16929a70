"""The plan in the store: made anew around what stands, written with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from comms.domain.anniversaries import with_dates
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Occurrence, occurrences
from comms.domain.pins import Pins
from comms.domain.planner import plan
from comms.domain.planning import Plan, PlanRules, Slot, SlotKind
from comms.domain.reasons import Reason
from comms.domain.verdicts import Decided, with_silences
from comms.readers.calendars import Calendars
from comms.services.audit import DESK, record
from comms.services.kept_matches import matcher_of
from comms.services.verdicts import decided
from comms.store.models import Slot as SlotRow

if TYPE_CHECKING:
    from comms.domain.matching import Matcher

# How far back a feature still counts as a member's turn.
MEMORY = timedelta(days=730)


@dataclass(frozen=True)
class Material:
    """What a plan of a period is made from: what comes, and what matches it, by observance or else by occurrence.

    *silences* are the occurrences on which a person wants nobody, *pins* those on which one wants a certain initiative,
    each with the reason.
    """

    calendars: Calendars
    network: Network
    coming: tuple[Occurrence, ...]
    matches: Mapping[str, list[Match]]
    silences: Mapping[str, Reason] = field(default_factory=dict)
    pins: Pins = field(default_factory=dict)


def material(  # noqa: PLR0913 - a plan is made from these
    calendars: Calendars,
    network: Network,
    *,
    first: date,
    last: date,
    judged: Decided | None = None,
    matcher: "Matcher | None" = None,
) -> Material:
    """Return what a plan of a period is made from, as editors *judged* it; another network knows no such decisions.

    Whoever has a *matcher* that has read these records already lends it.
    """
    coming = tuple(occurrences(calendars.observances.values(), first, last))
    asked = matcher or matcher_of(calendars, network)
    known = judged or Decided()
    found = asked.all_matches(one.observance for one in coming)
    matches = known.over(found) | by_occurrence(coming, found, network, known)
    return Material(calendars, network, coming, matches, known.silences(), known.pins())


def by_occurrence(
    coming: Iterable[Occurrence], matches: Mapping[str, list[Match]], network: Network, judged: Decided
) -> dict[str, list[Match]]:
    """Return the matches of those occurrences that have their own: a date comes round, or a person wants nobody.

    What editors judged counts last: a date never brings back what somebody rejected.
    """
    silences = judged.silences()
    found = {}
    for one in coming:
        usual = matches[one.observance.id]
        own = [] if one.key in silences else with_dates(usual, network.initiatives, one)
        if own != usual:
            found[one.key] = judged.applied(own)
    return found


def propose(  # noqa: PLR0913 - a plan has these parts
    calendars: Calendars,
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    last: date,
    kept: Iterable[Slot] = (),
    previous: Iterable[Slot] = (),
    known: Material | None = None,
) -> Plan:
    """Return the plan of a period; *kept* slots stand as they are, *previous* ones where that costs little."""
    found = known or material(calendars, network, first=first, last=last)
    made = plan(
        found.coming,
        calendars.events.values(),
        found.matches,
        network,
        rules,
        first=first,
        last=last,
        kept=tuple(kept),
        previous=tuple(previous),
        series=calendars.series.values(),
        pins=found.pins,
    )
    return with_silences(made, found.silences)


def make_plan(  # noqa: PLR0913 - a plan is made from these
    calendars: Calendars,
    network: Network,
    rules: PlanRules,
    *,
    first: date,
    now: datetime,
    matcher: "Matcher | None" = None,
) -> tuple[Plan, int]:
    """Plan from *first* over the horizon of *rules*, store the new slots, and return the plan and their number."""
    last = first + timedelta(days=rules.horizon_days)
    with transaction.atomic():
        rows = {row.id: row for row in SlotRow.objects.filter(day__gte=first - MEMORY)}
        known = material(calendars, network, first=first, last=last, judged=decided(), matcher=matcher)
        kept = [slot_of(row) for row in rows.values()]
        made = propose(calendars, network, rules, first=first, last=last, kept=kept, known=known)
        new = [slot for slot in made.slots if slot.id not in rows]
        SlotRow.objects.bulk_create(row_of(slot, now) for slot in new)
        if new:
            record("planned", "plan", by=DESK, now=now, after={"from": str(first), "to": str(last), "new": len(new)})
    return made, len(new)


def row_of(slot: Slot, now: datetime) -> SlotRow:
    """Return the row that stores *slot*."""
    return SlotRow(
        id=slot.id,
        kind=slot.kind,
        day=slot.day,
        occurrence=slot.occurrence or "",
        event=slot.event or "",
        member=slot.member or "",
        initiative=slot.initiative or "",
        channel=slot.channel,
        reasons=[asdict(reason) for reason in slot.reasons],
        next_best=list(slot.next_best),
        planned_at=now,
    )


def slot_of(row: SlotRow) -> Slot:
    """Return the slot that *row* stores."""
    reasons: list[dict[str, Any]] = row.reasons
    return Slot(
        id=row.id,
        kind=cast("SlotKind", row.kind),
        day=row.day,
        occurrence=row.occurrence or None,
        event=row.event or None,
        member=row.member or None,
        initiative=row.initiative or None,
        reasons=tuple(Reason(**reason) for reason in reasons),
        next_best=tuple(row.next_best),
        channel=row.channel,
    )


def last_featured(before: date) -> dict[str, date]:
    """Return the last day on which each member and each initiative was featured before a day, by id."""
    found: dict[str, date] = {}
    for row in SlotRow.objects.filter(day__lt=before).exclude(initiative="").order_by("day"):
        found |= {row.member: row.day, row.initiative: row.day}
    return found


def stored(first: date, last: date) -> list[Slot]:
    """Return the stored slots of a period, by day and id."""
    return [slot_of(row) for row in SlotRow.objects.filter(day__gte=first, day__lte=last).order_by("day", "id")]
