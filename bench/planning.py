"""Measure plans: gap, coverage, evenness, time and memory at each size, beside greedy; and what re-planning changes.

    python -m bench.planning            # 100, 1,000 and 10,000 members
    python -m bench.planning 100 1000   # other sizes

Each size runs in a process of its own, so that its memory is its own. A table goes to the terminal, a plot beside it.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.instances import FIRST, LAST, OCCASIONS, Case, case
from comms.domain import solution, solving, turns
from comms.domain.differences import differences
from comms.domain.exposure import gini
from comms.domain.matching import Match
from comms.domain.network import Network
from comms.domain.observances import occurrences
from comms.domain.pictures import bars
from comms.domain.plan_check import violations
from comms.domain.planner import plan
from comms.domain.planning import Blackout, Plan, PlanRules, Slot

SIZES = (100, 1_000, 10_000)
# Weights under which a plan is greedy by score: nothing but the probability counts.
UNFAIR = {"waiting_worth": 0.0, "band_worth": 0.0, "solver_seconds": 0}
APPROVED = 300
# A day that falls into a full week pushes others out, one that does not pushes none: the mean of many tells more.
MOVED = range(5, OCCASIONS, 13)
# Above so many members the exact solver does not end.
EXACT = 100


def made(one: Case, rules: PlanRules | None = None, **more: object) -> Plan:
    """Return the plan of a case."""
    return plan(one.occurrences, (), one.matches, one.network, rules or one.rules, first=FIRST, last=LAST, **more)  # type: ignore[arg-type]


def measured(size: int, method: str) -> dict[str, object]:
    """Return the figures of one plan."""
    one = case(size)
    if method in {"greedy by score", "best without fairness"}:
        turns.REWARDS = (0.0, 0.0, 0.0)  # type: ignore[assignment]
    if method == "exact":
        solution.NEAR_ENOUGH, solution.EXACT_ENOUGH, solving.EXACT_GAP = 0.0, 0.0, 1e-6
    changes = {
        "greedy by score": UNFAIR,
        "fair greedy": {"solver_seconds": 0},
        "best without fairness": {"band_worth": 0.0},
    }
    start = time.perf_counter()
    found = made(one, one.rules.model_copy(update=changes.get(method, {})))
    took = time.perf_counter() - start
    told = dict.fromkeys(one.network.members, 0)
    p = {(match.observance, match.initiative): match.p for of_day in one.matches.values() for match in of_day}
    chances = []
    for slot in found.slots:
        if slot.member and slot.initiative:
            told[slot.member] += 1
            chances.append(p[(slot.occurrence or "").rpartition("-")[0], slot.initiative])
    matched = {one.network.initiatives[id_].member for _, id_ in p}
    broken = violations(found, one.rules, network=one.network, occurrences=one.occurrences, matches=one.matches)
    return {
        "members": size,
        "method": method,
        "how": found.method,
        "edges": len(p),
        "features": len(chances),
        "gap %": None if found.gap is None else round(100 * found.gap, 4),
        "coverage %": round(100 * sum(times > 0 for times in told.values()) / len(matched), 1),
        "gini": round(gini(told.values()), 3),
        "mean p": round(sum(chances) / len(chances), 4),
        "seconds": round(took, 2),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "broken": len(broken),
    }


def edits(size: int) -> list[dict[str, object]]:
    """Return what each edit changes in a plan of which some is approved: in all, forced, beyond that."""
    one = case(size)
    old = made(one)
    fixed = old.slots[:: max(1, len(old.slots) // APPROVED)]
    rows: list[dict[str, object]] = []
    by_name: dict[str, list[dict[str, float]]] = {}
    for name, changed, rules in _edited(one, old):
        kept = [slot for slot in fixed if slot.initiative in changed.network.initiatives]
        start, busy = time.perf_counter(), time.process_time()
        new = made(changed, rules, kept=kept, previous=[slot for slot in old.slots if slot not in fixed])
        took, worked = time.perf_counter() - start, time.process_time() - busy
        gone = [one_gone for one_gone in differences(old.slots, new.slots) if one_gone.old]
        forced = sum(_impossible(change.old, changed, rules) for change in gone if change.old)
        by_name.setdefault(name, []).append(
            {
                "changed %": 100 * len(gone) / len(old.slots),
                "forced %": 100 * forced / len(old.slots),
                "beyond %": 100 * (len(gone) - forced) / len(old.slots),
                "approved lost": len([slot for slot in kept if slot not in new.slots]),
                "gap %": 100 * (new.gap or 0.0),
                "seconds": took,
                "of processor": worked,
            }
        )
    for name, times in by_name.items():
        mean = {column: round(sum(row[column] for row in times) / len(times), 2) for column in times[0]}
        rows.append({"edit": name, "times": len(times), **mean})
    return rows


def _impossible(slot: Slot, one: Case, rules: PlanRules) -> bool:
    days = {occasion.key: occasion.first for occasion in one.occurrences}
    silent = any(blackout.silences_all and blackout.covers(slot.day) for blackout in rules.blackouts)
    moved = days.get(slot.occurrence or "", date.min) - slot.day not in {timedelta(0), timedelta(1), timedelta(2)}
    return silent or moved or slot.initiative not in one.network.initiatives


def _edited(one: Case, old: Plan) -> list[tuple[str, Case, PlanRules]]:
    bigger = case(len(one.network.members) + 20, seed=99)
    newcomers = sorted(bigger.network.members)[-20:]
    works = {id_: work for id_, work in bigger.network.initiatives.items() if work.member in newcomers}
    renamed = {f"new-{id_}": work.model_copy(update={"id": f"new-{id_}"}) for id_, work in works.items()}

    def with_members(names: list[str]) -> Case:
        mine = {id_: work for id_, work in renamed.items() if work.member in names}
        matches = {
            day: [
                *found,
                *(
                    replace(match, initiative=f"new-{match.initiative}")
                    for match in bigger.matches[day]
                    if f"new-{match.initiative}" in mine
                ),
            ]
            for day, found in one.matches.items()
        }
        members = one.network.members | {id_: bigger.network.members[id_] for id_ in names}
        return replace(one, matches=matches, network=Network(members, {**one.network.initiatives, **mine}))

    def with_initiative() -> Case:
        source = sorted(one.network.initiatives)[5]
        work = one.network.initiatives[source].model_copy(update={"id": "new-work"})
        matches = {
            day: [*found, *(replace(match, initiative="new-work") for match in found if match.initiative == source)]
            for day, found in one.matches.items()
        }
        return replace(
            one, matches=matches, network=Network(one.network.members, {**one.network.initiatives, "new-work": work})
        )

    def moved(number: int) -> Case:
        days = [occasion.observance for occasion in one.occurrences]
        later = one.occurrences[number].first + timedelta(days=6)
        rule = {"kind": "fixed", "month": later.month, "day": later.day}
        name = one.occurrences[number].observance.id
        days = [type(day).model_validate(day.model_dump() | {"rule": rule}) if day.id == name else day for day in days]
        return replace(one, occurrences=tuple(occurrences(days, FIRST, LAST)))

    def noisy() -> Case:
        def drawn(match: Match, number: int) -> Match:
            return replace(match, p=min(1.0, match.p * (1 + 0.03 * (number * 7919 % 201 - 100) / 100)))

        return replace(
            one, matches={day: [drawn(match, n) for n, match in enumerate(found)] for day, found in one.matches.items()}
        )

    leaving = next(slot.member for slot in old.slots if slot.member)
    rest = {id_: work for id_, work in one.network.initiatives.items() if work.member != leaving}
    week = date(2027, 6, 14)
    silent = one.rules.model_copy(
        update={"blackouts": (*one.rules.blackouts, Blackout(first=week, last=week + timedelta(days=6)))}
    )
    backwards = replace(
        one,
        occurrences=one.occurrences[::-1],
        matches={day: found[::-1] for day, found in reversed(one.matches.items())},
    )
    gone = {day: [match for match in found if match.initiative in rest] for day, found in one.matches.items()}
    return [
        ("nothing, files in another order", backwards, one.rules),
        ("one initiative more", with_initiative(), one.rules),
        ("one member more", with_members(newcomers[:1]), one.rules),
        ("20 members more", with_members(newcomers), one.rules),
        *(("a day moved by 6 days", moved(number), one.rules) for number in MOVED),
        ("a week of silence", one, silent),
        ("a member withdraws", replace(one, matches=gone, network=Network(one.network.members, rest)), one.rules),
        ("all probabilities ± 3 %", noisy(), one.rules),
    ]


def table(rows: list[dict[str, object]]) -> str:
    """Return *rows* as a table in Markdown."""
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join("–" if row[name] is None else str(row[name]) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Measure every size and method, each in a process of its own."""
    if arguments[:1] == ["--one"]:
        import scipy.optimize  # noqa: F401 - what is measured is planning, not loading

        print(
            json.dumps(
                edits(int(arguments[1])) if arguments[2] == "edits" else measured(int(arguments[1]), arguments[2])
            )
        )
        return
    sizes = [int(size) for size in arguments] or list(SIZES)
    methods = ("plan", "fair greedy", "greedy by score", "best without fairness")

    def run(size: int, what: str) -> object:
        asked = [sys.executable, "-m", "bench.planning", "--one", str(size), what]
        return json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)  # noqa: S603

    rows = [run(size, method) for size in sizes for method in (*methods, *(("exact",) if size <= EXACT else ()))]
    print(table(rows))  # type: ignore[arg-type]
    plot = [(f"{row['members']} {row['method']}", int(float(row["coverage %"]))) for row in rows]  # type: ignore[index]
    path = Path(__file__).with_name("planning.svg")
    path.write_text(bars("Coverage", "Members told of those with a match, in per cent", plot), encoding="utf-8")
    print(f"\n{path}\n")
    print(table(run(1_000, "edits")))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1:])
