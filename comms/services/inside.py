"""Deciding about what a pause, a blackout or a missing consent held: a new hour, or not at all. Never by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from comms.config import Config
from comms.domain.posts import State, wall_time
from comms.errors import CommsError, NotAllowedError
from comms.services.audit import By, record
from comms.services.holds import reason_for
from comms.services.people import APPROVE, WRITE, require
from comms.services.review import ConflictError, locked, move, withdraw
from comms.store.models import Person, Post


@dataclass(frozen=True)
class Answer:
    """What a person decided about a post as it stood in *version*: an hour of its own day, or not at all."""

    post_id: int
    version: int
    hour: time | None = None


@dataclass(frozen=True)
class Decided:
    """How many got a new hour, how many will not be told at all, and what was refused, by the post's id."""

    moved: int
    dropped: int
    refused: dict[int, CommsError]


def decide(answers: Iterable[Answer], *, config: Config, by: Person, now: datetime) -> Decided:
    """Do what a person decided about each post by itself: one that is refused keeps none of the others back."""
    moved, dropped, refused = 0, 0, {}
    # One for all of them: a transaction each would cost a disk write each.
    with transaction.atomic():
        for one in answers:
            try:
                if one.hour is None:
                    _not_at_all(one, by=by, now=now)
                    dropped += 1
                else:
                    give_new_hour(one, one.hour, config=config, by=by, now=now)
                    moved += 1
            except CommsError as error:
                refused[one.post_id] = error
    return Decided(moved, dropped, refused)


def _not_at_all(one: Answer, *, by: Person, now: datetime) -> None:
    require(by, WRITE)
    with transaction.atomic():
        _still_waits(one)
        withdraw(one.post_id, by=by, now=now)


def give_new_hour(one: Answer, hour: time, *, config: Config, by: Person, now: datetime) -> Post:
    """Schedule a held post for another hour of its own day.

    Its approval stands: it belongs to the words and the day, which stay. Nobody who may not approve may do it.
    """
    require(by, APPROVE)
    with transaction.atomic():
        post = _still_waits(one)
        if post.state != State.HELD_LATE or now.astimezone(ZoneInfo(post.zone)).date() > post.day:
            message = "its day is over"
            raise NotAllowedError(message)
        before, post.due_at = post.due_at, wall_time(datetime.combine(post.day, hour), post.zone)
        if post.due_at <= now:
            message = "this hour has passed already"
            raise NotAllowedError(message)
        if reason_for(post, config, now=now):
            message = "it would be held at that hour too; end what holds it first, or choose an hour after it"
            raise NotAllowedError(message)
        post.next_attempt_at = None
        move(post, State.SCHEDULED, by=by, now=now, note="a new hour after it was held")
        _tell(post, before, by=by, now=now)
        return post


def _still_waits(one: Answer) -> Post:
    post = locked(one.post_id)
    if post.hold_id is None or post.version != one.version:
        message = "somebody decided about it meanwhile"
        raise ConflictError(message)
    return post


def _tell(post: Post, before: datetime | None, *, by: By, now: datetime) -> None:
    hours = [hour.astimezone(UTC).isoformat() if hour else None for hour in (before, post.due_at)]
    record("new hour", f"post:{post.key}", by=by, now=now, before={"due_at": hours[0]}, after={"due_at": hours[1]})
