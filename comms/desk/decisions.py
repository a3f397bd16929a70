"""Decisions as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comms import app
from comms.desk import sayings
from comms.desk.forms import VerdictForm
from comms.desk.subjects import observance_of
from comms.domain.verdicts import Verdict, VerdictKind, standing
from comms.store.models import Slot

LONGEST = 300


@dataclass(frozen=True)
class Row:
    """One decision: what was said of whom and which day, and who took it back, if anybody did."""

    verdict: Verdict
    said: str
    why: str
    day: Mapping[str, str]
    work: Mapping[str, str]
    instead: Mapping[str, str]
    undone_by: Verdict | None
    stands: bool


def rows(verdicts: Iterable[Verdict]) -> list[Row]:
    """Return what was decided, the newest first; what undid a decision is told with it."""
    known = list(verdicts)
    undone = {one.undoes: one for one in known if one.undoes}
    stands, names = {one.id for one in standing(known)}, names_of_network()
    told = [one for one in reversed(known) if one.kind != "undo"][:LONGEST]
    return [
        Row(
            verdict=one,
            said=sayings.verdict(one.kind),
            why=sayings.why(one.why),
            day=_name_of_day(one.observance),
            work=names.get(one.initiative, {"en": one.initiative}),
            instead=names.get(one.instead, {"en": one.instead}),
            undone_by=undone.get(one.id),
            stands=one.id in stands,
        )
        for one in told
    ]


def about(slot: Slot, verdicts: Iterable[Verdict]) -> list[Row]:
    """Return the standing decisions about the day of *slot* and the work that it features."""
    if not slot.occurrence:
        return []
    day = observance_of(slot.occurrence)
    work = {slot.initiative} - {""}
    return [
        row
        for row in rows(verdicts)
        if row.stands
        and (
            row.verdict.occurrence == slot.occurrence
            or (day and row.verdict.observance == day.id and work & {row.verdict.initiative, row.verdict.instead})
        )
    ]


def verdict_forms(slot: Slot) -> dict[VerdictKind, VerdictForm]:
    """Return a form for each decision that can be taken about *slot*."""
    kinds: tuple[VerdictKind, ...] = ("accept", "reject", "swap", "nothing") if slot.initiative else ("swap", "nothing")
    return {kind: VerdictForm(kind=kind, auto_id=f"{kind}_%s") for kind in kinds}


def names_of_network() -> Mapping[str, Mapping[str, str]]:
    """Return the names of members and the titles of their work by id."""
    network = app.network()
    titles = {one.id: one.title for one in network.initiatives.values()}
    return {one.id: one.name for one in network.members.values()} | titles


def _name_of_day(observance: str) -> Mapping[str, str]:
    found = app.calendars().observances.get(observance)
    return found.name if found else {"en": observance}
