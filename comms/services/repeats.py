"""Posts that say again what the same channel said lately."""

from datetime import timedelta

from comms.domain.posts import State
from comms.domain.repeats import core
from comms.store.models import Post

_SAID = (State.SENDING, State.UNCONFIRMED, State.PUBLISHED)
_PLANNED = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.HELD_LATE)


def said_lately(post: Post, *, days: int) -> Post | None:
    """Return a post of the same channel and account that went out within *days* before, in the same words."""
    return _same(post, _SAID, days)


def said_or_planned(post: Post, *, days: int) -> Post | None:
    """Return a post of the same channel and account, out or on its way, in the same words within *days*."""
    return _same(post, (*_SAID, *_PLANNED), days)


def _same(post: Post, states: tuple[State, ...], days: int) -> Post | None:
    near = Post.objects.filter(
        channel=post.channel,
        account=post.account,
        state__in=states,
        day__gte=post.day - timedelta(days=days),
        day__lte=post.day + timedelta(days=days),
    ).exclude(pk=post.pk)
    words = core(post.text)
    # The words alone are read of all: a burst looks here once a post.
    texts = near.order_by("-day", "key").values_list("pk", "text")
    same = next((other for other, text in texts if core(text) == words), None)
    return None if same is None else Post.objects.get(pk=same)
