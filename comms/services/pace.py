"""How many messages a channel may be handed now without going past its own rate."""

from datetime import datetime

from comms.domain.channels import Pace
from comms.store.models import Delivery

_NO_LIMIT = 1_000_000


def room(channel: str, pace: Pace | None, now: datetime) -> int:
    """Return how many more messages *channel* takes now."""
    if pace is None:
        return _NO_LIMIT
    begun = Delivery.objects.filter(post__channel=channel, claimed_at__gt=now - pace.within).count()
    return max(pace.messages - begun, 0)


def room_from(channel: str, pace: Pace | None, now: datetime) -> datetime | None:
    """Return from when *channel* takes another message; None where it takes one now."""
    if pace is None:
        return None
    begun = Delivery.objects.filter(post__channel=channel, claimed_at__gt=now - pace.within)
    newest = list(begun.order_by("-claimed_at").values_list("claimed_at", flat=True)[: pace.messages])
    return newest[-1] + pace.within if len(newest) == pace.messages else None
