"""Checking what people wrote: all that is wrong, and all that is missing in a language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from comms.config import CONFIG_NAME, Settings, load, refused
from comms.errors import Problem, WrittenError
from comms.readers.calendars import Calendars, read_calendars
from comms.readers.file_form import odd_forms
from comms.readers.packs import read_packs
from comms.services.template_check import idle, problems_of_templates

_SHOWN = 5


@dataclass(frozen=True)
class Checked:
    """Problems stop the desk; notices and what is missing only show."""

    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    summary: str
    notices: tuple[Problem, ...] = ()


def check(site: Path, calendars_folder: Path, shipped_templates: Path, *, today: date) -> Checked:
    """Check the whole of a site; a part that cannot be read does not hide what is wrong in the others."""
    problems: list[Problem] = []
    settings = calendars = None
    notices = list(odd_forms(site))
    try:
        config = load(site)
        settings = config.settings
        problems += refused(config, today)
    except WrittenError as error:
        problems += error.problems
    try:
        calendars = read_calendars(calendars_folder)
    except WrittenError as error:
        problems += error.problems
    if calendars:
        problems += read_packs(site / "packs", frozenset(calendars.observances))[1]
    if settings:
        problems += problems_of_templates(site / "templates", shipped_templates, settings)
        notices += [*idle(site / "templates", settings), *_nowhere(settings)]
    missing = tuple(_missing(calendars, settings)) if calendars and settings else ()
    return Checked(tuple(problems), missing, _summary(calendars) if calendars else "", tuple(notices))


def _nowhere(settings: Settings) -> Iterator[Problem]:
    """Yield what makes a real site's feeds lead nowhere, or mark their entries as those of any other desk."""
    if settings.mode != "real":
        return
    if settings.feeds.host.endswith("localhost"):
        message = "marks the entries of feeds for ever and is no name of yours; write it before anybody subscribes"
        yield Problem(CONFIG_NAME, "", "feeds.host", f"is {settings.feeds.host}, which {message}")
    if settings.server.address is None:
        message = "is missing; without it pages and feeds lead to this machine alone: write where people reach the site"
        yield Problem(CONFIG_NAME, "", "server.address", message)


def _missing(calendars: Calendars, settings: Settings) -> Iterator[str]:
    """Yield a line for each kind of text that lacks a language, or that waits for a person's look."""
    for language in settings.languages:
        for what, ids in _lacking(calendars, language).items():
            if ids:
                shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
                yield f"{language}: {len(ids)} {what}: {shown}"


def _lacking(calendars: Calendars, language: str) -> dict[str, list[str]]:
    themes = calendars.taxonomy.themes.values()
    network = calendars.network
    return {
        "observances without a name": _without(calendars.observances.values(), "name", language),
        "observances named only by our translation": _marked(calendars.observances.values(), "unofficial", language),
        "themes without a label": _without(themes, "label", language),
        "themes without stems": _without(themes, "stems", language),
        "themes without a hashtag": _without(calendars.taxonomy.roots, "hashtag", language),
        "events without a name": _without(calendars.events.values(), "name", language),
        "events whose translation nobody has reviewed": _marked(calendars.events.values(), "unreviewed", language),
        "members without a name": _without(network.members.values(), "name", language),
        "initiatives without a title": _without(network.initiatives.values(), "title", language),
        "initiatives without a summary": _without(network.initiatives.values(), "summary", language),
        "initiatives whose translation nobody has reviewed": _marked(
            network.initiatives.values(), "unreviewed", language
        ),
    }


def _without(entries: Iterable[Any], field: str, language: str) -> list[str]:
    return [entry.id for entry in entries if not getattr(entry, field).get(language)]


def _marked(entries: Iterable[Any], field: str, language: str) -> list[str]:
    return [entry.id for entry in entries if language in getattr(entry, field)]


def _summary(calendars: Calendars) -> str:
    counts = {
        "observances": len(calendars.observances),
        "events": len(calendars.events),
        "themes": len(calendars.taxonomy.themes),
        "members": len(calendars.network.members),
        "initiatives": len(calendars.network.initiatives),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items()) + ": no problem found"
