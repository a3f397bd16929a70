"""What editors decided about initiatives and days, and how it shifts the matches that follow.

The coefficients never change by it: a decision moves the pair it was made of, a little the theme that linked the
two on that day, and nothing once it has been undone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from comms.domain.matches import Match
from comms.domain.planning import LeftOut, Plan, Slot
from comms.domain.reasons import Reason
from comms.domain.shifts import shifted

VerdictKind = Literal["accept", "pin", "swap", "reject", "nothing", "undo"]
# The reasons that a person chooses among; the last one asks for words of their own.
WHYS: Mapping[VerdictKind, tuple[str, ...]] = {
    "accept": ("good example", "clear link", "asked for", "other"),
    "pin": ("good example", "clear link", "asked for", "other"),
    "swap": ("better example", "other turn", "stronger record", "other"),
    "reject": ("other subject", "thin link", "wrong tone", "weak record", "other"),
    "nothing": ("nothing fits", "wrong tone", "quiet", "other"),
}
OTHER = "other"
# By how much a decision moves its pair, in log-odds: +4 makes 0.40 of 0.012 and 0.95 of 0.25.
MOVES = {"accept": 4.0, "pin": 4.0, "swap": -1.0, "instead": 1.0, "reject": -6.0}
# A rejected pair is at most this probable, however sure the words are.
REJECTED_AT_MOST = 0.05
# Each decision moves the other work that the same theme links to the same day, all of them together up to a bound.
ON_THEME = 0.3
ON_THEME_AT_MOST = 0.6
# Only these reasons say something about the theme and the day, and not about one piece of work.
_ABOUT_THEME = {"good example": 1, "clear link": 1, "other subject": -1, "thin link": -1}


@dataclass(frozen=True)
class Verdict:
    """One decision; *theme* is what linked the two, *instead* who was chosen in a swap, *undoes* the one taken back."""

    id: int
    kind: VerdictKind
    observance: str
    occurrence: str
    by: str
    at: datetime
    initiative: str = ""
    instead: str = ""
    theme: str = ""
    why: str = OTHER
    text: str = ""
    undoes: int | None = None

    def reason(self, code: str, **values: str) -> Reason:
        """Return the reason that names who decided, when and why."""
        told = {"who": self.by, "when": self.at.isoformat(), "why": self.why, "text": self.text}
        return Reason(code, told | values)


def standing(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the decisions that nobody has undone, in the order in which they were made."""
    known = sorted(verdicts, key=lambda one: one.id)
    undone = {one.undoes for one in known}
    return tuple(one for one in known if one.kind != "undo" and one.id not in undone)


class Decided:
    """The standing decisions, ready to be applied; of one pair the newest counts."""

    def __init__(self, verdicts: Iterable[Verdict] = ()) -> None:
        self.standing = standing(verdicts)
        self._pairs: dict[tuple[str, str], tuple[str, Verdict]] = {}
        for one in self.standing:
            sides = ((one.kind, one.initiative), ("instead", one.instead))
            self._pairs |= {(who, one.observance): (side, one) for side, who in sides if who}
        self._themes: dict[tuple[str, str], list[tuple[int, Verdict]]] = defaultdict(list)
        for (_, day), (side, one) in self._pairs.items():
            sign = _ABOUT_THEME.get(one.why, 0) if side in {"accept", "pin", "reject"} else 0
            if sign and one.theme:
                self._themes[one.theme, day].append((sign, one))

    def applied(self, matches: Iterable[Match]) -> list[Match]:
        """Return *matches* as the decisions leave them, best first; among equals their order stays."""
        return sorted((self._judged(one) for one in matches), key=lambda one: -one.p)

    def over(self, matches: Mapping[str, Iterable[Match]]) -> dict[str, list[Match]]:
        """Return the matches of several days, by the same keys."""
        return {day: self.applied(found) for day, found in matches.items()}

    def silences(self) -> dict[str, Reason]:
        """Return the occurrences on which nobody is to be featured, with who decided so and why."""
        return {one.occurrence: one.reason("editor chose nothing") for one in self.standing if one.kind == "nothing"}

    def pinned(self) -> frozenset[tuple[str, str]]:
        """Return the occurrences and initiatives that a person put together, pinned or chosen in a swap."""
        return frozenset(
            (one.occurrence, one.initiative if side == "pin" else one.instead)
            for side, one in self._pairs.values()
            if side in {"pin", "instead"}
        )

    def pins(self) -> dict[tuple[str, str], Reason]:
        """Return what is pinned, with who decided so, when and why; a later wish for silence on the day is stronger."""
        silent = {one.occurrence: one.id for one in self.standing if one.kind == "nothing"}
        newest = (one for side, one in self._pairs.values() if side == "pin" and one.id > silent.get(one.occurrence, 0))
        return {(one.occurrence, one.initiative): one.reason("editor pinned") for one in newest}

    def labels(self) -> dict[str, dict[str, int]]:
        """Return, by initiative, the grades of the days that were judged: 2 for what fits, 0 for what does not."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        grades = {"accept": 2, "pin": 2, "reject": 0}
        for (initiative, day), (side, _) in sorted(self._pairs.items(), key=lambda item: item[0]):
            if side in grades:
                found[initiative][day] = grades[side]
        return dict(found)

    def _judged(self, match: Match) -> Match:
        side, one = self._pairs.get((match.initiative, match.observance), ("", None))
        if one is None:
            return self._moved_by_theme(match)
        moved = shifted(match, MOVES[side], _told(side, one))
        return replace(moved, p=min(moved.p, REJECTED_AT_MOST)) if side == "reject" else moved

    def _moved_by_theme(self, match: Match) -> Match:
        theme = linking_theme(match.reasons)
        found = self._themes.get((theme, match.observance), [])
        if not found:
            return match
        by = max(-ON_THEME_AT_MOST, min(ON_THEME_AT_MOST, ON_THEME * sum(sign for sign, _ in found)))
        if not by:
            return match
        newest = max((one for sign, one in found if sign * by > 0), key=lambda one: one.id)
        code = "editors favoured theme" if by > 0 else "editors doubted theme"
        return shifted(match, by, newest.reason(code, theme=theme, initiative=newest.initiative))


def linking_theme(reasons: Iterable[Reason]) -> str:
    """Return the theme that links a work to a day most strongly; nothing where only words do."""
    return next((one.values["theme"] for one in reasons if "theme" in one.values and "who" not in one.values), "")


def _told(side: str, one: Verdict) -> Reason:
    if side == "swap":
        return one.reason("editor chose another", initiative=one.instead)
    codes = {"accept": "editor accepted", "pin": "editor pinned", "reject": "editor rejected"}
    return one.reason(codes.get(side, "editor chose this"))


def with_silences(plan: Plan, silences: Mapping[str, Reason]) -> Plan:
    """Return *plan* with an editor's wish for silence as the reason why nobody is featured."""
    slots = tuple(_silent(slot, silences.get(slot.occurrence or "")) for slot in plan.slots)
    left = tuple(_left_out(one, silences.get(one.subject)) for one in plan.left_out)
    return replace(plan, slots=slots, left_out=left)


def _silent(slot: Slot, why: Reason | None) -> Slot:
    if why is None or slot.initiative or why in slot.reasons:
        return slot
    return replace(slot, reasons=tuple(why if one.code == "no good match" else one for one in slot.reasons))


def _left_out(one: LeftOut, why: Reason | None) -> LeftOut:
    return replace(one, reason=why) if why and one.reason.code == "no good match" else one
