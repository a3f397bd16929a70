"""The command that plans who is featured when."""

import json
from dataclasses import asdict
from datetime import timedelta

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Last, NetworkPath, in_order


def add_to(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("plan")(plan)


def plan(
    first: First = None, last: Last = None, network: NetworkPath = None, as_format: AsFormat = Format.TABLE
) -> None:
    """Propose a plan for a period, from nothing; the plan that the desk keeps is not touched."""
    wiring.start()
    from comms.services.slots import propose

    config = wiring.config()
    start = first or wiring.today(config.settings.zone)
    end = last or start + timedelta(days=config.settings.plan.horizon_days)
    in_order(start, end)
    made = propose(wiring.calendars(), wiring.network(network), config.settings.plan, first=start, last=end)
    if as_format is Format.JSON:
        print(json.dumps(asdict(made), ensure_ascii=False, indent=1, default=str))
        return
    for slot in made.slots:
        print(f"{slot.day}  {slot.kind:<9}  {slot.occurrence or slot.event}  {slot.initiative or ''}".rstrip())
    print(f"{len(made.slots)} slots; {len(made.left_out)} left out (--format json tells why)")
