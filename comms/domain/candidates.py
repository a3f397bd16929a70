"""What could be told in a period: occurrences, events, and the countdowns to them, in the order they are served."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from comms.domain.events import Event, repeats_a_day
from comms.domain.matches import Match, excluded
from comms.domain.network import Network
from comms.domain.observances import Occurrence
from comms.domain.planning import PlanRules, SlotKind
from comms.domain.reasons import Reason


class Rank(IntEnum):
    """Who is served first when room is short; what comes last gives way."""

    LEAD = 0
    EVENT = 1
    SERIES = 2
    SPOTLIGHT = 3
    FEATURE = 4
    FEATURE_ALONE = 5
    MENTION = 6
    LEAD_COUNTDOWN = 7
    EVENT_COUNTDOWN = 8


@dataclass(frozen=True)
class Candidate:
    """Something to tell on a day: why it is told, and the matches good enough to be featured, best first."""

    id: str
    kind: SlotKind
    rank: Rank
    day: date
    occurrence: str | None = None
    event: str | None = None
    why: tuple[Reason, ...] = ()
    least: float = 0.0
    matches: tuple[Match, ...] = ()
    solemn: bool = False
    theme: str = ""

    @property
    def subject(self) -> str:
        """Return the key of the occurrence or the id of the event."""
        return self.id.rpartition(":")[0]

    @property
    def telling(self) -> str:
        """Return the id of the slot that tells the subject on its first day."""
        return f"{self.subject}:told"

    @property
    def order(self) -> tuple[Rank, tuple[int, int], float, date, str]:
        """Return its place: by rank, then week by week the best match first, then by day and id."""
        year, week, _ = self.day.isocalendar()
        return self.rank, (year, week), -self.matches[0].p if self.matches else 0.0, self.day, self.id

    @property
    def has_its_place(self) -> bool:
        """Tell whether it is told in any case, before anybody is chosen: with an initiative or alone.

        Otherwise a second work on another day, or a mention, would push out a day that matters more than both.
        """
        return self.rank in {Rank.LEAD, Rank.EVENT, Rank.SERIES, Rank.FEATURE, Rank.FEATURE_ALONE}


def candidates(
    occurrences: Iterable[Occurrence],
    events: Iterable[Event],
    matches: Mapping[str, Iterable[Match]],
    network: Network,
    rules: PlanRules,
) -> list[Candidate]:
    """Return all that could be told, one of each id, in the order in which it is served.

    *matches* are by the id of the observance; those of one occurrence, by its key, go before.
    """
    known = tuple(occurrences)
    tellings = [
        _occurrence(one, matches.get(one.key, matches.get(one.observance.id, ())), network, rules)
        for one in known
        if one.observance.tier != "skip" and one.observance.kind in {"day", "week"}
    ]
    tellings += [
        _event(event, event.first)
        for event in events
        if event.first and _is_sure(event) and not repeats_a_day(event, known)
    ]
    found = [*tellings, *(countdown for telling in tellings for countdown in _countdowns(telling, rules))]
    return _once(sorted(found, key=lambda one: one.order))


def _good(matches: Iterable[Match], least: float, network: Network) -> tuple[Match, ...]:
    good = {
        one.initiative: one
        for one in sorted(matches, key=lambda one: one.p)
        if one.p >= least
        and one.initiative in network.initiatives
        and not excluded(network.initiatives[one.initiative])
    }
    return tuple(sorted(good.values(), key=lambda one: (-one.p, one.initiative)))


def _occurrence(one: Occurrence, matches: Iterable[Match], network: Network, rules: PlanRules) -> Candidate:
    observance = one.observance
    least = rules.solemn_threshold if observance.solemn else rules.threshold
    good = _good(matches, least, network)
    rank = {"lead": Rank.LEAD, "feature": Rank.FEATURE, "mention": Rank.MENTION}[observance.tier]
    # A solemn day does not wait for a match: it is told, and mostly alone.
    if rank is Rank.FEATURE and not good and not observance.solemn:
        rank = Rank.FEATURE_ALONE
    solemn = (Reason("solemn day"),) if observance.solemn else ()
    return Candidate(
        f"{one.key}:told",
        "day",
        rank,
        one.first,
        occurrence=one.key,
        why=(Reason("tier", {"tier": observance.tier}), *solemn),
        least=least,
        matches=good,
        solemn=observance.solemn,
        theme=next(iter(observance.themes), ""),
    )


def _is_sure(event: Event) -> bool:
    return event.status in {"scheduled", "projected"} and event.confidence in {"high", "medium"}


def _event(event: Event, day: date) -> Candidate:
    return Candidate(f"{event.id}:told", "event", Rank.EVENT, day, event=event.id, why=(Reason("event"),))


def _countdowns(telling: Candidate, rules: PlanRules) -> Iterable[Candidate]:
    rank, days = {
        Rank.LEAD: (Rank.LEAD_COUNTDOWN, rules.lead_countdown_days),
        Rank.EVENT: (Rank.EVENT_COUNTDOWN, rules.event_countdown_days),
    }.get(telling.rank, (telling.rank, ()))
    # Nobody counts down to a day of mourning.
    for before in sorted({*days} - {0}) if not telling.solemn else ():
        yield replace(
            telling,
            id=f"{telling.subject}:countdown-{before}",
            kind="countdown",
            rank=rank,
            day=telling.day - timedelta(days=before),
            why=(Reason("countdown", {"days": str(before)}),),
            matches=(),
        )


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Keep one of each id: an occurrence that is given twice is told once."""
    by_id: dict[str, Candidate] = {}
    for one in found:
        by_id.setdefault(one.id, one)
    return list(by_id.values())
