"""What a feed says of an occurrence or of an event, in one language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from comms.domain.agencies import lead_in, proclaimed, proclaimers
from comms.domain.events import Event
from comms.domain.observances import Observance, Occurrence, shares_subject
from comms.domain.resolutions import reference
from comms.domain.themes import Taxonomy
from comms.domain.written import in_language
from comms.feeds.feed_event import FeedEvent, Status
from comms.feeds.ics_text import without_markup
from comms.feeds.words import said

_MOST_PERIODS = 3


@dataclass(frozen=True)
class Imprint:
    """What all feeds of a site share: the host in every UID, the day of a record without one, the themes.

    *home* is what the addresses of its feeds start with.
    """

    host: str
    compiled: date
    taxonomy: Taxonomy
    home: str = ""

    def labels(self, themes: Collection[str], language: str) -> tuple[str, ...]:
        """Return the labels of *themes*, in their order."""
        return tuple(in_language(self.taxonomy.themes[theme].label, language) for theme in themes)


def reviewed(texts: dict[str, str], unreviewed: Collection[str], language: str) -> tuple[str, str]:
    """Return the text and its language: English where *language* has none, or only an unreviewed one."""
    found = language if language in texts and language not in unreviewed else "en"
    return texts[found], found


def occurrence_entry(
    occurrence: Occurrence, language: str, imprint: Imprint, periods: Iterable[Occurrence] = ()
) -> FeedEvent:
    """Return what feeds in *language* say of *occurrence*, under its official name; *periods* are years and decades."""
    observance = occurrence.observance
    name, name_language = observance.official_name(language)
    return FeedEvent(
        uid=f"{occurrence.key}@{imprint.host}",
        changed=observance.changed or imprint.compiled,
        first=occurrence.first,
        last=occurrence.last,
        summary=name,
        language=name_language,
        description=without_markup(_about_observance(observance, language, _nearest(occurrence, periods))),
        categories=imprint.labels(observance.themes, language),
        url=observance.page or "",
        about_language=language,
    )


def period_entries(period: Occurrence, language: str, imprint: Imprint) -> tuple[FeedEvent, FeedEvent]:
    """Return the first and the last day of a year or decade: all of it would cover every day of a calendar."""
    whole = occurrence_entry(period, language, imprint)

    def on(day: date, end: str) -> FeedEvent:
        # The dot, which no key holds, keeps the two apart from an occurrence.
        uid = f"{period.key}.{end}@{imprint.host}"
        return replace(whole, uid=uid, first=day, last=day, summary=said(end, whole.language, whole.summary))

    return on(period.first, "first"), on(period.last, "last")


def taken_back_entry(entry: FeedEvent, language: str) -> FeedEvent:
    """Return *entry* as it leaves a feed because work may no longer be told: the day goes on, and nothing tells why."""
    summary = said("cancelled", entry.language, entry.summary)
    return replace(entry, status="CANCELLED", summary=summary, description=said("taken back", language))


def _nearest(occurrence: Occurrence, periods: Iterable[Occurrence]) -> list[Occurrence]:
    """Return the years and decades that are in force on the day and closest to it by themes, at most three."""
    themes = set(occurrence.observance.themes)
    near = [
        (-len(themes & set(period.observance.themes)), period)
        for period in periods
        if period.first <= occurrence.first <= period.last and shares_subject(occurrence.observance, period.observance)
    ]
    return [period for _, period in sorted(near, key=lambda one: (one[0], one[1].last, one[1].key))[:_MOST_PERIODS]]


def _about_observance(observance: Observance, language: str, periods: Iterable[Occurrence]) -> str:
    told = [in_language(observance.told, language)] if observance.told else []
    if observance.official == "not-un":
        told.append(said("not-un", language))
    told += _proclaimed(observance, language)
    if observance.resolution:
        told.append(reference(observance, language) or said("resolution", language, observance.resolution))
    if observance.lead:
        told.append(said("lead", language, lead_in(language, observance.lead) or observance.lead.replace("; ", ", ")))
    told += [
        said("within", language, period.observance.official_name(language)[0], _years(period)) for period in periods
    ]
    # Google's calendar shows no URL property; the address must stand in the text too.
    return "\n".join([*told, observance.page] if observance.page else told)


def _proclaimed(observance: Observance, language: str) -> list[str]:
    """Return who proclaimed a day that the General Assembly did not, as what they are."""
    ours, others = proclaimers(language, observance.body)
    match proclaimed(observance.official, observance.body):
        case "agency":
            return [said("agency" if ours else "agency unnamed", language, ours)]
        case "joint":
            return [said("joint", language, ours, others)]
        case "others":
            return [said("others", language, others)]
        case _:
            return []


def _years(period: Occurrence) -> str:
    first, last = period.first.year, period.last.year
    return str(first) if first == last else f"{first}-{last}"


def event_entry(event: Event, language: str, imprint: Imprint) -> FeedEvent:
    """Return what feeds in *language* say of an announced *event*."""
    if event.first is None or event.last is None:
        message = f"the dates of {event.id} are not announced; it is in no feed"
        raise ValueError(message)
    name, name_language = reviewed(event.name, event.unreviewed, language)
    place, place_language = reviewed(event.place, event.unreviewed, language) if event.place else ("", "")
    return FeedEvent(
        # The dot, which no id holds, keeps events apart from occurrences.
        uid=f"{event.id}.event@{imprint.host}",
        changed=event.changed or imprint.compiled,
        first=event.first,
        last=event.last,
        summary=said("cancelled", name_language, name) if event.status == "cancelled" else name,
        language=name_language,
        description=without_markup(_about_event(event, language)),
        categories=imprint.labels(event.themes, language),
        url=event.page_in(language),
        location=place,
        status=_STATUS.get(event.status, "CONFIRMED"),
        hours=event.instants(),
        about_language=language,
        place_language=place_language,
    )


_STATUS: dict[str, Status] = {"projected": "TENTATIVE", "cancelled": "CANCELLED"}


def _about_event(event: Event, language: str) -> str:
    told = [said("projected", language)] if event.status == "projected" else []
    if event.role:
        told.append(reviewed(event.role, event.unreviewed, language)[0])
    return "\n".join([*told, event.page_in(language)])
