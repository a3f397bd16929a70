"""A person decides about a story: who fits its day, who does not, who else is told, or that nobody is."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from comms.domain.matches import Match
from comms.domain.verdicts import OTHER, WHYS, VerdictKind, linking_theme
from comms.errors import NotAllowedError, NotFoundError
from comms.services import verdicts
from comms.services.drafts import Desk
from comms.services.people import WRITE, require
from comms.services.retelling import is_telling, retell, worked_on
from comms.services.slots import slot_of
from comms.services.telling import occurrence_of
from comms.store.models import Person, Verdict
from comms.store.models import Slot as SlotRow


@dataclass(frozen=True)
class Given:
    """What a person says: the decision, one of its reasons, their own words, and who is told instead in a swap."""

    kind: VerdictKind
    why: str
    text: str = ""
    instead: Match | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a story: its id, empty where it is gone; *stands* where others have worked on it already."""

    story: str
    stands: bool = False


def decide(desk: Desk, story: str, given: Given, *, by: Person, now: datetime) -> Outcome:
    """Store what *by* decided about a story, and change the story where nobody has worked on its posts.

    The decision shifts later rankings in any case; a swap is refused where somebody has worked on the story.
    """
    require(by, WRITE)
    with transaction.atomic():
        row = SlotRow.objects.select_for_update().filter(pk=story).first()
        if row is None:
            message = "this story does not exist"
            raise NotFoundError(message)
        _pass(row, given)
        _pass_instead(desk, row, given.instead)
        busy = row.id in worked_on()
        if busy and given.kind == "swap":
            message = "somebody has worked on the posts of this story; withdraw them and tell the other work by hand"
            raise NotAllowedError(message)
        told = occurrence_of(desk.calendars, row.occurrence)
        verdict = verdicts.write(_row(row, told.observance.id, given, by, now), now=now)
        if given.kind in {"accept", "pin"}:
            return Outcome(row.id)
        if busy or not is_telling(row):
            return Outcome(row.id, stands=True)
        said = verdict.decision()
        rejected = said.reason("editor rejected work", initiative=row.initiative)
        silence = rejected if given.kind == "reject" else said.reason("editor chose nothing")
        chosen = given.instead
        if chosen is not None:
            chosen = replace(chosen, reasons=(said.reason("editor chose this"), *chosen.reasons))
        return Outcome(retell(desk, row, told, chosen, silence, by=by, now=now))


def _pass(row: SlotRow, given: Given) -> None:
    """Pass if *given* says all it has to, and of a story of which it can be said."""
    if given.why not in WHYS.get(given.kind, ()):
        message = "choose a reason"
        raise NotAllowedError(message)
    if given.why == OTHER and not given.text.strip():
        message = "say why in your own words"
        raise NotAllowedError(message)
    if not row.occurrence:
        message = "only a story of a day can be decided about"
        raise NotAllowedError(message)
    if given.kind in {"accept", "pin", "reject"} and not row.initiative:
        message = "this story features nobody"
        raise NotAllowedError(message)
    if given.kind == "swap" and (given.instead is None or not is_telling(row)):
        message = "choose who is told instead"
        raise NotAllowedError(message)


def _pass_instead(desk: Desk, row: SlotRow, instead: Match | None) -> None:
    """Pass if who is told instead is not told on this day already."""
    member = desk.network.initiatives[instead.initiative].member if instead else None
    if member and SlotRow.objects.filter(occurrence=row.occurrence, member=member).exclude(pk=row.pk).exists():
        message = "this local government is told on this day already"
        raise NotAllowedError(message)


def _row(row: SlotRow, observance: str, given: Given, by: Person, now: datetime) -> Verdict:
    return Verdict(
        kind=given.kind,
        observance=observance,
        occurrence=row.occurrence,
        initiative="" if given.kind == "nothing" else row.initiative,
        instead=given.instead.initiative if given.kind == "swap" and given.instead else "",
        theme="" if given.kind == "nothing" else linking_theme(slot_of(row).reasons),
        why=given.why,
        text=given.text.strip(),
        by=by,
        at=now,
    )
