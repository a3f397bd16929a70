"""From a record to what an edition says of it: only what the record says, in the best language that it has."""

from comms.domain.edition_checks import event_checks, initiative_checks, observance_checks
from comms.domain.edition_items import Day, Gathering, Phrase, Work
from comms.domain.events import Event
from comms.domain.network import Initiative, Network
from comms.domain.observances import Occurrence
from comms.domain.speech import country_name, full_dates, placed, spaced, weekday_and_date
from comms.domain.written import Texts


def phrase(texts: Texts, language: str, instead: str = "en") -> Phrase:
    """Return the text in *language*, or where there is none in the language *instead*, or in English."""
    found = next(code for code in (language, instead, "en") if code in texts)
    return Phrase(spaced(texts[found], found), found)


def _placed(name: Phrase, country: str, language: str) -> Phrase:
    return Phrase(placed(name.text, country_name(country, language)), name.language)


def _place_of(event: Event, language: str) -> Phrase | None:
    if event.place and event.country:
        return _placed(phrase(event.place, language), event.country, language)
    if event.country:
        return Phrase(country_name(event.country, language), language)
    return phrase(event.place, language) if event.place else None


def work_of(initiative: Initiative, network: Network, language: str) -> Work:
    """Return what an edition says of *initiative*; without a translation it speaks the member's language."""
    member = network.member_of(initiative)
    return Work(
        initiative=initiative.id,
        member=_placed(phrase(member.name, language), member.country, language),
        title=phrase(initiative.title, language, initiative.language),
        summary=phrase(initiative.summary, language, initiative.language),
        source=initiative.source,
        in_campaign=member.is_campaign_member,
        founder=member.campaign == "founder",
        joined=member.joined,
        checks=initiative_checks(initiative, member, language),
    )


def day_of(occurrence: Occurrence, work: Work | None, language: str) -> Day:
    """Return what an edition says of *occurrence*, whose name is official or else English."""
    observance = occurrence.observance
    name, told_in = observance.official_name(language)
    return Day(
        occurrence=occurrence.key,
        name=Phrase(spaced(name, told_in), told_in),
        when=_date(occurrence, language),
        official=observance.official,
        about=phrase(observance.told, language) if observance.told else None,
        page=observance.page or "",
        work=work,
        own_checks=observance_checks(observance, language),
    )


def _date(occurrence: Occurrence, language: str) -> str:
    if occurrence.is_one_day:
        text = weekday_and_date(occurrence.first, language)
        return text[0].upper() + text[1:]
    return full_dates(occurrence.first, occurrence.last, language)


def gathering_of(event: Event, language: str) -> Gathering:
    """Return what an edition says of *event*, whose dates must be announced."""
    return Gathering(
        event=event.id,
        name=phrase(event.name, language),
        when=_when(event, language),
        place=_place_of(event, language),
        has_place=not event.is_anniversary,
        page=event.page_in(language),
        hours=f"{event.starts:%H:%M}–{event.ends:%H:%M}" if event.starts and event.first == event.last else "",
        checks=event_checks(event, language),
    )


def _when(event: Event, language: str) -> str:
    if event.first is None or event.last is None:
        message = f"{event.id}: its dates are not announced"
        raise ValueError(message)
    return full_dates(event.first, event.last, language)
