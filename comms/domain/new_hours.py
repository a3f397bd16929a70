"""New hours for posts that were held: one after the other on each channel, never all at once."""

from collections import Counter
from collections.abc import Iterable
from datetime import time

_DAY = 24 * 60


def new_hours(channels: Iterable[str], *, first: time, apart: int) -> list[time | None]:
    """Return an hour for each post, given by its channel in the order of going out; None after midnight.

    The first post of each channel gets *first*, each further one of it *apart* minutes more.
    """
    told: Counter[str] = Counter()
    hours = []
    for channel in channels:
        minute = first.hour * 60 + first.minute + told[channel] * apart
        hours.append(time(minute // 60, minute % 60) if minute < _DAY else None)
        told[channel] += 1
    return hours
