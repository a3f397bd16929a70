"""The command that drafts posts."""

import json
import sys
from dataclasses import asdict
from datetime import timedelta

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Last, NetworkPath, to_plan
from comms.errors import CommsError


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("draft")(draft)


def draft(
    first: First = None, last: Last = None, network: NetworkPath = None, as_format: AsFormat = Format.TABLE
) -> None:
    """Plan and draft a period, from nothing; the drafts that the desk keeps are not touched."""
    wiring.start()
    from comms.services import drafts, slots
    from comms.services.blackouts import rules_of
    from comms.services.verdicts import decided_here

    config = wiring.config()
    start = first or wiring.today(config.settings.zone)
    end = last or start + timedelta(days=config.settings.plan.draft_days)
    to_plan(start, end)
    desk = wiring.desk(network)
    judged = None if network else decided_here()
    known = slots.material(desk.calendars, desk.network, first=start, last=end, judged=judged)
    rules = config.settings.plan if network else rules_of(config)
    plan = slots.propose(desk.calendars, desk.network, rules, first=start, last=end, known=known)
    made = drafts.propose(desk, plan.slots)
    if kept := drafts.differing(made):
        print(
            f"the desk keeps {kept} posts for these days that differ from this (edited, planned or worded otherwise); "
            "they are not touched",
            file=sys.stderr,
        )
    if as_format is Format.JSON:
        rows = [asdict(one) | {"slot": slot.id, "day": slot.day} for slot, _, one in made.drafts]
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        for slot, _, one in made.drafts:
            print(f"— {slot.day}  {one.channel}  {one.language}  ({one.kind}, {one.wording})\n\n{one.text}\n")
    if made.problems:
        raise CommsError("\n".join(made.problems))
