"""What the texts of an initiative and of an observance say about themes, each strength with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from comms.domain.lexicon import Evidence, Lexicon
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.reasons import Reason
from comms.domain.text import words
from comms.domain.themes import UMBRELLAS, Taxonomy
from comms.domain.tongues import language_of

# A word in the title says more than one in the summary; with each further word less is added.
IN_TITLE = 1.4
IN_SUMMARY = 1.0
STEEPNESS = 0.7
DECLARED = 0.6
WORDS_SHOWN = 3

# How much a theme is the subject of a day without weights of its own: by the place at which it is filed; less
# where neither name nor description speaks of it; and less where they alone do.
BY_PLACE = (1.0, 0.8, 0.65)
ONLY_FILED = 0.55
ONLY_NAMED = 0.5
UMBRELLA = 0.5


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly something speaks of a theme, from 0 to 1, and why."""

    value: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Themes:
    """What an initiative is about: by its words, by them and their neighbours, and by its own declaration."""

    own: Mapping[str, Strength]
    found: Mapping[str, Strength]
    declared: Mapping[str, Strength]


def initiative_themes(initiative: Initiative, lexicon: Lexicon, taxonomy: Taxonomy) -> Themes:
    """Return the themes that *initiative* is about."""
    own = _own_themes(initiative, lexicon)
    declared = {
        theme: Strength(DECLARED, Reason("declared theme", {"theme": theme}))
        for theme in sorted(initiative.themes)
        if theme in taxonomy
    }
    return Themes(own, _with_neighbours(own, taxonomy), _with_neighbours(declared, taxonomy))


def observance_themes(observance: Observance, lexicon: Lexicon) -> dict[str, float]:
    """Return how much each theme is the subject of *observance*, from 0 to 1: as written, or as its texts say."""
    weights = _as_filed(observance, lexicon) if observance.subjects is None else dict(observance.subjects)
    return {theme: weight * (UMBRELLA if theme in UMBRELLAS else 1.0) for theme, weight in weights.items()}


def _as_filed(observance: Observance, lexicon: Lexicon) -> dict[str, float]:
    named, described = _spoken_of(observance.name, lexicon), _spoken_of(observance.about or {}, lexicon)
    weights = dict.fromkeys(sorted(named), ONLY_NAMED)
    for place, theme in enumerate(observance.themes):
        spoken = 1.0 if theme in named or theme in described else ONLY_FILED
        weights[theme] = spoken * BY_PLACE[min(place, len(BY_PLACE) - 1)]
    return weights


def _spoken_of(texts: Mapping[str, str], lexicon: Lexicon) -> set[str]:
    return {one.theme for language, text in texts.items() for one in lexicon.evidence(text, language)}


def _own_themes(initiative: Initiative, lexicon: Lexicon) -> dict[str, Strength]:
    """Return, by theme, the strength in the language that shows it best; its own language is asked first."""
    best: dict[str, Strength] = {}
    for code in _own_language_first(initiative):
        title, summary = initiative.title.get(code, ""), initiative.summary.get(code, "")
        language = language_of(words(f"{title} {summary}"), code)
        for theme, strength in _in_language(title, summary, language, lexicon).items():
            if theme not in best or strength.value > best[theme].value:
                best[theme] = strength
    return best


def _in_language(title: str, summary: str, language: str, lexicon: Lexicon) -> dict[str, Strength]:
    found: dict[str, list[tuple[float, str, Evidence]]] = {}
    for text, place, factor in ((title, "title", IN_TITLE), (summary, "summary", IN_SUMMARY)):
        for one in lexicon.evidence(text, language):
            found.setdefault(one.theme, []).append((one.weight * factor, place, one))
    return {theme: _strength(theme, shown) for theme, shown in found.items()}


def _strength(theme: str, shown: list[tuple[float, str, Evidence]]) -> Strength:
    """Add the words up: words that stand in each other count once, and so does a stem that comes again."""
    counted: list[tuple[float, str, Evidence]] = []
    for weight, place, one in sorted(shown, key=lambda each: (-each[0], each[2].start)):
        if not any(_same(place, one, other_place, other) for _, other_place, other in counted):
            counted.append((weight, place, one))
    value = 1 - exp(-STEEPNESS * sum(weight for weight, _, _ in counted))
    told = counted[0][1]
    spoken = dict.fromkeys(one.word for _, place, one in counted if place == told)
    first = counted[0][2]
    values = {"word": ", ".join(list(spoken)[:WORDS_SHOWN]), "theme": theme, "place": told}
    return Strength(value, Reason("word found", values | {"at": f"{first.start}-{first.end}"}))


def _same(place: str, one: Evidence, other_place: str, other: Evidence) -> bool:
    overlap = place == other_place and one.start < other.end and other.start < one.end
    return overlap or one.stem == other.stem


def _with_neighbours(own: Mapping[str, Strength], taxonomy: Taxonomy) -> dict[str, Strength]:
    found = dict(own)
    for theme in sorted(own):
        for link in taxonomy.links.get(theme, ()):
            value = own[theme].value * link.weight
            if link.to not in found or value > found[link.to].value:
                found[link.to] = Strength(value, Reason(link.kind, {"theme": link.to, "of": theme}))
    return found


def _own_language_first(initiative: Initiative) -> Iterable[str]:
    return sorted({*initiative.title, *initiative.summary}, key=lambda code: (code != initiative.language, code))
