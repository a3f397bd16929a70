"""What the desk asks of the world outside."""

from typing import Protocol

from comms.domain.message import Message, Receipt


class Channel(Protocol):
    """A place where messages become public.

    *proves_absence* says whether a look that finds nothing proves that nothing is public.
    """

    proves_absence: bool

    def publish(self, message: Message) -> Receipt:
        """Make *message* public, once; raise Refused, Unavailable or Uncertain, and nothing else."""
        ...

    def find(self, message: Message) -> Receipt | None:
        """Look for *message* on the channel; raise Unavailable where that cannot be told now."""
        ...
