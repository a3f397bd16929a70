"""The editions of the newsletter: one issue in one language, composed of sections from the plan of its month."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from comms.domain.edition_checks import site_checks
from comms.domain.edition_items import Day, Days, Events, Footer, Lead, Phrase, Section, Spotlight
from comms.domain.edition_material import Material
from comms.domain.edition_records import day_of, gathering_of, phrase, work_of
from comms.domain.events import repeats_a_day
from comms.domain.observances import Occurrence
from comms.domain.reasons import Reason

Words = Mapping[str, str]

# Who travels to an event needs longer notice than who marks a day.
_EVENTS_AHEAD = relativedelta(months=3)


@dataclass(frozen=True)
class Edition:
    """One issue in one language; *month* is its id, such as 2026-12, *masthead* the campaign or else who speaks."""

    month: str
    language: str
    masthead: Phrase
    title: str
    preheader: str
    sections: tuple[Section, ...]

    @property
    def to_check(self) -> tuple[Reason, ...]:
        """Return what a person must look at before it leaves, in the order of the sections, each once."""
        found: list[Reason] = []
        for section in self.sections:
            found += [check for check in section.checks if check not in found]
        return tuple(found)


def compose(material: Material, words: Words) -> Edition:
    """Return the edition; a section that has nothing to say is left out.

    *words* holds “title” with {month} in it, and “preheader” for a month that no day opens.
    """
    found = (EDITION_SECTIONS[name](material) for name in material.sections)
    sections = tuple(section for section in found if section is not None)
    month = format_skeleton("yMMMM", material.first, locale=material.language.replace("-", "_"))
    title = words["title"].format(month=month)
    masthead = phrase(material.campaign or material.organisation, material.language)
    return Edition(material.month, material.language, masthead, title, _preheader(sections, words), sections)


def lead(material: Material) -> Lead | None:
    """Return the day that opens the edition, with the work that the plan features on it."""
    opening = material.opens()
    return Lead(_day(material, opening)) if opening else None


def days(material: Material) -> Days | None:
    """Return the days of the month that do not open the edition."""
    opening = _opened(material)
    found = tuple(_day(material, one) for one in material.coming() if one != opening)
    return Days(found, material.feed("un-days")) if found else None


def spotlight(material: Material) -> Spotlight | None:
    """Return the member whose turn it is, with work that fits the month but that no day of it tells."""
    work = material.waits()
    return Spotlight(work_of(work, material.network, material.language)) if work else None


def events(material: Material) -> Events | None:
    """Return the events that are announced for this month and the two after it, by date."""
    until = material.first + _EVENTS_AHEAD
    coming = sorted(
        (event.first, event.id, event)
        for event in material.events
        if event.first and event.last and event.status in {"scheduled", "held"}
        if event.first < until and event.last >= material.first and not repeats_a_day(event, material.occurrences)
    )
    found = tuple(gathering_of(event, material.language) for _, _, event in coming)
    return Events(found, material.feed("events")) if found else None


def footer(material: Material) -> Footer:
    """Return who speaks, and the text that the office puts under every edition."""
    text = phrase(material.footer, material.language) if material.footer else None
    checks = site_checks(
        {"organisation.name": material.organisation, "newsletter.footer": material.footer}, material.language
    )
    return Footer(phrase(material.organisation, material.language), material.page, text, checks)


EDITION_SECTIONS: dict[str, Callable[[Material], Section | None]] = {
    "lead": lead,
    "days": days,
    "spotlight": spotlight,
    "events": events,
    "footer": footer,
}


def _opened(material: Material) -> Occurrence | None:
    return material.opens() if "lead" in material.sections else None


def _day(material: Material, occurrence: Occurrence) -> Day:
    featured = material.featured(occurrence)
    work = work_of(featured, material.network, material.language) if featured else None
    return day_of(occurrence, work, material.language)


def _preheader(sections: Iterable[Section], words: Words) -> str:
    opening = next((section.day for section in sections if isinstance(section, Lead)), None)
    if opening is None:
        return words["preheader"]
    return " · ".join([opening.when, opening.name.text, *([opening.work.title.text] if opening.work else [])])
