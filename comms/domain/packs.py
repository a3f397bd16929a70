"""What is said of an observance in one year: its theme, its tagline, hashtags, the lead agency's page, assets.

A pack holds for its own year alone: last year's theme is never this year's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.observances import Occurrence
from comms.domain.posts import wall_time
from comms.domain.written import Hashtag, Language, Line, Slug, Texts, WebAddress, Written, Zone, named, paired
from comms.errors import NotAllowedError


class Asset(Written):
    """A picture, a film or a kit of the lead agency; before its embargo ends it is not to be shown."""

    title: Texts
    page: WebAddress
    alt: Texts | None = None
    embargo: Annotated[datetime | None, Field(description="wall time in *zone* from which it may be shown")] = None
    zone: Annotated[Zone | None, Field(validate_default=True)] = None

    @field_validator("embargo")
    @classmethod
    def _wall_time(cls, embargo: datetime | None) -> datetime | None:
        if embargo and embargo.tzinfo:
            message = f"is {embargo.isoformat()}, but is a wall time; leave the offset out, zone says it"
            raise ValueError(message)
        return embargo

    @field_validator("zone")
    @classmethod
    def _one_instant(cls, zone: str | None, info: ValidationInfo) -> str | None:
        paired(zone, info, "embargo", "give the wall time and its zone, or neither")
        embargo = info.data.get("embargo")
        try:
            if embargo and zone:
                wall_time(embargo, zone)
        except NotAllowedError as refused:
            raise ValueError(str(refused)) from None
        return zone

    def free_from(self) -> datetime | None:
        """Return the instant at which the embargo ends; None where there is none."""
        return wall_time(self.embargo, self.zone) if self.embargo and self.zone else None

    def is_free(self, now: datetime) -> bool:
        """Tell whether it may be shown at *now*."""
        ends = self.free_from()
        return ends is None or now >= ends


class Pack(Written):
    """What the lead agency gives out for an observance in one year."""

    observance: Slug
    year: Annotated[int, Field(ge=1946, le=2200)]
    version: Annotated[int, Field(ge=1, description="grows with each correction")] = 1
    theme: Texts
    tagline: Texts | None = None
    unofficial: Annotated[tuple[Language, ...], Field(description="languages of our own translation")] = ()
    hashtags: tuple[Hashtag, ...] = ()
    page: WebAddress
    assets: tuple[Asset, ...] = ()
    source: Line

    @field_validator("unofficial")
    @classmethod
    def _are_themes(cls, codes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return named(codes, info, "theme")

    @property
    def key(self) -> tuple[str, int]:
        """Return what it is about: an observance in a year."""
        return self.observance, self.year

    def free_assets(self, now: datetime) -> tuple[Asset, ...]:
        """Return the assets that may be shown at *now*."""
        return tuple(asset for asset in self.assets if asset.is_free(now))


@dataclass(frozen=True)
class Packs:
    """All packs, by observance and year."""

    by_key: Mapping[tuple[str, int], Pack] = field(default_factory=dict)

    def of(self, occurrence: Occurrence) -> Pack | None:
        """Return the pack of *occurrence*; that of another year is none."""
        return self.by_key.get((occurrence.observance.id, occurrence.year))

    def differences(self, packs: Iterable[Pack]) -> Iterator[tuple[Pack, str]]:
        """Yield each of *packs* with what it would do here: be new, change fields, be older, or change nothing."""
        for pack in packs:
            known = self.by_key.get(pack.key)
            if known is None:
                yield pack, "new"
            elif pack == known:
                yield pack, "unchanged"
            elif pack.version < known.version:
                yield pack, f"older than version {known.version}, which stays"
            else:
                fields = [name for name in Pack.model_fields if getattr(pack, name) != getattr(known, name)]
                yield pack, f"changes {', '.join(fields)}"

    def with_newer(self, packs: Iterable[Pack]) -> "Packs":
        """Return these packs and *packs*, of which the highest version stays, the later one of two equal ones."""
        found = dict(self.by_key)
        for pack in packs:
            known = found.get(pack.key)
            if known is None or pack.version >= known.version:
                found[pack.key] = pack
        return Packs(found)
