"""What a newcomer finds in a demo: a post that waits for approval and goes out minutes from now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from comms.domain.observances import occurrences
from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.domain.reasons import Reason
from comms.services.audit import DESK, record
from comms.services.drafts import Desk, make_drafts
from comms.services.people import approvers_of
from comms.services.review import move
from comms.services.slots import row_of
from comms.store.models import AuditLine, Person, Post
from comms.store.models import Slot as SlotRow

APPROVER = "coordinator"
_AHEAD = timedelta(minutes=4)
_ROOM = timedelta(minutes=30)
# Nine posts go out a minute after each other; more of them share their minutes.
_SPREAD = 9
_OVER = (State.PUBLISHED, State.WITHDRAWN)
_FORESIGHT = timedelta(days=90)


def plan_minutes_ahead(desk: Desk, *, now: datetime) -> list[Post]:
    """Plan a countdown for this very day, submit its posts for review, and return what waits, the first due first.

    While posts of an earlier run are still to come, nothing is made; once they all went out, another story is. Only
    what the coordinator may approve waits.
    """
    with transaction.atomic():
        if not _to_come(now):
            _make(desk, _start(now, ZoneInfo(desk.config.settings.zone)), now)
    return [
        post
        for post in _to_come(now)
        if post.state == State.IN_REVIEW and any(one.username == APPROVER for one in approvers_of(post))
    ]


def _to_come(now: datetime) -> list[Post]:
    """Return the demo's posts whose hour is ahead and that may still have one: not those published or withdrawn."""
    made = AuditLine.objects.filter(act="demo slot planned").values_list("subject", flat=True)
    slots = [subject.removeprefix("slot:") for subject in made]
    posts = Post.objects.filter(slot_id__in=slots, due_at__gt=now).exclude(state__in=_OVER)
    return list(posts.order_by("due_at", "key"))


def _make(desk: Desk, start: datetime, now: datetime) -> None:
    slot = _slot(desk, start)
    if slot is None:
        return
    row_of(slot, now).save(force_insert=True)
    make_drafts(desk, [slot], now=now)
    _submit(slot, start, now)


def _start(now: datetime, zone: ZoneInfo) -> datetime:
    """Return a start some minutes ahead, or just after midnight where the day would end before the last post."""
    start = (now + _AHEAD).astimezone(zone).replace(second=0, microsecond=0)
    if (start + _ROOM).date() == start.date():
        return start
    return start.replace(hour=0, minute=5) + timedelta(days=1)


def _slot(desk: Desk, start: datetime) -> Slot | None:
    """Return a countdown from the day of *start* to the next leading day that is neither solemn nor counted down to."""
    today = start.date()
    taken = set(SlotRow.objects.filter(kind="countdown", day=today).values_list("occurrence", flat=True))
    coming = occurrences(desk.calendars.observances.values(), today + timedelta(days=1), today + _FORESIGHT)
    for one in coming:
        observance = one.observance
        if observance.tier == "lead" and not observance.solemn and one.first > today and one.key not in taken:
            slot_id = f"{one.key}:countdown-{(one.first - today).days}"
            return Slot(slot_id, "countdown", today, one.key, None, reasons=(Reason("demo slot"),))
    return None


def _submit(slot: Slot, start: datetime, now: datetime) -> None:
    """Hand the posts of *slot* to review, due minutes after each other, as the demo's officer would."""
    officer = Person.objects.filter(username="officer").first()
    posts = list(Post.objects.filter(slot_id=slot.id).order_by("channel", "language"))
    for number, post in enumerate(posts):
        post.due_at = start.astimezone(ZoneInfo(post.zone)) + timedelta(minutes=number * _SPREAD // len(posts))
        post.submitted_by = officer
        move(post, State.IN_REVIEW, by=officer or DESK, now=now)
    record("demo slot planned", f"slot:{slot.id}", by=DESK, now=now)
