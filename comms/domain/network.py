"""The members of the network and their initiatives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from comms.domain.written import (
    Country,
    Language,
    MaybeLine,
    Slug,
    Slugs,
    Texts,
    WebAddress,
    Written,
    Zone,
)

SourceKind = Literal["own", "list", "other", "copy", "home"]
Consent = Literal["not asked", "given", "refused", "withdrawn"]
Act = Literal["took place", "adopted", "opened", "began"]


class Region(Written):
    """A part of the world, by the sections of the network."""

    id: Slug
    label: Texts


class Government(Written):
    """A type of government or body, with its label."""

    id: Slug
    label: Texts


class Member(Written):
    """A body that the network knows; only *campaign* says whether it joined the campaign."""

    id: Slug
    name: Texts
    unreviewed: tuple[Language, ...] = ()
    country: Country
    region: Slug
    government: Slug
    population: Annotated[int | None, Field(ge=0, description="approximate")] = None
    zone: Zone
    languages: tuple[Language, ...] = ()
    campaign: Literal["founder", "member", "unknown"]
    joined: Annotated[int | None, Field(ge=2022, le=2200)] = None
    source: WebAddress | None = None
    confidence: Literal["high", "medium", "low"]
    changed: date | None = None

    @field_validator("joined")
    @classmethod
    def _joined_only_as_member(cls, joined: int | None, info: ValidationInfo) -> int | None:
        if joined is not None and info.data.get("campaign") == "unknown":
            message = f"is {joined}, a year of joining, but campaign is unknown; correct campaign or delete joined"
            raise ValueError(message)
        return joined

    @property
    def is_campaign_member(self) -> bool:
        """Tell whether a source says that it joined the campaign; silence is never taken for yes."""
        return self.campaign != "unknown"


class Initiative(Written):
    """What a member does, told in its own language and, where *unreviewed* says so, in our translation."""

    id: Slug
    member: Slug
    language: Language
    title: Texts
    summary: Texts
    unreviewed: Annotated[tuple[Language, ...], Field(description="translations that a person must tick")] = ()
    year: Annotated[int | None, Field(ge=1900, le=2200)] = None
    acted: Annotated[date | None, Field(description="the very day on which it happened, if the source gives it")] = None
    act: Annotated[Act, Field(description="what happened on that day")] = "took place"
    themes: Slugs = ()
    days: Annotated[Slugs, Field(description="observances that the record itself suggests, best first")] = ()
    source: WebAddress
    source_seen: bool
    source_kind: Annotated[SourceKind, Field(description="what readers find at the address")] = "own"
    evidence: Literal["detail", "title-only", "background"]
    sensitivity: Literal["none", "conflict", "war", "geopolitical", "naming"] = "none"
    sensitivity_note: MaybeLine = ""
    consent: Consent = "not asked"
    changed: date | None = None

    @field_validator("unreviewed")
    @classmethod
    def _only_translations(cls, codes: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        language = info.data.get("language")
        if language in codes:
            message = f"names {language}, the source's language, which is no translation; remove {language}"
            raise ValueError(message)
        return codes

    @property
    def is_own_page(self) -> bool:
        """Tell whether readers who follow the link find this work told, not a list, a copy or a home page."""
        return self.source_kind == "own"

    def needs_check(self, language: str) -> bool:
        """Tell whether a person must look at the facts before they leave in *language*."""
        return self.evidence != "detail" or language in self.unreviewed or language not in self.title


class Speaker(Written):
    """Who speaks for a network that is not the site's own."""

    name: Texts
    acronym: Texts | None = None


@dataclass(frozen=True)
class Network:
    """Members and initiatives by id, whole and consistent; *organisation* is who speaks for them, if its file says."""

    members: Mapping[str, Member]
    initiatives: Mapping[str, Initiative]
    organisation: Speaker | None = None

    def member_of(self, initiative: Initiative) -> Member:
        """Return the member whose initiative this is."""
        return self.members[initiative.member]
