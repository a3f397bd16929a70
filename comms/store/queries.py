"""Questions that the desk asks of the store, each with a bounded number of rows and round trips."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from comms.domain.posts import State
from comms.store.models import Initiative, Member, Person, Post

STUCK = (State.UNCONFIRMED, State.FAILED, State.HELD_LATE)
SOON = timedelta(days=3)


def posts_between(first: date, last: date, **wanted: str) -> QuerySet[Post]:
    """Return the posts of a period (both days included), by day, story, channel and language.

    *wanted* may hold a state, a channel and a language; an empty one asks for all.
    """
    chosen = {name: value for name, value in wanted.items() if value}
    posts = Post.objects.filter(day__gte=first, day__lte=last, **chosen).select_related("slot")
    return posts.order_by("day", "slot_id", "channel", "due_at", "language")


def to_approve(person: Person) -> QuerySet[Post]:
    """Return the posts in review that *person* neither wrote nor submitted, the most urgent first."""
    own = Q(author=person) | Q(submitted_by=person)
    return Post.objects.filter(state=State.IN_REVIEW).exclude(own).select_related("slot").order_by("due_at", "key")


def sent_back_to(person: Person) -> QuerySet[Post]:
    """Return the drafts that *person* submitted and a colleague sent back."""
    posts = Post.objects.filter(state=State.DRAFT, submitted_by=person, note="changes requested")
    return posts.select_related("slot").order_by("due_at", "key")


def stuck(state: State) -> QuerySet[Post]:
    """Return the posts that wait in *state* for a person to decide."""
    return Post.objects.filter(state=state).select_related("slot").order_by("due_at", "key")


def still_drafts(now: datetime) -> QuerySet[Post]:
    """Return the posts that are due within days and that nobody has submitted."""
    posts = Post.objects.filter(state=State.DRAFT, due_at__gt=now, due_at__lte=now + SOON)
    return posts.select_related("slot").order_by("due_at", "key")


def member_bodies(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the written entries of members by id."""
    return dict(Member.objects.filter(id__in=set(ids) - {""}).values_list("id", "body"))


def initiative_bodies(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the written entries of initiatives by id."""
    return dict(Initiative.objects.filter(id__in=set(ids) - {""}).values_list("id", "body"))


def member_places() -> dict[str, dict[str, Any]]:
    """Return the name and the country of every member, by id."""
    rows = Member.objects.values_list("id", "body__name", "body__country")
    return {id_: {"name": name, "country": country} for id_, name, country in rows}
