"""What each file of the calendars may hold; its entries are parsed one by one."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from comms.domain.network import Speaker
from comms.domain.written import Line, Written

Items = tuple[Any, ...]


class ObservancesFile(Written):
    """A file of observances."""

    changed: date | None = None
    observances: Items


class EventsFile(Written):
    """The file of events."""

    changed: date | None = None
    events: Items


class ThemesFile(Written):
    """The file of themes."""

    themes: Items


class SeriesFile(Written):
    """The file of series."""

    series: Items


class RegionsFile(Written):
    """The file of regions."""

    regions: Items


class GovernmentsFile(Written):
    """The file of types of government."""

    governments: Items


class PacksFile(Written):
    """A file of the packs of one year."""

    year: Annotated[int, Field(ge=1946, le=2200)]
    packs: Items = ()


class SourcesFile(Written):
    """The file of sources: what each code stands for."""

    sources: dict[str, Line]


class MembersFile(Written):
    """The file of members."""

    changed: date | None = None
    organisation: Speaker | None = None
    members: Items


class InitiativesFile(Written):
    """A file of initiatives."""

    changed: date | None = None
    initiatives: Items


class NetworkFile(Written):
    """One file that holds a whole network."""

    changed: date | None = None
    organisation: Speaker | None = None
    members: Items
    initiatives: Items = ()
