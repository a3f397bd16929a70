"""Slots as they are written: a subject alone, or with the initiative that is featured."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from zlib import crc32

from comms.domain.candidates import Candidate
from comms.domain.matches import Match
from comms.domain.planning import Slot
from comms.domain.reasons import Reason

NEXT_BEST = 3
_LONGEST_ID = 120


def featuring(one: Candidate, match: Match, member: str, day: date, *, channel: str) -> Slot:
    """Return the slot that features *match* with *one*; told before its day, it is a countdown with a member’s work."""
    ahead = (one.day - day).days
    why = (Reason("told ahead", {"days": str(ahead)}),) if ahead else ()
    return Slot(
        one.id,
        "countdown" if ahead else "spotlight",
        day,
        one.occurrence,
        one.event,
        member,
        match.initiative,
        reasons=(*match.reasons, *why),
        channel=channel,
    )


def slot_id(slot: Slot, member: str) -> Slot:
    """Return *slot* with the id of one that is told beside the first of its subject."""
    id_ = f"{slot.id.rpartition(':')[0]}:also-{member}"
    if len(id_) > _LONGEST_ID:
        id_ = f"{id_[: _LONGEST_ID - 9]}-{crc32(id_.encode()):08x}"
    return replace(slot, id=id_)


def alone(one: Candidate, nobody: Reason) -> Slot:
    """Return the slot that tells *one* without an initiative, and why nobody is featured."""
    return Slot(
        one.id,
        one.kind,
        one.day,
        one.occurrence,
        one.event,
        reasons=(*one.why, *((nobody,) if one.kind == "day" else ())),
        next_best=tuple(match.initiative for match in one.matches[:NEXT_BEST]),
    )


def why_nobody(one: Candidate, reasons: Mapping[str, Reason | None]) -> Reason:
    """Return why nobody is featured with *one*; *reasons* are by match."""
    if not one.matches:
        return Reason("no good match", {"threshold": f"{one.least:.2f}"})
    if reasons and all(why and why.code == "blackout" for why in reasons.values()):
        return next(why for why in reasons.values() if why)
    return Reason("member had its turn")
