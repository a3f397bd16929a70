"""The pictures of posts kept in order: what is gone is drawn again, and what nothing names any more goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from comms.domain.posts import EASTERNMOST, State
from comms.errors import NotFoundError
from comms.services.drafts import Desk
from comms.services.picture_library import PICTURE, is_lost, library
from comms.services.post_pictures import drawn_for
from comms.services.slots import slot_of
from comms.services.story_cards import draw_again
from comms.services.telling import telling_of
from comms.store.models import Approval, Post

# A picture is drawn before its draft is stored; no draft takes as long.
_YOUNG = timedelta(days=1)
_UNSENT = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE)


def care_for_pictures(desk: Desk, *, now: datetime) -> tuple[int, int]:
    """Sweep, then draw again; return how many files went, and how many pictures are there again."""
    swept = sweep(desk, now=now)
    return swept, draw_what_is_lost(desk, now=now)


def sweep(desk: Desk, *, now: datetime) -> int:
    """Remove the pictures that no post, delivery or approval names; return how many went.

    A delivery sent what its approval keeps, or what its post still says: both name the picture.
    """
    pictures = library(desk.config)
    idle = set(pictures.older_than(now - _YOUNG))
    for names in (_of_posts, _of_approvals, _drawn) if idle else ():
        idle -= set(names())
    for name in idle:
        pictures.remove(name)
    return len(idle)


def _of_posts() -> Iterator[str]:
    yield from Post.objects.exclude(image="").values_list("image", flat=True)


def _of_approvals() -> Iterator[str]:
    yield from Approval.objects.values_list("message__image", flat=True)


def _drawn() -> Iterator[str]:
    """Yield the pictures that were drawn for posts: one that was taken off can be put back."""
    for sentences in Post.objects.values_list("sentences", flat=True).iterator():
        yield from (one[PICTURE] for one in sentences if PICTURE in one)


def draw_what_is_lost(desk: Desk, *, now: datetime) -> int:
    """Draw the cards of unsent posts whose files are gone or changed; return how many are there again.

    The name of a picture says what is on it: a card that would say something else by now is another one, and what
    was approved is never replaced by it.
    """
    coming = Post.objects.filter(state__in=_UNSENT, day__gte=(now - EASTERNMOST).date()).select_related("slot")
    found: dict[str, Post] = {}
    for post in coming:
        drawn, _ = drawn_for(post)
        if drawn:
            found.setdefault(drawn, post)
    lost = {name: post for name, post in found.items() if is_lost(name, desk.config)}
    return sum(name == _drawn_again(post, desk) for name, post in lost.items())


def _drawn_again(post: Post, desk: Desk) -> str:
    """Draw the card of *post* as its story is now; return its name, or nothing where it has no card any more."""
    slot = slot_of(post.slot)
    try:
        kind = desk.config.channel(post.channel).kind
        telling = telling_of(slot, desk.calendars, desk.network, desk.config)
    except (NotFoundError, KeyError):
        return ""
    return draw_again((slot, telling, post.language), kind, desk.calendars, desk.config, desk.colours)
