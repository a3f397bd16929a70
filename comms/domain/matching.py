"""Initiatives matched to observances, with a probability and the reasons for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from comms.domain.evidence import Strength, initiative_themes, observance_themes
from comms.domain.lexicon import Lexicon
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.overlap import Overlap, Vocabulary, rarity
from comms.domain.reasons import Reason
from comms.domain.scoring import Pair, Scorer, probability
from comms.domain.themes import Taxonomy

# An umbrella covers nearly everything that the network does: it tells little about any one initiative.
UMBRELLAS = frozenset({"human-rights-general"})
UMBRELLA = 0.5
# The commonest theme still counts this much of what the rarest does.
COMMONEST = 0.7
# From this strength on an initiative is one of a theme's, when the theme's rarity is measured.
SHOWN = 0.5
# Below this probability a match is not worth showing to anybody.
LEAST = 0.01


@dataclass(frozen=True)
class Match:
    """An initiative that illustrates an observance, how probably an editor would agree, and why."""

    observance: str
    initiative: str
    p: float
    reasons: tuple[Reason, ...]


def excluded(initiative: Initiative) -> Reason | None:
    """Return why *initiative* may not be proposed at all; None when it may."""
    if initiative.sensitivity != "none":
        return Reason("sensitive", {"sensitivity": initiative.sensitivity, "note": initiative.sensitivity_note})
    if initiative.consent in {"refused", "withdrawn"}:
        return Reason("no consent", {"consent": initiative.consent})
    return None


def match(  # noqa: PLR0913 - what differs between two questions is named
    observance: Observance,
    initiatives: Iterable[Initiative],
    taxonomy: Taxonomy,
    *,
    limit: int | None = None,
    suggestions: bool = True,
    last_featured: Mapping[str, date] | None = None,
) -> list[Match]:
    """Return the initiatives that illustrate *observance*, best first.

    A tie goes to the one featured longest ago, so that no member waits for ever.
    """
    matcher = Matcher(initiatives, taxonomy, suggestions=suggestions, last_featured=last_featured)
    return matcher.matches(observance, limit=limit)


class Matcher:
    """Initiatives read once, ready to be matched with many observances."""

    def __init__(
        self,
        initiatives: Iterable[Initiative],
        taxonomy: Taxonomy,
        *,
        suggestions: bool = True,
        last_featured: Mapping[str, date] | None = None,
        scorer: Scorer = probability,
    ) -> None:
        self._initiatives = sorted((one for one in initiatives if not excluded(one)), key=lambda one: one.id)
        self._scorer = scorer
        self._last_featured = last_featured or {}
        self._lexicon = Lexicon(taxonomy.themes.values())
        self._vocabulary = Vocabulary(self._initiatives)
        self._by_theme: dict[str, dict[int, Strength]] = defaultdict(dict)
        self._suggesting: dict[str, set[int]] = defaultdict(set)
        for position, initiative in enumerate(self._initiatives):
            for theme, strength in initiative_themes(initiative, self._lexicon, taxonomy).items():
                self._by_theme[theme][position] = strength
            for day in initiative.days if suggestions else ():
                self._suggesting[day].add(position)

    def matches(self, observance: Observance, *, limit: int | None = None, least: float = LEAST) -> list[Match]:
        """Return the initiatives that illustrate *observance* with probability *least* or more, best first."""
        found = []
        for position, pair in self._pairs(observance).items():
            p = self._scorer(pair.features())
            if p >= least:
                found.append(Match(observance.id, self._initiatives[position].id, p, pair.reasons()))
        return sorted(found, key=self._best_first)[:limit]

    def all_matches(self, observances: Iterable[Observance]) -> dict[str, list[Match]]:
        """Return the matches of each of *observances*, by its id."""
        return {observance.id: self.matches(observance) for observance in observances}

    def _pairs(self, observance: Observance) -> dict[int, Pair]:
        themes: dict[int, list[tuple[float, Strength]]] = defaultdict(list)
        for theme, subject in sorted(observance_themes(observance, self._lexicon).items()):
            weight = subject * self._theme_weight(theme)
            for position, strength in self._by_theme.get(theme, {}).items():
                themes[position].append((weight * strength.value, strength))
        overlaps = self._vocabulary.overlaps(observance)
        suggesting = self._suggesting.get(observance.id, set())
        return {
            position: Pair(tuple(themes.get(position, ())), overlaps.get(position, Overlap()), position in suggesting)
            for position in {*themes, *overlaps, *suggesting}
        }

    def _theme_weight(self, theme: str) -> float:
        if theme in UMBRELLAS:
            return UMBRELLA
        seen = sum(strength.value >= SHOWN for strength in self._by_theme.get(theme, {}).values())
        return COMMONEST + (1 - COMMONEST) * rarity(seen, len(self._initiatives))

    def _best_first(self, match: Match) -> tuple[float, date, str]:
        return -match.p, self._last_featured.get(match.initiative, date.min), match.initiative
