"""Posts as a list: by day, by story, by channel; and first what waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comms.desk.holding import mark
from comms.desk.subjects import Subject, subjects
from comms.domain.posts import State
from comms.services.commenting import asks
from comms.services.guests import commented
from comms.store.models import Person, Post
from comms.store.queries import sent_back_to, still_drafts, stuck, to_approve

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """The posts of a story on one channel."""

    channel: str
    zone: str
    posts: list[Post]


@dataclass(frozen=True)
class Story:
    """A slot with its posts by channel."""

    subject: Subject
    lines: list[Line]


@dataclass(frozen=True)
class Day:
    """The stories of a day."""

    day: date
    stories: list[Story]


@dataclass(frozen=True)
class Waiting:
    """Posts that wait for one kind of act: the first ones by story, and how many there are."""

    title: str
    state: str
    total: int
    stories: list[tuple[Subject, list[Post]]]

    @property
    def more(self) -> int:
        """Return how many posts are not shown."""
        return self.total - sum(len(posts) for _subject, posts in self.stories)


def by_day(posts: Iterable[Post]) -> list[Day]:
    """Return *posts*, which come ordered by day, story and channel, as days."""
    listed = list(posts)
    told = subjects(post.slot for post in listed)
    mark(listed)
    return [
        Day(
            day,
            [
                Story(told[slot_id], lines(of_slot))
                for slot_id, of_slot in groupby(of_day, key=lambda post: post.slot_id)
            ],
        )
        for day, of_day in groupby(listed, key=lambda post: post.day)
    ]


def lines(posts: Iterable[Post]) -> list[Line]:
    """Return *posts*, which come ordered by channel, as lines."""
    return [
        Line(channel, zone, list(of_channel))
        for (channel, zone), of_channel in groupby(posts, key=lambda post: (post.channel, post.zone))
    ]


def waiting(person: Person, now: datetime, *, writes: bool, approves: bool) -> list[Waiting]:
    """Return what waits for *person*, the most pressing first; kinds of which nothing waits are left out."""
    kinds: list[tuple[str, QuerySet[Post] | list[Post], str]] = [
        (_("Is it public? Look on the channel"), stuck(State.UNCONFIRMED), State.UNCONFIRMED),
        (_("Held: too late for its hour"), stuck(State.HELD_LATE).filter(hold__isnull=True), State.HELD_LATE),
        (_("Refused by the channel"), stuck(State.FAILED), State.FAILED),
    ]
    kinds.append((_("A colleague asks for you"), asks(person, now), ""))
    kinds.append((_("A guest commented"), commented(person), ""))
    if approves:
        kinds.append((_("To approve"), to_approve(person), State.IN_REVIEW))
    if writes:
        kinds.append((_("Sent back to you"), sent_back_to(person), State.DRAFT))
        kinds.append((_("Due within three days, still a draft"), still_drafts(now), State.DRAFT))
    found = [(title, list(posts[:SHOWN]), state, posts) for title, posts, state in kinds]
    told = subjects(post.slot for _title, shown, _state, _posts in found for post in shown)
    return [
        Waiting(title, state, _number(shown, posts), _by_story(shown, told))
        for title, shown, state, posts in found
        if shown
    ]


def _number(shown: list[Post], posts: "QuerySet[Post] | list[Post]") -> int:
    if isinstance(posts, list):
        return len(posts)
    return len(shown) if len(shown) < SHOWN else posts.count()


def _by_story(posts: list[Post], told: dict[str, Subject]) -> list[tuple[Subject, list[Post]]]:
    """Return *posts* by story, each story where its first post stands."""
    stories: dict[str, list[Post]] = {}
    for post in posts:
        stories.setdefault(post.slot_id, []).append(post)
    return [(told[slot_id], of_slot) for slot_id, of_slot in stories.items()]
