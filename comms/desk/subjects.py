"""What a slot tells, by name: the observance or the event, the member and its initiative."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comms.app import calendars
from comms.domain.events import Event
from comms.domain.observances import Observance
from comms.store.models import Slot
from comms.store.queries import initiative_bodies, member_bodies

_OCCURRENCE = re.compile(r"(?P<id>.+)-\d{4}(-\d+)?")


@dataclass(frozen=True)
class Subject:
    """A slot with what it tells; *member* and *initiative* are their written entries."""

    slot: Slot
    observance: Observance | None
    event: Event | None
    member: Mapping[str, Any] | None
    initiative: Mapping[str, Any] | None

    @property
    def title(self) -> Mapping[str, str]:
        """Return the name of the day or event; the slot's id where the calendars no longer hold it."""
        told = self.observance or self.event
        return told.name if told else {"en": self.slot.occurrence or self.slot.event or self.slot.id}


def observance_of(occurrence: str) -> Observance | None:
    """Return the observance of an occurrence's key, if the calendars hold it."""
    found = _OCCURRENCE.fullmatch(occurrence)
    return calendars().observances.get(found["id"]) if found else None


def subjects(slots: Iterable[Slot]) -> dict[str, Subject]:
    """Return the subjects of *slots* by slot id, with two questions to the store however many there are."""
    by_id, events = {slot.id: slot for slot in slots}, calendars().events
    members = member_bodies({slot.member for slot in by_id.values()})
    initiatives = initiative_bodies({slot.initiative for slot in by_id.values()})
    return {
        slot.id: Subject(
            slot=slot,
            observance=observance_of(slot.occurrence),
            event=events.get(slot.event),
            member=members.get(slot.member),
            initiative=initiatives.get(slot.initiative),
        )
        for slot in by_id.values()
    }


def subject(slot: Slot) -> Subject:
    """Return the subject of one slot."""
    return subjects([slot])[slot.id]
