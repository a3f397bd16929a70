"""From a slot to the records behind it: what a draft may draw on."""

from comms.config import Config
from comms.domain.network import Initiative, Network
from comms.domain.observances import Occurrence, occurrences_in_year
from comms.domain.planning import Slot
from comms.domain.telling import SiteFacts, Telling
from comms.errors import NotFoundError
from comms.readers.calendars import Calendars


def site_facts(config: Config) -> SiteFacts:
    """Return who speaks, as the configuration says it."""
    organisation = config.settings.organisation
    campaign = organisation.campaign
    total = campaign.members if campaign else None
    return SiteFacts(
        name=organisation.name,
        acronym=organisation.acronym,
        campaign=campaign.name if campaign else None,
        members_count=total.count if total else None,
        members_as_of=total.as_of if total else None,
        members_source=total.source if total else "config.yaml",
        hashtags=organisation.hashtags,
    )


def facts_of_other(network: Network) -> SiteFacts:
    """Return who speaks for another network: its own organisation, if its file names one, and no campaign."""
    speaker = network.organisation
    return SiteFacts(name=speaker.name if speaker else {}, acronym=(speaker.acronym if speaker else None) or {})


def occurrence_of(calendars: Calendars, key: str) -> Occurrence:
    """Return the occurrence with this key (the observance's id, the year and, if several, a number)."""
    for observance_id, year in _readings(key):
        observance = calendars.observances.get(observance_id)
        if observance is not None:
            for one in occurrences_in_year(observance, year):
                if one.key == key:
                    return one
    message = f"{key}: the calendars no longer hold this occurrence"
    raise NotFoundError(message)


def _readings(key: str) -> list[tuple[str, int]]:
    parts = key.split("-")
    return [("-".join(parts[:-n]), int(parts[-n])) for n in (1, 2) if len(parts) > n and parts[-n].isdigit()]


def telling_of(
    slot: Slot, calendars: Calendars, network: Network, config: Config, *, site: SiteFacts | None = None
) -> Telling:
    """Return everything that a draft of *slot* may draw on; *site* is who speaks, if not the one configured."""
    occurrence = occurrence_of(calendars, slot.occurrence) if slot.occurrence else None
    event = calendars.events[slot.event] if slot.event else None
    initiative = network.initiatives.get(slot.initiative) if slot.initiative else None
    member = network.members.get(slot.member) if slot.member else None
    subject = occurrence.observance if occurrence else event
    themes = tuple(dict.fromkeys((*(subject.themes if subject else ()), *(initiative.themes if initiative else ()))))
    return Telling(
        site=site or site_facts(config),
        occurrence=occurrence,
        event=event,
        member=member,
        initiative=initiative,
        region=calendars.regions.get(member.region) if member else None,
        government=calendars.governments.get(member.government) if member else None,
        themes=tuple(calendars.taxonomy.themes[theme] for theme in themes),
        pack=calendars.packs.of(occurrence) if occurrence else None,
        grave_work=_is_grave(initiative, calendars) if initiative else False,
    )


def _is_grave(initiative: Initiative, calendars: Calendars) -> bool:
    """Tell whether the record itself puts a grave day first: a shelter is not told cheerfully on any day."""
    first = calendars.observances.get(initiative.days[0]) if initiative.days else None
    return first is not None and first.is_grave
