"""The commands that match members' initiatives with days, and that measure how well."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Last, NetworkPath, in_order
from comms.cli.verdicts import verdicts
from comms.domain.anniversaries import with_dates
from comms.domain.evaluation import Labelled, Ranked, figures
from comms.domain.observances import Observance, occurrences
from comms.domain.planning import PlanRules
from comms.domain.verdicts import Decided
from comms.readers.labels import read_labels

if TYPE_CHECKING:
    from comms.domain.matches import Match
    from comms.domain.matching import Days

_YEAR = timedelta(days=364)

Labels = Annotated[Path, typer.Argument(help="The file of labels; docs/matching.md describes it.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(match)
    group.command("evaluate")(evaluate)
    group.command("verdicts")(verdicts)
    group.command("keep")(keep)
    app.add_typer(group, name="match")


def match(
    context: typer.Context,
    first: First = None,
    last: Last = None,
    network: NetworkPath = None,
    as_format: AsFormat = Format.TABLE,
) -> None:
    """Match initiatives with the occurrences of a year or another period, with the reasons.

    What editors decided counts for the site's own network, never for another one.
    """
    if context.invoked_subcommand:
        return
    config = wiring.start()
    from comms.domain.matching import Matcher
    from comms.services.verdicts import decided_here

    calendars = wiring.calendars()
    start = first or wiring.today(config.settings.zone)
    end = last or start + _YEAR
    in_order(start, end)
    found = wiring.network(network)
    matcher = Matcher(found.initiatives.values(), calendars.taxonomy, calendars.observances.values())
    coming = occurrences(calendars.observances.values(), start, end)
    told = [one for one in coming if one.observance.kind in {"day", "week"}]
    judged = Decided() if network else decided_here()
    matches = matcher.all_matches([one.observance for one in told])
    rows = [
        {"occurrence": one.key, "day": one.first.isoformat(), "name": one.observance.name["en"]}
        | _told(pair, one.observance, config.settings.plan)
        for one in told
        for pair in judged.applied(with_dates(matches[one.observance.id], found.initiatives, one))
    ]
    if as_format is Format.JSON:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        if row["proposed"]:
            print(f"{row['day']}  {row['p']:.2f}  {row['name']}  <-  {row['initiative']}")


def evaluate(labels: Labels, network: NetworkPath = None, as_format: AsFormat = Format.TABLE) -> None:
    """Measure the matches against LABELS: only days that the labels grade anywhere are judged."""
    from comms.domain.matching import Days

    config, calendars = wiring.config(), wiring.calendars()
    known = wiring.network(network).initiatives if network else {}
    read = read_labels(labels, calendars.observances, calendars.taxonomy, known)
    judged = {day for one in read for day in one.grades}
    days = Days((one for one in calendars.observances.values() if one.kind in {"day", "week"}), calendars.taxonomy)
    found = figures([(one, _ranked(days, one, judged, config.settings.plan)) for one in read])
    if as_format is Format.JSON:
        print(json.dumps({"judged": len(judged), "figures": found}, ensure_ascii=False, indent=1))
        return
    print(f"{len(judged)} days are judged; proposed from p = {config.settings.plan.threshold}")
    print(_table(found))


def keep() -> None:
    """Find the matches that the desk shows, and keep them; the open desk does it by itself."""
    from comms.services.kept_matches import keep_current, place

    path = place(wiring.config())
    done = "found and kept" if keep_current(wiring.written_calendars(), path) else "up to date"
    print(f"matches     {done} in {path}")


def _ranked(days: "Days", labelled: Labelled, judged: set[str], rules: PlanRules) -> list[Ranked]:
    found = []
    for one in days.matches(labelled.initiative, suggestions=False):
        observance = days.observances[one.observance]
        if observance.id in judged:
            found.append(Ranked(observance.id, one.p, one.p >= _threshold(observance, rules), observance.solemn))
    return found


def _threshold(observance: Observance, rules: PlanRules) -> float:
    return rules.solemn_threshold if observance.solemn else rules.threshold


def _table(found: Mapping[str, Mapping[str, float]]) -> str:
    lines = [f"{'':24}" + "".join(f"{language:>8}" for language in found)]
    by_name: dict[str, list[str]] = defaultdict(list)
    for told in found.values():
        for name, value in told.items():
            by_name[name].append(f"{value:8.0f}" if isinstance(value, int) else f"{value:8.3f}")
    return "\n".join([*lines, *(f"{name:24}{''.join(values)}" for name, values in by_name.items())])


def _told(pair: "Match", observance: Observance, rules: PlanRules) -> dict[str, object]:
    return {
        "observance": pair.observance,
        "initiative": pair.initiative,
        "p": round(pair.p, 4),
        "proposed": pair.p >= _threshold(observance, rules),
        "reasons": [asdict(reason) for reason in pair.reasons],
    }
