"""The commands that plan who is featured when, and say how good the plan is."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Language, Last, NetworkPath, language_of, to_plan

if TYPE_CHECKING:
    from comms.domain.planning import PlanRules
    from comms.services.slots import Material

Explain = Annotated[bool, typer.Option("--explain", help="Say why each one was chosen, who was next, and what bound.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    group = typer.Typer(invoke_without_command=True, help="Propose a plan for a period, and say how good it is.")
    group.callback()(plan)
    for command in (capacity, simulate, diff, report):
        group.command()(command)
    app.add_typer(group, name="plan")


def plan(  # noqa: PLR0913, PLR0917 - each is an option
    context: typer.Context,
    first: First = None,
    last: Last = None,
    network: NetworkPath = None,
    as_format: AsFormat = Format.TABLE,
    explain: Explain = False,  # noqa: FBT002 - typer makes a flag of it
) -> None:
    """Propose a plan for a period, from nothing; the plan that the desk keeps is not touched."""
    if context.invoked_subcommand:
        return
    found, rules, (start, end) = _asked(first, last, network)
    from comms.services.planning_reports import why
    from comms.services.slots import propose

    made = propose(found.calendars, found.network, rules, first=start, last=end, known=found)
    reasons = {one.slot: one for one in why(made, found, rules, first=start)} if explain else {}
    if as_format is Format.JSON:
        whole = (
            asdict(made)
            | {"gap": made.gap}
            | ({"explained": [asdict(one) for one in reasons.values()]} if explain else {})
        )
        print(json.dumps(whole, ensure_ascii=False, indent=1, default=str))
        return
    for slot in made.slots:
        line = f"{slot.day}  {slot.kind:<9}  {slot.occurrence or slot.event or slot.id}  {slot.initiative or ''}"
        print(f"{line.rstrip()}  {f'[{slot.channel}]' if slot.channel else ''}".rstrip())
        if slot.id in reasons:
            one = reasons[slot.id]
            print(f"            p {one.p:.2f}, its turn {one.turn:+.2f}")
            for word, rival in (("next", one.next), ("kept away", one.kept_away)):
                if rival:
                    rule = f", by the rule “{rival.bound_by.code}”" if rival.bound_by else ""
                    print(f"            {word}: {rival.initiative} (p {rival.p:.2f}, {-rival.short:+.2f}{rule})")
    for one_conflict in made.conflicts:
        print(f"conflict: {one_conflict.subject} on {one_conflict.day}: {one_conflict.reason.code}")
    print(f"{len(made.slots)} slots; {len(made.left_out)} left out (--format json tells why)")
    print(_quality(made.method, made.gap))


def _quality(method: str, gap: float | None) -> str:
    if gap is None:
        return f"{method}: nobody knows how far from the best plan this one is"
    return f"{method}: at most {gap:.2%} below the best possible plan"


def _asked(
    first: date | None, last: date | None, network: Path | None
) -> "tuple[Material, PlanRules, tuple[date, date]]":
    wiring.start()
    from comms.services.slots import material

    settings = wiring.config().settings
    start = first or wiring.today(settings.zone)
    end = last or start + timedelta(days=settings.plan.horizon_days)
    to_plan(start, end)
    found = material(wiring.calendars(), wiring.network(network), first=start, last=end)
    return found, settings.plan, (start, end)


def capacity(
    first: First = None, last: Last = None, network: NetworkPath = None, as_format: AsFormat = Format.TABLE
) -> None:
    """Say what the chosen posts a day can promise, and what more room would add."""
    found, rules, (start, end) = _asked(first, last, network)
    from comms.services.planning_reports import promise

    told = promise(found, rules, first=start, last=end)
    if as_format is Format.JSON:
        print(json.dumps(asdict(told), ensure_ascii=False, indent=1))
        return
    print(f"{told.features} features from {start} to {end}, for {told.matched} places with a match of {told.members}")
    print(f"reaches {told.reach:.0%} of them; each can count on {told.floor}")
    for more in told.more:
        print(f"{more.name}: {more.features:+d} features, reaches {more.reach:.0%}")


def simulate(
    first: First = None,
    years: Annotated[int, typer.Option(min=1, max=10, help="How many years to plan.")] = 5,
    network: NetworkPath = None,
    as_format: AsFormat = Format.TABLE,
) -> None:
    """Plan years one after the other, and say who is never told, why, and what would help."""
    wiring.start()
    from comms.services.planning_reports import simulate as simulated

    settings = wiring.config().settings
    start = first or wiring.today(settings.zone).replace(month=1, day=1)
    told = simulated(wiring.calendars(), wiring.network(network), settings.plan, first=start, years=years)
    if as_format is Format.JSON:
        print(json.dumps(asdict(told), ensure_ascii=False, indent=1))
        return
    print("year  features   places  ever told  Gini  mean p  broken rules  too early")
    for one in told.years:
        print(
            f"{one.year}  {one.features:>8}  {one.told:>7}  {one.ever_told:>9}  {one.gini:.2f}  {one.mean_p:>6.2f}"
            f"  {one.violations:>12}  {one.too_early:>9}"
        )
    for never in told.never:
        print(f"never told: {never.member}: {never.why.code}; {never.help}")


def diff(
    first: First = None,
    accept: Annotated[list[str] | None, typer.Option("--accept", metavar="ID", help="Accept this change.")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept every change.")] = False,  # noqa: FBT002
    as_format: AsFormat = Format.TABLE,
) -> None:
    """Say what a new plan would change in the one that stands; what somebody has worked on stays."""
    config = wiring.start()
    from comms.services.replanning import apply, replanned

    start = first or wiring.today(config.settings.zone)
    found = replanned(wiring.calendars(), wiring.network(), config.settings.plan, first=start)
    if as_format is Format.JSON:
        print(json.dumps([asdict(one) for one in found.changes], ensure_ascii=False, indent=1, default=str))
    else:
        for one in found.changes:
            told = [f"{slot.day} {slot.initiative or 'alone'}" if slot else "–" for slot in (one.old, one.new)]
            print(f"{one.change:<18}  {one.id}  {told[0]}  ->  {told[1]}{'  (forced)' if one.forced else ''}")
        print(f"{len(found.changes)} changes; {_quality(found.plan.method, found.plan.gap)}")
    chosen = [one for one in found.changes if accept_all or one.id in (accept or ())]
    if chosen:
        print(f"{apply(chosen, now=wiring.now())} accepted")


def report(
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")],
    first: First = None,
    last: Last = None,
    network: NetworkPath = None,
    lang: Language = None,
) -> None:
    """Write a report of the plan, with pictures and a table beside each, as one page of HTML."""
    language = language_of(lang, wiring.config().settings)
    found, rules, (start, end) = _asked(first, last, network)
    from comms.services.plan_report import write_report

    path = write_report(found, rules, wiring.template_folders(), out, first=start, last=end, language=language)
    print(path)
