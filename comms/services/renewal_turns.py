"""Who renews the access of a channel: one at a time among all processes, by a row that says until when.

The row is written and committed before the vendor is asked, so that no transaction stays open for as long as that
takes. Whoever is killed meanwhile keeps the others waiting until then, and no longer.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Q

from comms.domain.answers import Unavailable
from comms.domain.sending import BUDGET
from comms.store.models import ChannelStanding

logger = logging.getLogger(__name__)
# One request, and the time to write down what it brought.
_LEASE = 2 * BUDGET
_PATIENCE = 15.0
_ASK_AGAIN_AFTER = 0.05


@contextmanager
def renewal_turn(channel: str, now: Callable[[], datetime], *, patience: float = _PATIENCE) -> Iterator[None]:
    """Wait until nobody else renews the access of *channel*; then it is ours until the end of the block."""
    until = _turn(channel, now, time.monotonic() + patience)
    try:
        yield
    finally:
        _give_back(channel, until)


def _turn(channel: str, now: Callable[[], datetime], end: float) -> datetime:
    try:
        ChannelStanding.objects.get_or_create(pk=channel, defaults={"changed_at": now()})
        while (until := _taken(channel, now())) is None:
            if time.monotonic() >= end:
                reason = "the access to the channel is being renewed; it is asked again later"
                raise Unavailable(reason)
            time.sleep(_ASK_AGAIN_AFTER)
    except DatabaseError as error:
        reason = "the access to the channel cannot be looked after just now; it is asked again later"
        raise Unavailable(reason) from error
    return until


def _give_back(channel: str, until: datetime) -> None:
    """Let the next one have the turn; where that cannot be written, it ends by itself."""
    try:
        ChannelStanding.objects.filter(pk=channel, renewing_until=until).update(renewing_until=None)
    except DatabaseError:
        logger.exception("channel %s: others wait until %s before they renew its access", channel, until)


def _taken(channel: str, now: datetime) -> datetime | None:
    """Take the turn if it is free, and return until when; None where somebody has it."""
    is_free = Q(renewing_until__isnull=True) | Q(renewing_until__lte=now)
    until = now + _LEASE
    return until if ChannelStanding.objects.filter(is_free, pk=channel).update(renewing_until=until) else None
