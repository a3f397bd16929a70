"""Ticks of people on facts, and what they change: a ticked translation is the name, a ticked date is sourced."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeVar

from comms.domain.events import Event
from comms.domain.network import Member
from comms.domain.observances import Observance
from comms.domain.written import Language

# The field of a record, and the digest of its words at the time of the tick.
Tick = tuple[str, str]
Ticks = Collection[Tick]
Named = TypeVar("Named", Event, Member)
Record = TypeVar("Record", Observance, Event, Member)


def digest_of(text: str) -> str:
    """Return the digest under which a tick on a fact is kept."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class ToTick:
    """Something that waits for a person's tick: our translation of a name, or a date that rests on one source or none.

    *text* is what is ticked, in *language*; *name* is the English name of what it is about, *source* where it is from.
    """

    kind: Literal["name", "date"]
    field: str
    text: str
    language: Language
    name: str
    source: str

    @property
    def digest(self) -> str:
        """Return the digest of what is ticked."""
        return digest_of(self.text)

    @property
    def tick(self) -> Tick:
        """Return the tick that settles it."""
        return self.field, self.digest


def observance_to_tick(observance: Observance) -> Iterator[ToTick]:
    """Yield what waits for a tick in *observance*: names first, by language, then the rule of its dates."""
    english, sources = observance.name["en"], ", ".join(observance.sources)
    for language in observance.unofficial:
        source = observance.name_source.get(language, "")
        yield ToTick(
            "name", f"observance:{observance.id}:name:{language}", observance.name[language], language, english, source
        )
    if observance.confidence != "sourced":
        rule = json.dumps(observance.rule.model_dump(mode="json", exclude_defaults=True), sort_keys=True)
        yield ToTick("date", f"observance:{observance.id}:dates", rule, "en", english, sources)


def names_to_tick(record: Event | Member) -> Iterator[ToTick]:
    """Yield the names of an event or a member that are our own translation."""
    kind = "event" if isinstance(record, Event) else "member"
    source = record.page if isinstance(record, Event) else record.source or ""
    for language in record.unreviewed:
        if language in record.name:
            field = f"{kind}:{record.id}:name:{language}"
            yield ToTick("name", field, record.name[language], language, record.name["en"], source)


def ticked_observance(observance: Observance, ticks: Ticks) -> Observance:
    """Return *observance* as the ticks leave it; a tick on other words than those written counts for nothing."""
    open_ = [one for one in observance_to_tick(observance) if one.tick not in ticks]
    unofficial = tuple(one.language for one in open_ if one.kind == "name")
    sourced = all(one.kind != "date" for one in open_)
    confidence = "sourced" if sourced else observance.confidence
    if (unofficial, confidence) == (observance.unofficial, observance.confidence):
        return observance
    return observance.model_copy(update={"unofficial": unofficial, "confidence": confidence})


def ticked_names(record: Named, ticks: Ticks) -> Named:
    """Return an event or a member of which the ticked translations count as reviewed."""
    ticked = {one.language for one in names_to_tick(record) if one.tick in ticks}
    kept = tuple(language for language in record.unreviewed if language not in ticked)
    return record.model_copy(update={"unreviewed": kept}) if ticked else record


def waiting(
    observances: Iterable[Observance], events: Iterable[Event], members: Iterable[Member], ticks: Ticks
) -> tuple[ToTick, ...]:
    """Return all that waits for a person's tick: observances, then events, then members, each by id."""
    found = [one for day in _by_id(observances) for one in observance_to_tick(day)]
    found += [one for event in _by_id(events) for one in names_to_tick(event)]
    found += [one for member in _by_id(members) for one in names_to_tick(member)]
    return tuple(one for one in found if one.tick not in ticks)


def _by_id(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: one.id)
