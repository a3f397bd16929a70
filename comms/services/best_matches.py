"""Whether the network has something to say on each day of a period, without reading what it would say."""

from collections import defaultdict
from collections.abc import Iterable

from comms.domain.anniversaries import ON_THE_DAY, with_dates
from comms.domain.matches import Match
from comms.domain.network import Network
from comms.domain.observances import Observance, Occurrence
from comms.domain.planning import PlanRules
from comms.domain.shifts import moved
from comms.domain.verdicts import ON_THEME_AT_MOST, Decided
from comms.services.kept_matches import LIKELY, KeptMatches


def best_matches(
    coming: Iterable[Occurrence], kept: KeptMatches, network: Network, rules: PlanRules, judged: Decided
) -> dict[str, list[Match]]:
    """Return, by the key of each occurrence, the best match that is good enough to be told, if there is one."""
    asked = _Asked(kept, network, rules, judged)
    silences = judged.silences()
    return {one.key: [] if one.key in silences else asked.best(one) for one in coming}


class _Asked:
    def __init__(self, kept: KeptMatches, network: Network, rules: PlanRules, judged: Decided) -> None:
        self._kept, self._network, self._rules, self._judged = kept, network, rules, judged
        self._best = kept.best()
        self._moved = {one.observance for one in judged.standing}
        said = ((who, one.observance) for one in judged.standing for who in (one.initiative, one.instead))
        self._judged_pairs = frozenset(said)
        self._accepted: dict[str, set[str]] = defaultdict(set)
        for work, grades in judged.labels().items():
            for day in (day for day, grade in grades.items() if grade):
                self._accepted[day].add(work)

    def best(self, one: Occurrence) -> list[Match]:
        """Return the best match of *one*, if any is good enough; only where that is in doubt, others are read."""
        day, first = one.observance.id, self._best.get(one.observance.id)
        if first is None:
            return []
        least = self._least(one.observance)
        # What editors said of others lowers or lifts a work through its theme, by so much at the most.
        by = ON_THEME_AT_MOST if day in self._moved else 0.0
        if (first.initiative, day) not in self._judged_pairs and (moved(first.p, -by) if by else first.p) >= least:
            return [first] if first.initiative in self._network.initiatives else self._read(one, least)
        if day not in self._accepted and moved(first.p, ON_THE_DAY + by) < least:
            return []
        return self._read(one, least)

    def _read(self, one: Occurrence, least: float) -> list[Match]:
        accepted = self._accepted.get(one.observance.id)
        if moved(LIKELY, ON_THE_DAY + ON_THEME_AT_MOST) >= least:
            return self._good(one, self._kept.matches(one.observance), least)
        found = self._good(one, self._kept.likely(one.observance), least)
        return found or (self._good(one, self._kept.those(one.observance, accepted), least) if accepted else [])

    def _least(self, observance: Observance) -> float:
        return self._rules.solemn_threshold if observance.solemn else self._rules.threshold

    def _good(self, one: Occurrence, matches: Iterable[Match], least: float) -> list[Match]:
        """Return the first of *matches* that is good enough once its date and the editors have been heard."""
        works = self._network.initiatives
        found = self._judged.applied(with_dates((two for two in matches if two.initiative in works), works, one))
        return [two for two in found if two.p >= least][:1]
