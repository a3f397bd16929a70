"""A story told otherwise: with another member's work, or with nobody's."""

from datetime import datetime

from comms.domain.candidates import Candidate, Rank, candidates
from comms.domain.matches import Match
from comms.domain.observances import Occurrence
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.domain.reasons import Reason
from comms.domain.slots_told import alone, featuring, slot_id
from comms.services.audit import By, record
from comms.services.drafts import Desk, make_drafts
from comms.services.moving import MOVED
from comms.services.slots import row_of, slot_of
from comms.store.models import GuestLink, Post
from comms.store.models import Slot as SlotRow

# These are told only with somebody's work, never alone.
_NEVER_ALONE = frozenset({Rank.MENTION, Rank.SPOTLIGHT})


def worked_on() -> set[str]:
    """Return the slots of which a post is more than the draft that the desk made, or was shown to a guest."""
    touched = Post.objects.exclude(state=State.DRAFT) | Post.objects.filter(author__isnull=False)
    touched = touched | Post.objects.filter(submitted_by__isnull=False) | Post.objects.filter(note__in=MOVED)
    return set(touched.values_list("slot_id", flat=True)) | set(GuestLink.objects.values_list("slot_id", flat=True))


def is_telling(row: SlotRow) -> bool:
    """Tell whether a slot tells its day itself, and does not only count down to it."""
    return row.id == f"{row.occurrence}:told" or row.id.startswith(f"{row.occurrence}:also-")


def retell(  # noqa: PLR0913 - what is told, with whom or why not, by whom, when
    desk: Desk, row: SlotRow, told: Occurrence, match: Match | None, silence: Reason, *, by: By, now: datetime
) -> str:
    """Tell *row* with *match* instead, or alone for the reason *silence*; return the story's id, empty if it is gone.

    Its untouched drafts go, and new ones are made.
    """
    old, new = slot_of(row), _instead(desk, row, told, match, silence)
    had_posts = row.posts.exists()
    row.posts.all().delete()
    row.delete()
    before, after = _said(old), _said(new)
    record("plan changed", f"slot:{old.id}", by=by, now=now, before=before, after=after)
    if new is None:
        return ""
    row_of(new, now).save(force_insert=True)
    if had_posts:
        make_drafts(desk, [new], now=now)
    return new.id


def _instead(desk: Desk, row: SlotRow, told: Occurrence, match: Match | None, silence: Reason) -> Slot | None:
    one = _candidate(desk, told)
    if match is not None:
        member = desk.network.initiatives[match.initiative].member
        slot = featuring(one, match, member, row.day, channel=row.channel)
        return slot if row.id == one.id else slot_id(slot, member)
    if row.id != one.id or one.rank in _NEVER_ALONE:
        return None
    return alone(one, silence)


def _candidate(desk: Desk, told: Occurrence) -> Candidate:
    found = candidates([told], (), {}, desk.network, desk.config.settings.plan)
    # A day that the calendars no longer tell was planned before they changed.
    forgotten = Candidate(f"{told.key}:told", "day", Rank.MENTION, told.first, occurrence=told.key)
    return next((one for one in found if one.kind == "day"), forgotten)


def _said(slot: Slot | None) -> dict[str, str]:
    return {"day": str(slot.day), "initiative": slot.initiative or "", "channel": slot.channel} if slot else {}
