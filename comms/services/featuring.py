"""How often the network is told: what is public of whom, since when, and what is planned ahead."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Max, Q

from comms.domain.planning import Slot
from comms.domain.posts import State
from comms.store.models import Post
from comms.store.models import Slot as SlotRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from comms.domain.planning import SlotKind

YEAR = relativedelta(years=1)


@dataclass(frozen=True)
class Featured:
    """The last day on which a member was told in public, and how many stories told it in the last 12 months."""

    last: date
    times: int


def featured(today: date) -> dict[str, Featured]:
    """Return what was told of each member, by its id; those never told are not in it."""
    told = Post.objects.filter(state=State.PUBLISHED, slot__member__gt="").values("slot__member")
    lately = Count("slot", distinct=True, filter=Q(day__gt=today - YEAR))
    rows = told.annotate(last=Max("day"), times=lately).values_list("slot__member", "last", "times")
    return {member: Featured(last, times) for member, last, times in rows}


def told_lately(today: date) -> list[Slot]:
    """Return the stories of which something was public in the last 12 months, by day."""
    told = Post.objects.filter(state=State.PUBLISHED, day__gt=today - YEAR, day__lte=today)
    return _slots(SlotRow.objects.filter(pk__in=told.values("slot"), member__gt=""))


def planned_ahead(today: date) -> list[Slot]:
    """Return the stories from *today* on of which nothing is public yet, by day."""
    # Asked for what is public alone, the database would read all that ever was.
    states = Post.objects.filter(slot__day__gte=today).values_list("slot", "state")
    told = {slot for slot, state in states if state == State.PUBLISHED}
    return [slot for slot in _slots(SlotRow.objects.filter(day__gte=today, member__gt="")) if slot.id not in told]


def _slots(rows: "QuerySet[SlotRow]") -> list[Slot]:
    """Return what *rows* say of who is told when; for counting nobody reads their reasons."""
    named = rows.values_list("id", "kind", "day", "occurrence", "event", "member", "initiative")
    return [
        Slot(id_, cast("SlotKind", kind), day, occurrence or None, event or None, member, work or None)
        for id_, kind, day, occurrence, event, member, work in named
    ]
