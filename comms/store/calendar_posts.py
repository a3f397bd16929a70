"""What the calendar asks of the store about the posts of a period: few questions, whatever it holds."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from comms.domain.posts import State
from comms.store.models import Post, Slot

# No day anywhere is further from the same day in UTC.
_WIDEST = timedelta(hours=14)
_WORDS = ("text", "alt", "sentences", "missing", "link", "slot__reasons", "slot__next_best")
_WHO = ("day", "due_at", "zone", "state", "channel", "language", "slot__member", "slot__initiative")
_MAY_BE_HELD = (State.APPROVED, State.SCHEDULED, State.HELD_LATE)


@dataclass(frozen=True)
class Wanted:
    """Which posts to show; an empty one asks for all. *slots* are stories by id, None for all of them."""

    channel: str = ""
    language: str = ""
    state: str = ""
    kind: str = ""
    slots: Collection[str] | None = None

    @property
    def chosen(self) -> Q:
        """Return what the question asks beside the period."""
        asked = {"channel": self.channel, "language": self.language, "state": self.state, "slot__kind": self.kind}
        one = Q(**{name: value for name, value in asked.items() if value})
        return one if self.slots is None else one & Q(slot_id__in=self.slots)


def posts_of(first: date, last: date, wanted: Wanted) -> QuerySet[Post]:
    """Return the posts of a period, both days included.

    Their hours are asked for first, as the index by state and hour knows them: the days lie in rows full of words.
    """
    begin = datetime.combine(first, time(), UTC) - _WIDEST
    end = datetime.combine(last, time.max, UTC) + _WIDEST
    at = Q(due_at__range=(begin, end)) | Q(due_at__isnull=True)
    return Post.objects.filter(at & wanted.chosen, state__in=list(State), day__range=(first, last))


def shown_of(posts: QuerySet[Post], most: int) -> list[Post]:
    """Return the first *most* posts of each day, whole stories together, without their words."""
    order = ("slot_id", "channel", "due_at", "language")
    place = Window(RowNumber(), partition_by="day", order_by=order)
    chosen = posts.order_by().annotate(place=place).filter(place__lte=most).values_list("pk", flat=True)
    rows = Post.objects.filter(pk__in=list(chosen)).select_related("slot").defer(*_WORDS)
    return list(rows.order_by("day", *order))


def counts_of(posts: QuerySet[Post]) -> dict[date, Counter[str]]:
    """Return how many of *posts* stand in which state, by day."""
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for day, state, number in posts.order_by().values_list("day", "state").annotate(number=Count("id")):
        counts[day][state] = number
    return counts


def may_be_held(posts: QuerySet[Post], *, only_works: bool) -> list[Post]:
    """Return those of *posts* that something could hold at their hour, with what decides it and no more.

    *only_works* leaves out those that tell nobody's work.
    """
    rows = posts.filter(state__in=_MAY_BE_HELD, hold__isnull=True).exclude(due_at__isnull=True)
    rows = rows.exclude(slot__initiative="") if only_works else rows
    return list(rows.select_related("slot").only(*_WHO).order_by())


def slots_told(first: date, last: date) -> Iterable[Mapping[str, Any]]:
    """Return what each story of a period tells, by the names of its records: those planned and those with posts."""
    with_posts = posts_of(first, last, Wanted()).order_by().values("slot_id")
    rows = Slot.objects.filter(Q(day__range=(first, last)) | Q(pk__in=with_posts)).order_by()
    return rows.values("id", "occurrence", "event", "initiative")


def undrafted(first: date, last: date, *, kind: str = "", slots: Collection[str] | None = None) -> list[Slot]:
    """Return the stories that are planned in a period and have no post yet."""
    rows = Slot.objects.filter(~Exists(Post.objects.filter(slot=OuterRef("pk"))), day__range=(first, last))
    rows = rows.filter(**({"kind": kind} if kind else {}), **({} if slots is None else {"pk__in": slots}))
    return list(rows.defer("reasons", "next_best").order_by("day", "id"))
