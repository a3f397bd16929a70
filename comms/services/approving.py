"""Several posts at once: each is submitted, approved or sent back by itself; one refused keeps no other back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from comms.config import Config
from comms.errors import CommsError
from comms.services import review
from comms.store.models import Person, Post


@dataclass(frozen=True)
class Done:
    """What was done, and what was refused with why, by the post's id."""

    done: list[Post] = field(default_factory=list)
    refused: dict[int, CommsError] = field(default_factory=dict)


def approve_many(seen: Mapping[int, str], *, by: Person, now: datetime, config: Config) -> Done:
    """Approve each post of *seen* exactly as its fingerprint says that it was shown."""

    def approve(post_id: int) -> Post:
        return review.approve(post_id, seen=seen[post_id], by=by, now=now, config=config)

    return _each(seen, approve)


def submit_many(post_ids: Iterable[int], *, by: Person, now: datetime) -> Done:
    """Ask for the review of each post."""
    return _each(post_ids, lambda post_id: review.submit(post_id, by=by, now=now))


def _each(post_ids: Iterable[int], act: Callable[[int], Post]) -> Done:
    told = Done()
    # One for all of them: a transaction each would cost a disk write each.
    with transaction.atomic():
        for post_id in post_ids:
            try:
                with transaction.atomic():
                    told.done.append(act(post_id))
            except CommsError as refused:
                told.refused[post_id] = refused
    return told
