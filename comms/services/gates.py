"""How many posts this process hands to a channel at once, whoever sends them: the clock or a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

from comms.errors import NotAllowedError

_gates: dict[tuple[str, int], Semaphore] = {}
_making = Lock()


@contextmanager
def gate(channel: str, at_once: int, *, patience: float | None = None) -> Iterator[None]:
    """Hold one of the *at_once* places of *channel*; wait for it *patience* seconds at most, where that is given.

    Raises NotAllowedError where no place became free.
    """
    with _making:
        places = _gates.setdefault((channel, at_once), Semaphore(at_once))
    if not places.acquire(timeout=patience):
        message = "the channel %(channel)s is busy with other posts; try again in a minute"
        raise NotAllowedError(message, channel=channel)
    try:
        yield
    finally:
        places.release()
