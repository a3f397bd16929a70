"""The main job and the desk."""

import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from comms import app as wiring
from comms.cli.steady_memory import keep_memory_steady
from comms.config import Config
from comms.errors import CommsError
from comms.services.rehearsing import is_rehearsal

if TYPE_CHECKING:
    from comms.services.main_job import Done

Port = Annotated[int | None, typer.Option("--port", min=1, max=65_535, help="Where the desk listens.")]
Rehearse = Annotated[
    bool, typer.Option("--rehearse", help="Speak on every kind of channel, each to a stand-in on this machine.")
]
LoseAnswers = Annotated[
    bool, typer.Option("--lose-answers", help="In a rehearsal: let each stand-in lose an answer in each way.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("run")(run)
    app.command("serve")(serve)
    app.command("migrate")(migrate)
    app.command("refresh")(refresh)


def migrate() -> None:
    """Bring the database to this version."""
    wiring.start()
    bring_up_to_date()


def bring_up_to_date() -> None:
    """Bring the database to this version, without a word."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    wiring.events_were_imported()


def refresh() -> None:
    """Ask the calendars that the site follows, and write the feeds that differ; the open desk does it by itself."""
    config = wiring.start()
    from comms.engine.refresh import refresh as refresh_site

    refresh_site(config)


def serve(
    port: Port = None,
    rehearse: Rehearse = False,  # noqa: FBT002 - a flag
    lose_answers: LoseAnswers = False,  # noqa: FBT002 - a flag
) -> None:
    """Open the desk and run the clock until stopped."""
    keep_memory_steady()
    _fits_together(rehearse=rehearse, lose_answers=lose_answers)
    with wiring.raise_curtain(lose_answers=lose_answers) if rehearse else nullcontext():
        config = wiring.start(port)
        wiring.channels(config)
        from comms.cli.serve import serve as open_desk
        from comms.services.channel_changes import follow_channels

        follow_channels(config, wiring.now())
        open_desk(config, port)


def _fits_together(*, rehearse: bool, lose_answers: bool) -> None:
    if lose_answers and not rehearse:
        message = "--lose-answers belongs to a rehearsal; give --rehearse too"
        raise CommsError(message)


def run(
    port: Port = None,
    headless: Annotated[bool, typer.Option("--headless", help="Do all but open the desk.")] = False,  # noqa: FBT002 - a flag
    rehearse: Rehearse = False,  # noqa: FBT002 - a flag
    lose_answers: LoseAnswers = False,  # noqa: FBT002 - a flag
) -> None:
    """Do the main job, say what was done, and open the desk."""
    _fits_together(rehearse=rehearse, lose_answers=lose_answers)
    if rehearse:
        wiring.rehearse()
    config = wiring.start(port)
    wiring.channels(config)
    from comms.cli import serve as serving

    if not headless:
        serving.check_free(*serving.address(config, port))
    bring_up_to_date()
    from comms.services.main_job import counted_again, do_main_job

    wiring.outbox(config).mkdir(parents=True, exist_ok=True)
    done = do_main_job(wiring.desk(), wiring.template_folders(), now=wiring.now())
    demo = _demo(config) if config.settings.mode == "demo" else []
    # The demo plans a story of its own: what is told is what stands in the end.
    for line in (*_told(counted_again(done), config), *demo):
        print(line)
    if headless:
        return
    host, chosen = serving.address(config, port)
    print(f"\nThe desk is open at http://{host}:{chosen}/  (stop it with Ctrl-C)", flush=True)
    options = {"--rehearse": rehearse, "--lose-answers": lose_answers}
    serving.become_server(port, *(option for option, wanted in options.items() if wanted))


def _told(done: "Done", config: Config) -> list[str]:
    """Return what was done, a line a step."""
    loaded, feeds, edition = done.loaded, done.feeds, done.edition
    lines = [
        f"network     {loaded.new} new, {loaded.changed} changed, {loaded.same} unchanged places and initiatives",
        f"calendar    {len(done.coming)} occurrences in 12 months, listed in {_short(config.var / 'calendar')}",
        f"plan        {done.slots} slots ({done.new_slots} new), {done.featured} places featured",
        f"drafts      {done.posts} posts ({done.new_posts} new) for {config.settings.plan.draft_days} days",
        f"feeds       {feeds.written} written, {feeds.unchanged} unchanged in {_short(config.var / 'feeds')}",
        f"pages       {done.pages.written} written, {done.pages.unchanged} unchanged in {_short(config.var / 'pages')}",
        f"newsletter  edition {edition.month} in {_short(edition.folder)}",
        _where(config),
    ]
    return lines + [f"to look at  {problem}" for problem in (*done.problems, *feeds.findings)]


def _where(config: Config) -> str:
    """Return where what was published is found."""
    if is_rehearsal(config.site):
        return f"rehearsal   what the stand-ins make public, until the desk is stopped: {_short(config.site / 'live')}"
    return f"outbox      what the pretend channels would have sent: {_short(wiring.outbox(config))}"


def _short(path: Path) -> str:
    """Return *path* as a person in the working folder would type it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _demo(config: Config) -> list[str]:
    """Make what a newcomer needs, and return what to say of it; passwords are shown once."""
    from comms.services.demo import plan_minutes_ahead
    from comms.services.people import make_demo_accounts

    made = make_demo_accounts(now=wiring.now())
    command = _short(Path(sys.executable).with_name("comms"))
    if is_rehearsal(config.site):
        command = f"COMMS_CONFIG={_short(config.site)} {command}"
    lines = [f"account     {username} / {password}  (shown once)" for username, password in made.items()]
    lines.append(f"forgotten?  {command} password coordinator  makes a new password")
    waiting = plan_minutes_ahead(wiring.desk(), now=wiring.now())
    if waiting:
        hour = _when(waiting[0].due_at, config)
        lines.append(f"try it      {len(waiting)} posts wait for approval as coordinator, the first for {hour}")
    return lines


def _when(instant: datetime | None, config: Config) -> str:
    zone = config.settings.zone
    return f"{instant.astimezone(ZoneInfo(zone)):%H:%M} ({zone})" if instant else "an hour to be chosen"
