"""What a slot is called in a feed."""

from dataclasses import dataclass

from comms.domain.observances import Occurrence
from comms.domain.written import in_language
from comms.errors import NotFoundError
from comms.feeds.entries import reviewed
from comms.readers.calendars import Calendars
from comms.services.telling import occurrence_of
from comms.store.models import Slot


@dataclass(frozen=True)
class Titles:
    """The names of slots, from the records that the site has now."""

    calendars: Calendars

    def title(self, slot: Slot, language: str) -> str:
        """Return the day or event and the member; the slot's id where the calendars no longer hold its record."""
        member = self.calendars.network.members.get(slot.member)
        parts = [self._subject(slot, language) or slot.id]
        return " - ".join(parts + ([reviewed(member.name, member.unreviewed, language)[0]] if member else []))

    def themes(self, slot: Slot) -> tuple[str, ...]:
        """Return the themes of the slot's day, event and initiative, each once."""
        found: list[str] = []
        occurrence = self._occurrence(slot)
        if occurrence:
            found += occurrence.observance.themes
        if slot.event in self.calendars.events:
            found += self.calendars.events[slot.event].themes
        if slot.initiative in self.calendars.network.initiatives:
            found += self.calendars.network.initiatives[slot.initiative].themes
        return tuple(theme for theme in dict.fromkeys(found) if theme in self.calendars.taxonomy.themes)

    def labels(self, slot: Slot, language: str) -> tuple[str, ...]:
        """Return the labels of the slot's themes."""
        known = self.calendars.taxonomy.themes
        return tuple(in_language(known[theme].label, language) for theme in self.themes(slot))

    def _subject(self, slot: Slot, language: str) -> str:
        occurrence = self._occurrence(slot)
        if occurrence:
            return occurrence.observance.official_name(language)[0]
        event = self.calendars.events.get(slot.event)
        return reviewed(event.name, event.unreviewed, language)[0] if event else ""

    def _occurrence(self, slot: Slot) -> Occurrence | None:
        try:
            return occurrence_of(self.calendars, slot.occurrence) if slot.occurrence else None
        except NotFoundError:
            return None
