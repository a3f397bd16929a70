"""Rotated tokens that the database could not take yet: held in memory, and written as soon as it can.

What they came from is used up: where they are lost, a person must connect the channel again.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rotated:
    """Tokens that take the place of others, since *at*."""

    changes: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None
    renewable_until: datetime | None
    at: datetime


Write = Callable[[Rotated], None]
_held: dict[str, tuple[Rotated, Write]] = {}


def hold(channel: str, rotated: Rotated, write: Write) -> None:
    """Hold *rotated*, with what is held already, until *write* has written it."""
    before = held(channel)
    if before:
        until = rotated.renewable_until or before.renewable_until
        rotated = Rotated({**before.changes, **rotated.changes}, rotated.expires_at, until, rotated.at)
    _held[channel] = rotated, write


def held(channel: str) -> Rotated | None:
    """Return what waits to be written."""
    found = _held.get(channel)
    return found[0] if found else None


def let_go(channel: str) -> None:
    """Hold nothing more: other tokens take its place."""
    _held.pop(channel, None)


def write_held(channel: str) -> bool:
    """Write what is held; return whether nothing waits any more."""
    found = _held.get(channel)
    if found is None:
        return True
    rotated, write = found
    try:
        write(rotated)
    except Exception:
        logger.exception("channel %s: its new tokens could not be written yet; they are held in memory", channel)
        if not connection.in_atomic_block:
            close_old_connections()
        return False
    if held(channel) is rotated:
        let_go(channel)
    return True


def write_all_held() -> None:
    """Write whatever is held, once."""
    for channel in list(_held):
        write_held(channel)
