"""The next edition of the newsletter, written to files for a person to read: nothing is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta
from jinja2 import FileSystemLoader

from comms.domain.edition_material import Material
from comms.domain.editions import Edition, compose
from comms.domain.observances import occurrences
from comms.errors import WrittenError
from comms.feeds.files import write
from comms.mail.edition_check import edition_problems
from comms.mail.edition_html import edition_html
from comms.mail.edition_text import edition_text
from comms.readers.words import read_words
from comms.services.drafts import Desk
from comms.services.slots import last_featured, stored
from comms.services.ticks import ticked, ticked_network


@dataclass(frozen=True)
class Written:
    """An edition's files: one HTML and one text a language, and how many of them were new or different."""

    month: str
    folder: Path
    editions: tuple[Edition, ...]
    changed: int


def month_of_next(today: date, day_of_month: int) -> date:
    """Return the first day of the month that the next edition is about: this one until its day is past."""
    first = today.replace(day=1)
    return first if today.day <= day_of_month else first + relativedelta(months=1)


def write_next(desk: Desk, templates: Sequence[Path], *, today: date) -> Written:
    """Write the next edition in every language; a language with a problem stops all of them."""
    desk = replace(desk, calendars=ticked(desk.calendars), network=ticked_network(desk.network))
    settings = desk.config.settings
    first = month_of_next(today, settings.newsletter.day_of_month)
    folder = desk.config.var / "newsletter" / f"{first:%Y-%m}"
    loader = FileSystemLoader(templates)
    made: dict[Path, bytes] = {}
    editions = []
    for language in settings.languages:
        words = read_words(templates, language)
        edition = compose(_material(desk, first, language), words)
        html, text = edition_html(edition, words, loader), edition_text(edition, words, loader)
        problems = edition_problems(html, text)
        if problems:
            raise WrittenError(problems)
        made |= {folder / f"{language}.html": html.encode(), folder / f"{language}.txt": text.encode()}
        editions.append(edition)
    changed = sum(write(path, content) == "written" for path, content in made.items())
    return Written(f"{first:%Y-%m}", folder, tuple(editions), changed)


def _material(desk: Desk, first: date, language: str) -> Material:
    settings = desk.config.settings
    last = first + relativedelta(months=1) - timedelta(days=1)
    return Material(
        month=f"{first:%Y-%m}",
        language=language,
        sections=settings.newsletter.sections,
        occurrences=tuple(occurrences(desk.calendars.observances.values(), first, last)),
        slots=tuple(stored(first, last)),
        events=tuple(desk.calendars.events.values()),
        network=desk.network,
        organisation=settings.organisation.name,
        campaign=settings.organisation.campaign.name if settings.organisation.campaign else None,
        page=settings.organisation.page,
        site=desk.config.address,
        footer=settings.newsletter.footer,
        last_featured=last_featured(first),
    )
