"""What the texts of an initiative and of an observance say about themes, each strength with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comms.domain.lexicon import Lexicon
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.reasons import Reason
from comms.domain.themes import Taxonomy

# How much each kind of evidence shows that an initiative is about a theme, from 0 to 1. A word that was
# found outweighs a theme that was declared: forms are ticked generously.
IN_TITLE = 0.75
IN_SUMMARY = 0.5
DECLARED = 0.4
FURTHER_STEM = 0.1
FURTHER_STEMS_COUNTED = 2
WORDS_SHOWN = 3

# How much a theme of an observance is its very subject: the first theme is, the others less so; a
# theme that its own name or description speaks of is, one under which it was only filed is less so.
BY_PLACE = (1.0, 0.8, 0.65)
ONLY_FILED = 0.55
ONLY_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly something speaks of a theme, from 0 to 1, and why."""

    value: float
    reason: Reason


def initiative_themes(initiative: Initiative, lexicon: Lexicon, taxonomy: Taxonomy) -> dict[str, Strength]:
    """Return the themes that *initiative* is about, by its words, by its own word, or by a neighbour theme."""
    own = _own_themes(initiative, lexicon)
    return own | {
        theme: strength
        for theme in sorted(taxonomy.themes)
        if (strength := _through_neighbours(theme, own, taxonomy)) and strength.value > _value(own.get(theme))
    }


def observance_themes(observance: Observance, lexicon: Lexicon) -> dict[str, float]:
    """Return how much each theme is the subject of *observance*, from 0 to 1."""
    named = _found(observance.name, lexicon)
    described = _found(observance.about or {}, lexicon)
    weights = dict.fromkeys(named, ONLY_NAMED)
    for place, theme in enumerate(observance.themes):
        spoken = 1.0 if theme in named or theme in described else ONLY_FILED
        weights[theme] = spoken * BY_PLACE[min(place, len(BY_PLACE) - 1)]
    return weights


def _own_themes(initiative: Initiative, lexicon: Lexicon) -> dict[str, Strength]:
    """Count each theme once, however many languages and words speak of it."""
    languages = _own_language_first(initiative)
    title = _found({code: initiative.title[code] for code in languages if code in initiative.title}, lexicon)
    summary = _found({code: initiative.summary[code] for code in languages if code in initiative.summary}, lexicon)
    return {
        theme: _own(theme, title.get(theme, ()), summary.get(theme, ()), declared=theme in initiative.themes)
        for theme in sorted({*title, *summary, *initiative.themes})
    }


def _own(theme: str, title: tuple[str, ...], summary: tuple[str, ...], *, declared: bool) -> Strength:
    doubt = (1 - IN_TITLE * bool(title)) * (1 - IN_SUMMARY * bool(summary)) * (1 - DECLARED * declared)
    doubt *= (1 - FURTHER_STEM) ** min(max(0, len({*title, *summary}) - 1), FURTHER_STEMS_COUNTED)
    if not title and not summary:
        return Strength(1 - doubt, Reason("declared theme", {"theme": theme}))
    shown, place = (title, "title") if title else (summary, "summary")
    words = ", ".join(shown[:WORDS_SHOWN])
    return Strength(1 - doubt, Reason("word found", {"word": words, "theme": theme, "place": place}))


def _through_neighbours(theme: str, own: Mapping[str, Strength], taxonomy: Taxonomy) -> Strength | None:
    values = {
        other: taxonomy.nearness(theme, other) * strength.value for other, strength in own.items() if other != theme
    }
    nearest = min(values, key=lambda other: (-values[other], other), default=None)
    if nearest is None or not values[nearest]:
        return None
    return Strength(values[nearest], Reason("related theme", {"theme": theme, "of": nearest}))


def _found(texts: Mapping[str, str], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return by theme the words as written, in the first language that has any; a stem counts once."""
    by_theme: dict[str, tuple[str, ...]] = {}
    for language, text in texts.items():
        stems: dict[str, dict[str, str]] = {}
        for one in lexicon.evidence(text, language):
            stems.setdefault(one.theme, {}).setdefault(one.stem, one.word)
        for theme, words in stems.items():
            by_theme.setdefault(theme, tuple(dict.fromkeys(words.values())))
    return by_theme


def _own_language_first(initiative: Initiative) -> Iterable[str]:
    return sorted({*initiative.title, *initiative.summary}, key=lambda code: (code != initiative.language, code))


def _value(strength: Strength | None) -> float:
    return strength.value if strength else 0.0
