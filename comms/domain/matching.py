"""Initiatives matched to observances, with a probability and the reasons for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from comms.domain.evidence import Strength, Themes, initiative_themes, observance_themes
from comms.domain.lexicon import Lexicon
from comms.domain.matches import Match, excluded
from comms.domain.network import Initiative
from comms.domain.observances import Observance
from comms.domain.retrieval import DayTexts, Overlap
from comms.domain.scoring import Features, Pair, Scorer, probability
from comms.domain.themes import UMBRELLAS, Taxonomy

__all__ = ["UMBRELLAS", "Days", "Match", "Matcher", "excluded", "match"]

# Less than this of a theme found, of one only declared, of the words of a day, makes no match by itself: it is not
# looked at any further.
FAINT = 0.1
ONLY_DECLARED = 0.3
ONLY_WORDS = 0.15
# Below this probability a match is not worth showing to anybody.
LEAST = 0.01


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


class Days:
    """Observances read once: their subjects by theme, and their words."""

    def __init__(self, observances: Iterable[Observance], taxonomy: Taxonomy) -> None:
        self.observances = {one.id: one for one in sorted(observances, key=lambda one: one.id)}
        self.taxonomy = taxonomy
        self.lexicon = Lexicon(taxonomy.themes.values())
        self.texts = DayTexts(tuple(self.observances.values()))
        self.by_theme: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for observance in self.observances.values():
            for theme, weight in sorted(observance_themes(observance, self.lexicon).items()):
                self.by_theme[theme].append((observance.id, weight))

    def matches(
        self,
        initiative: Initiative,
        *,
        suggestions: bool = True,
        scorer: Scorer = probability,
        least: float = LEAST,
    ) -> list[Match]:
        """Return the days that *initiative* illustrates with probability *least* or more, best first."""
        found = []
        pairs, strongest, most_words = self._known(initiative, suggestions=suggestions)
        for day, pair in pairs.items():
            p = scorer(pair.features(strongest, most_words))
            if p >= least and (reasons := pair.reasons()):
                found.append(Match(day, initiative.id, p, reasons))
        return sorted(found, key=lambda one: (-one.p, one.observance))

    def features(self, initiative: Initiative) -> dict[str, Features]:
        """Return what is known of each day beside *initiative*, in numbers: what the model is trained on."""
        pairs, strongest, most_words = self._known(initiative, suggestions=False)
        return {day: pair.features(strongest, most_words) for day, pair in pairs.items()}

    def _known(self, initiative: Initiative, *, suggestions: bool) -> tuple[dict[str, Pair], float, float]:
        themes = initiative_themes(initiative, self.lexicon, self.taxonomy)
        overlaps = self.texts.overlaps(initiative)
        pairs = self._pairs(themes, overlaps)
        for day in initiative.days if suggestions else ():
            if day in self.observances:
                pairs.setdefault(day, _unknown(overlaps.get(day))).suggested = True
        strongest = max((strength.value for strength in themes.found.values()), default=0.0)
        most_words = max((overlap.score for overlap in overlaps.values()), default=0.0)
        return pairs, strongest, most_words

    def _pairs(self, themes: Themes, overlaps: Mapping[str, Overlap]) -> dict[str, Pair]:
        pairs: dict[str, Pair] = {}
        for day, share, strength in self._shares(themes.found):
            if share >= FAINT:
                pair = pairs.get(day) or pairs.setdefault(day, _unknown(overlaps.get(day)))
                pair.themes.append((share, strength))
        for day, share, _ in self._shares(themes.own):
            if day in pairs:
                pairs[day].own = max(pairs[day].own, share)
        for day, share, strength in self._shares(themes.declared):
            if day not in pairs and share >= ONLY_DECLARED:
                pairs[day] = _unknown(overlaps.get(day))
            if day in pairs:
                pairs[day].declared.append((share, strength))
        alone = {day: overlap for day, overlap in overlaps.items() if overlap.score >= ONLY_WORDS and day not in pairs}
        return pairs | {day: _unknown(overlap) for day, overlap in alone.items()}

    def _shares(self, strengths: Mapping[str, Strength]) -> Iterator[tuple[str, float, Strength]]:
        for theme, strength in strengths.items():
            for day, weight in self.by_theme.get(theme, ()):
                yield day, weight * strength.value, strength


def _unknown(overlap: Overlap | None) -> Pair:
    return Pair([], 0.0, [], overlap or Overlap())


class Matcher:
    """Initiatives and days matched with each other, asked day by day or initiative by initiative.

    Give all *observances* of the calendars, whichever are asked for: how rare a word is shows only among many.
    """

    def __init__(  # noqa: PLR0913 - what differs between two questions is named
        self,
        initiatives: Iterable[Initiative],
        taxonomy: Taxonomy,
        observances: Iterable[Observance] = (),
        *,
        suggestions: bool = True,
        last_featured: Mapping[str, date] | None = None,
        scorer: Scorer = probability,
        least: float = LEAST,
    ) -> None:
        self._initiatives = {one.id: one for one in sorted(initiatives, key=lambda one: one.id) if not excluded(one)}
        self._taxonomy = taxonomy
        self._observances = {one.id: one for one in observances}
        self._suggestions = suggestions
        self._last_featured = last_featured or {}
        self._scorer = scorer
        self._least = least
        self._days: Days | None = None
        self._by_initiative: dict[str, list[Match]] = {}

    def matches(self, observance: Observance, *, limit: int | None = None) -> list[Match]:
        """Return the initiatives that illustrate *observance*, best first."""
        return self.all_matches([observance])[observance.id][:limit]

    def all_matches(self, observances: Iterable[Observance]) -> dict[str, list[Match]]:
        """Return the matches of each of *observances*, by its id, best first."""
        asked = list(observances)
        self._learn(asked)
        found: dict[str, list[Match]] = {one.id: [] for one in asked}
        for matches in self._by_initiative.values():
            for one in matches:
                if one.observance in found:
                    found[one.observance].append(one)
        return {day: sorted(matches, key=self._best_first) for day, matches in found.items()}

    def days_of(self, initiative: str) -> list[Match]:
        """Return the days among those known that one initiative illustrates, best first."""
        self._learn(())
        return self._by_initiative.get(initiative, [])

    def day(self, observance: str) -> Observance:
        """Return a day that is known, by its id."""
        return self._observances[observance]

    def change(self, initiative: Initiative) -> None:
        """Take *initiative* as it is now; the others stay as they were read."""
        self._learn(())
        self._initiatives[initiative.id] = initiative
        self._by_initiative[initiative.id] = [] if excluded(initiative) else self._matches_of(initiative)

    def _learn(self, observances: Iterable[Observance]) -> None:
        new = {one.id: one for one in observances if self._observances.get(one.id) is not one}
        if new or self._days is None:
            self._observances |= new
            self._days = Days(self._observances.values(), self._taxonomy)
            self._by_initiative = {one.id: self._matches_of(one) for one in self._initiatives.values()}

    def _matches_of(self, initiative: Initiative) -> list[Match]:
        days = self._days or Days((), self._taxonomy)
        return days.matches(initiative, suggestions=self._suggestions, scorer=self._scorer, least=self._least)

    def _best_first(self, match: Match) -> tuple[float, date, str]:
        return -match.p, self._last_featured.get(match.initiative, date.min), match.initiative
