"""What the desk asks of the world outside."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from comms.domain.message import Dispatch, Receipt
from comms.domain.place import Place


class Channel(Protocol):
    """A place where messages become public.

    *proves_absence* says whether a look that finds nothing proves that nothing is public.
    *withdraws* says whether the channel can take back what is public, *is_here* whether that is files on this machine.
    *place* is as whom and where it speaks.
    """

    place: Place
    proves_absence: bool
    withdraws: bool
    is_here: bool

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Make a message public, once; raise Refused, Unavailable or Uncertain, and nothing else."""
        ...

    def find(self, dispatch: Dispatch) -> Receipt | None:
        """Look for a message on the channel, other than what the dispatch says is known.

        Raise Unavailable where that cannot be told now, Uncertain where other words are public in its place.
        """
        ...

    def receipt_at(self, url: str) -> Receipt | None:
        """Return the proof that the address of a message on this channel stands for; None if it is not one."""
        ...

    def withdraw(self, receipt: Receipt) -> None:
        """Take back what *receipt* proves, also if it is gone already; raise Refused or Unavailable."""
        ...

    def check(self) -> str:
        """Return, without publishing, whom the credentials speak for; raise Refused or Unavailable."""
        ...


class Credentials(Protocol):
    """The secrets of one channel, kept outside of it."""

    def read(self) -> Mapping[str, str]:
        """Return the secrets by name; raise Unavailable that stops the channel where one is missing."""
        ...

    def turn(self) -> AbstractContextManager[None]:
        """Wait until nobody else renews these secrets; raise Unavailable where that takes too long."""
        ...

    def renew(
        self, changes: Mapping[str, str], *, expires_at: datetime | None, renewable_until: datetime | None = None
    ) -> None:
        """Store rotated tokens at once, all or none; without *renewable_until* what is known of that stays."""
        ...


class Pictures(Protocol):
    """The pictures that messages carry, by the SHA-256 of their bytes in hex."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a picture; raise Refused where they are not there or not what the name says."""
        ...
