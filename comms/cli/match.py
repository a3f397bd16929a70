"""The command that matches members' initiatives with days."""

import json
from dataclasses import asdict
from datetime import timedelta

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Last, NetworkPath, in_order
from comms.domain.matching import Match, Matcher
from comms.domain.observances import occurrences


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("match")(match)


def match(
    first: First = None, last: Last = None, network: NetworkPath = None, as_format: AsFormat = Format.TABLE
) -> None:
    """Match initiatives with the occurrences of a period, best first, with the reasons."""
    config, calendars = wiring.config(), wiring.calendars()
    start = first or wiring.today(config.settings.zone)
    end = last or start + timedelta(days=30)
    in_order(start, end)
    found = wiring.network(network)
    matcher = Matcher(found.initiatives.values(), calendars.taxonomy)
    rows = [
        {"occurrence": one.key, "day": one.first.isoformat(), "name": one.observance.name["en"]}
        | _told(pair, config.settings.plan.threshold)
        for one in occurrences(calendars.observances.values(), start, end)
        if one.observance.tier != "skip"
        for pair in matcher.matches(one.observance)
    ]
    if as_format is Format.JSON:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        if row["proposed"]:
            print(f"{row['day']}  {row['p']:.2f}  {row['name']}  <-  {row['initiative']}")


def _told(pair: Match, threshold: float) -> dict[str, object]:
    return {
        "observance": pair.observance,
        "initiative": pair.initiative,
        "p": round(pair.p, 4),
        "proposed": pair.p >= threshold,
        "reasons": [asdict(reason) for reason in pair.reasons],
    }
