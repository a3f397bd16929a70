"""Pauses: who may not be spoken of, where, in which language, and for how long.

Whatever could have gone out while a pause held never goes out by itself, also after the pause: a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a pause covers."""

    EVERYTHING = "everything"
    CHANNEL = "channel"
    LANGUAGE = "language"
    COUNTRY = "country"
    MEMBER = "member"


@dataclass(frozen=True)
class Told:
    """A post as pauses and blackouts see it; *zone* is that of the member, or of the site where none is featured."""

    channel: str
    language: str
    zone: str
    member: str = ""
    country: str = ""
    initiative: str = ""


@dataclass(frozen=True)
class Scope:
    """What a pause covers: everything, or the one channel, language, country or member that *value* names."""

    kind: Kind = Kind.EVERYTHING
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else str(self.kind)

    @classmethod
    def read(cls, text: str) -> "Scope":
        """Return the scope that *text* writes; raise ValueError where it writes none."""
        kind, _, value = text.partition(":")
        return cls(Kind(kind), value)

    def covers(self, told: Told) -> bool:
        """Tell whether *told* is held by a pause of this scope."""
        return self.kind is Kind.EVERYTHING or getattr(told, self.kind) == self.value


@dataclass(frozen=True)
class Pause:
    """A pause from *start* on, until just before *end* where it has one; one that ends before it starts holds nothing.

    *who* made it, for the *reason* that everybody reads; it is known by its *number*.
    """

    scope: Scope
    reason: str
    who: str
    start: datetime
    end: datetime | None = None
    number: int = 0

    def is_on(self, now: datetime) -> bool:
        """Tell whether the pause holds at *now*."""
        return self.meets(now, now)

    def is_ahead(self, now: datetime) -> bool:
        """Tell whether the pause has yet to begin."""
        return now < self.start and (self.end is None or self.start < self.end)

    def meets(self, first: datetime, last: datetime) -> bool:
        """Tell whether the pause holds at any instant from *first* to *last*, both included."""
        begin = max(first, self.start)
        return begin <= last and (self.end is None or begin < self.end)


def pausing(told: Told, pauses: Iterable[Pause], *, first: datetime, last: datetime) -> Pause | None:
    """Return the pause that held *told* at any instant from *first* to *last*: the earliest; None where none did."""
    held = (one for one in pauses if one.scope.covers(told) and one.meets(first, last))
    return min(held, key=lambda one: one.start, default=None)
