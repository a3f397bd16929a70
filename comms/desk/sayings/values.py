"""The values that fill a sentence, each in words by its name."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext_lazy

from comms.app import calendars, config
from comms.desk.dates import short_day
from comms.desk.languages import current, language_name
from comms.desk.sayings.fields import confidence, field
from comms.desk.sayings.kinds import tier
from comms.desk.sayings.pauses import scope
from comms.desk.sayings.states import consent
from comms.desk.sayings.verdicts import why
from comms.domain.written import in_language

Names = Mapping[str, Mapping[str, str]]

_PLACES = {
    "title": pgettext_lazy("place of a word", "the title"),
    "summary": pgettext_lazy("place of a word", "the summary"),
}
_SENSITIVE = {
    "conflict": pgettext_lazy("sensitivity", "a conflict"),
    "war": pgettext_lazy("sensitivity", "a war"),
    "geopolitical": pgettext_lazy("sensitivity", "a disputed question between states"),
    "naming": pgettext_lazy("sensitivity", "a disputed name"),
}


_ACTS = {
    "took place": pgettext_lazy("what happened", "It took place"),
    "adopted": pgettext_lazy("what happened", "It was adopted"),
    "opened": pgettext_lazy("what happened", "It opened"),
    "began": pgettext_lazy("what happened", "It began"),
}


def _day_of(moment: str) -> str:
    return short_day(datetime.fromisoformat(moment).astimezone(ZoneInfo(config().settings.zone)).date())


def _theme(theme_id: str) -> str:
    theme = calendars().taxonomy.themes.get(theme_id)
    return in_language(theme.label, current()) if theme else theme_id


_WORDS: dict[str, Callable[[str], str]] = {
    "field": field,
    "theme": _theme,
    "of": _theme,
    "place": lambda value: str(_PLACES.get(value, value)),
    "state": consent,
    "consent": consent,
    "mark": lambda value: str(_SENSITIVE.get(value, value)),
    "sensitivity": lambda value: str(_SENSITIVE.get(value, value)),
    "evidence": confidence,
    "confidence": confidence,
    "tier": tier,
    "language": language_name,
    "scope": scope,
    "last": lambda value: short_day(date.fromisoformat(value)),
    "near": lambda value: short_day(date.fromisoformat(value)),
    "kept": lambda value: short_day(date.fromisoformat(value)),
    "meant_for": lambda value: short_day(date.fromisoformat(value)),
    "when": _day_of,
    "why": why,
    "act": lambda value: str(_ACTS.get(value, value)),
    "acted": lambda value: short_day(date.fromisoformat(value)),
}


class Said(dict[str, str]):
    """Values in words; one that is not given leaves nothing, since some reasons have values that others lack."""

    def __missing__(self, name: str) -> str:
        return ""


def in_words(values: Mapping[str, str], names: Names | None = None) -> Said:
    """Return *values* in words; *names* holds the names of members and initiatives by id."""
    said = Said({name: _WORDS[name](value) if name in _WORDS else value for name, value in values.items()})
    for name in ("member", "initiative"):
        if name in values and names and values[name] in names:
            said[name] = in_language(dict(names[values[name]]), current())
    return said
