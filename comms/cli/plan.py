"""The commands that plan who is featured when, and say how good the plan is."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comms import app as wiring
from comms.cli.options import AsFormat, First, Format, Language, Last, NetworkPath, language_of, to_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comms.domain.planning import Plan, PlanRules
    from comms.domain.reasons import Reason
    from comms.services.slots import Material

Occasion = Annotated[str, typer.Argument(metavar="DAY", help="The day with its year, as water-2027.")]
Work = Annotated[str, typer.Argument(metavar="INITIATIVE", help="The initiative, by its id.")]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="Whose decision it is: the account's user name.")]
Why = Annotated[str, typer.Option("--why", help="Why: everybody at the desk reads it.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say why each one was chosen, who was next, and what bound.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    group = typer.Typer(invoke_without_command=True, help="Propose a plan for a period, and say how good it is.")
    group.callback()(plan)
    for command in (capacity, simulate, diff, report, pin, exclude, unpin):
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
            print(f"            p {one.p:.2f}, its turn {one.turn:+.2f}{_pinned(slot.reasons)}")
            for word, rival in (("next", one.next), ("kept away", one.kept_away)):
                if rival:
                    rule = f", by the rule “{rival.bound_by.code}”" if rival.bound_by else ""
                    print(f"            {word}: {rival.initiative} (p {rival.p:.2f}, {-rival.short:+.2f}{rule})")
    _print_conflicts(made)
    print(f"{len(made.slots)} slots; {len(made.left_out)} left out (--format json tells why)")
    print(_quality(made.method, made.gap))


def _print_conflicts(made: "Plan") -> None:
    for one in made.conflicts:
        print(f"conflict: {one.subject} on {one.day}: {one.reason.code}")


def _pinned(reasons: "Iterable[Reason]") -> str:
    who = next((one.values["who"] for one in reasons if one.code == "editor pinned"), "")
    return f", pinned by {who}" if who else ""


def _quality(method: str, gap: float | None) -> str:
    if gap is None:
        return f"{method}: nobody knows how far from the best plan this one is"
    return f"{method}: at most {gap:.2%} below the best possible plan"


def _asked(
    first: date | None, last: date | None, network: Path | None
) -> "tuple[Material, PlanRules, tuple[date, date]]":
    wiring.start()
    from comms.services.blackouts import rules_of
    from comms.services.slots import material
    from comms.services.verdicts import decided_here

    settings = wiring.config().settings
    start = first or wiring.today(settings.zone)
    end = last or start + timedelta(days=settings.plan.horizon_days)
    to_plan(start, end)
    judged = None if network else decided_here()
    found = material(wiring.calendars(), wiring.network(network), first=start, last=end, judged=judged)
    rules = settings.plan if network else rules_of(wiring.config())
    return found, rules, (start, end)


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
    from comms.services.blackouts import rules_of
    from comms.services.planning_reports import simulate as simulated
    from comms.services.verdicts import decided_here

    settings = wiring.config().settings
    start = first or wiring.today(settings.zone).replace(month=1, day=1)
    judged = None if network else decided_here()
    rules = settings.plan if network else rules_of(wiring.config())
    told = simulated(wiring.calendars(), wiring.network(network), rules, first=start, years=years, judged=judged)
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
    from comms.services.blackouts import rules_of
    from comms.services.replanning import apply, replanned

    start = first or wiring.today(config.settings.zone)
    found = replanned(wiring.calendars(), wiring.network(), rules_of(config), first=start)
    if as_format is Format.JSON:
        print(json.dumps([asdict(one) for one in found.changes], ensure_ascii=False, indent=1, default=str))
    else:
        for one in found.changes:
            told = [f"{slot.day} {slot.initiative or 'alone'}" if slot else "–" for slot in (one.old, one.new)]
            print(f"{one.change:<18}  {one.id}  {told[0]}  ->  {told[1]}{'  (forced)' if one.forced else ''}")
        _print_conflicts(found.plan)
        print(f"{len(found.changes)} changes; {_quality(found.plan.method, found.plan.gap)}")
    chosen = [one for one in found.changes if accept_all or one.id in (accept or ())]
    if chosen:
        print(f"{apply(chosen, now=wiring.now())} accepted")


def pin(occurrence: Occasion, initiative: Work, by: Who, why: Why) -> None:
    """Pin an initiative to a day: the next plan tells it there, wherever no hard rule forbids it."""
    _choose("pin", occurrence, initiative, by, why)


def exclude(occurrence: Occasion, initiative: Work, by: Who, why: Why) -> None:
    """Exclude an initiative from a day: the next plan does not tell it there."""
    _choose("reject", occurrence, initiative, by, why)


def _choose(kind: Literal["pin", "reject"], occurrence: str, initiative: str, by: str, why: str) -> None:
    wiring.start()
    from comms.cli.run import bring_up_to_date
    from comms.services.pinning import choose, person_called

    bring_up_to_date()
    choose(
        kind,
        occurrence,
        initiative,
        calendars=wiring.calendars(),
        network=wiring.network(),
        why=why,
        by=person_called(by),
        now=wiring.now(),
    )
    print(f"{occurrence} {initiative}: comms plan diff says what it changes")


def unpin(occurrence: Occasion, initiative: Work, by: Who, why: Why) -> None:
    """Take back what was pinned or excluded."""
    wiring.start()
    from comms.cli.run import bring_up_to_date
    from comms.services.pinning import person_called
    from comms.services.pinning import unpin as take_back

    bring_up_to_date()
    take_back(occurrence, initiative, why=why, by=person_called(by), now=wiring.now())
    print(f"{occurrence} {initiative}: comms plan diff says what it changes")


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
