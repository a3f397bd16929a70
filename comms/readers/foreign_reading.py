"""What reading a file of somebody else needs to be told, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from comms.domain.dates import Span
from comms.domain.event_changes import Incoming
from comms.errors import Problem


@dataclass(frozen=True)
class Setting:
    """What a foreign file does not say itself.

    *zone* is that of its events without one, *zones* of events that we know by id, *themes* are ids by label.
    """

    window: Span
    zone: str
    zones: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The events of a file, what is wrong with those left out, and how many are left out for lying *outside*."""

    events: list[Incoming]
    problems: list[Problem]
    outside: int = 0
