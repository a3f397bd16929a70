"""A burst of posts that are due in the same minute, and posts that are due one by one, beside plain APScheduler jobs.

`python bench/publishing.py [POSTS [LATENCY]]` prints a table. Both sides hand the same messages to the same channels in
memory, each in a process of its own. Ours claims, checks and settles every post in SQLite; the plain jobs only send.
Three cases. A burst with the channels' paces lifted, since no channel of the real world takes a thousand posts in a
minute: it shows what the engine can do. The same burst with the paces as they are, watched for a little more than a
minute: what is promised is that each post is handed over as soon as its channel's pace lets it, and none sooner; what a
pace holds back is more than that channel takes. And posts that are due one by one. How many requests a channel is asked
at once is as in CHANNEL_RULES each time. "Beyond the paces" is counted to the second.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from comms import app
from comms.domain.channels import CHANNEL_RULES
from comms.domain.message import Dispatch, Message, Receipt

POSTS, LATENCY, IDLE_POSTS, IDLE_SECONDS = 1_000, 0.3, 60, 60
WATCHED, A_SECOND = 75, timedelta(seconds=1)
_SERVERS = {"mastodon", "wordpress", "drupal"}
_SITE = """
organisation: {name: {en: Network}, acronym: {en: N}, page: "https://network.example.org"}
languages: [en]
channels:
"""


class Memory:
    """A channel that takes *latency* seconds, and remembers when it was asked for what."""

    proves_absence = withdraws = True

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.asked: list[tuple[str, datetime]] = []
        self.lock = threading.Lock()

    def publish(self, dispatch: Dispatch) -> Receipt:
        """Remember the request, and answer late."""
        with self.lock:
            self.asked.append((dispatch.message.key, app.now()))
        time.sleep(self.latency)
        return Receipt(dispatch.message.key, "https://channel.example/1")

    def find(self, _dispatch: Dispatch) -> None:
        """Find nothing."""

    def withdraw(self, _receipt: Receipt) -> None:
        """Take back nothing."""

    def check(self) -> str:
        """Speak for nobody."""
        return "memory"


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _wait(is_done: Callable[[], bool], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not is_done() and time.monotonic() < end:
        time.sleep(0.02)


def _figures(channels: dict[str, Memory], due: dict[str, datetime], before: float) -> dict[str, float]:
    asked = [one for channel in channels.values() for one in channel.asked]
    late = sorted((at - due[key]).total_seconds() for key, at in asked)
    cuts = quantiles(late, n=100) if len(late) > 1 else [0.0] * 99
    return {
        "sent": len(asked),
        "copies": len({key for key, _ in asked}),
        "last": round(late[-1] if late else 0, 2),
        "p50": round(cuts[49], 3),
        "p99": round(cuts[98], 3),
        "megabytes": round(_megabytes() - before, 1),
    }


def _as_paced(channels: dict[str, Memory], begin: datetime) -> dict[str, float]:
    """Return how many requests came in the first minute, and how many came sooner than the paces allow."""
    first = sum(at <= begin + timedelta(minutes=1) for one in channels.values() for _, at in one.asked)
    return {"minute": first, "beyond": sum(_beyond(kind, one) for kind, one in channels.items())}


def _beyond(kind: str, channel: Memory) -> int:
    pace, at = CHANNEL_RULES[kind].pace, sorted(at for _, at in channel.asked)
    if pace is None:
        return 0
    pairs = zip(at, at[pace.messages :], strict=False)
    return sum(later - earlier < pace.within - A_SECOND for earlier, later in pairs)


def _allowed(posts: int, within: timedelta) -> int:
    """Return how many of *posts*, spread over all channels, their paces let go in a time."""
    kinds = list(CHANNEL_RULES)
    shares = {kind: len(range(one, posts, len(kinds))) for one, kind in enumerate(kinds)}
    paces = {kind: CHANNEL_RULES[kind].pace for kind in kinds}
    most = {kind: pace.messages * (within // pace.within + 1) for kind, pace in paces.items() if pace}
    return sum(min(share, most.get(kind, share)) for kind, share in shares.items())


def _rows(due: list[datetime]) -> dict[str, datetime]:
    """Fill an empty site with approved posts, one for each hour in *due*, over all channels in turn."""
    from django.core.management import call_command

    from comms.domain.message import fingerprint
    from comms.domain.posts import State
    from comms.services.messages import message_of
    from comms.store.models import Approval, Person, Post, Slot

    call_command("migrate", verbosity=0)
    person = Person.objects.create_user("coordinator")
    day = app.today("Etc/UTC")
    slot = Slot.objects.create(id="day:told", kind="day", day=day, occurrence="day", planned_at=app.now())
    posts = [_post(slot, number, at, day) for number, at in enumerate(due)]
    Post.objects.bulk_create([Post(**fields, state=State.SCHEDULED) for fields in posts])
    Approval.objects.bulk_create(
        Approval(post=post, fingerprint=fingerprint(message_of(post)), message={}, by=person, at=app.now())
        for post in Post.objects.all()
    )
    return {str(post["key"]): at for post, at in zip(posts, due, strict=True)}


def _post(slot: object, number: int, due_at: datetime, day: date) -> dict[str, object]:
    return {
        "slot": slot,
        "key": f"post-{number}",
        "channel": list(CHANNEL_RULES)[number % len(CHANNEL_RULES)],
        "language": "en",
        "text": f"Post {number}: today is Human Rights Day. #HumanRightsDay",
        "day": day,
        "due_at": due_at,
        "zone": "Etc/UTC",
        "drafted_at": due_at,
    }


def ours(due: list[datetime], latency: float, *, paced: bool) -> dict[str, float]:
    """Send with the desk's own clock and senders."""
    config = app.start()
    due_by_key = _rows(due)
    from comms.engine import senders as engine
    from comms.engine.clock import Clock
    from comms.services import going

    if not paced:
        engine.CHANNEL_RULES = {kind: replace(rules, pace=None) for kind, rules in CHANNEL_RULES.items()}
        going.CHANNEL_RULES = engine.CHANNEL_RULES
    channels = {kind: Memory(latency) for kind in CHANNEL_RULES}
    before = _megabytes()
    senders = engine.Senders(config, channels, app.now)
    clock = Clock(senders.wake, seconds=config.settings.publishing.tick_seconds)
    clock.start()
    _wait(lambda: sum(len(one.asked) for one in channels.values()) >= len(due), *_patience(due, paced=paced))
    clock.stop()
    senders.stop()
    from comms.store.models import Post

    figures = _figures(channels, due_by_key, before) | (_as_paced(channels, due[0]) if paced else {})
    return figures | {"published": Post.objects.filter(state="published").count()}


def _patience(due: list[datetime], *, paced: bool) -> list[float]:
    return [(due[0] - app.now()).total_seconds() + WATCHED] if paced else []


def plain(due: list[datetime], latency: float, *, paced: bool) -> dict[str, float]:
    """Send with one job a post, as APScheduler's guide shows; no job is dropped for being late."""
    channels = {kind: Memory(latency) for kind in CHANNEL_RULES}
    messages = [
        Message(f"post-{n}", list(channels)[n % len(channels)], "", "en", at.date(), "") for n, at in enumerate(due)
    ]
    before = _megabytes()
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(10)},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start()
    for message, at in zip(messages, due, strict=True):
        scheduler.add_job(channels[message.channel].publish, "date", run_date=at, args=[Dispatch(message, at)])
    _wait(lambda: sum(len(one.asked) for one in channels.values()) >= len(due), *_patience(due, paced=paced))
    scheduler.shutdown(wait=True)
    figures = _figures(channels, {message.key: at for message, at in zip(messages, due, strict=True)}, before)
    return figures | (_as_paced(channels, due[0]) if paced else {})


def _side(name: str, case: str, posts: int, latency: float) -> None:
    begin = app.now() + timedelta(seconds=4)
    due = (
        [begin] * posts
        if case != "idle"
        else [
            begin + timedelta(seconds=one * IDLE_SECONDS / IDLE_POSTS + (one * 0.37) % 1) for one in range(IDLE_POSTS)
        ]
    )
    print(json.dumps({"ours": ours, "plain": plain}[name](due, latency, paced=case == "paced")))


def _run(name: str, case: str, posts: int, latency: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        channels = "".join(f'  - {{id: {kind}, kind: {kind}, at: "09:30"}}\n' for kind in CHANNEL_RULES)
        Path(folder, "config.yaml").write_text(_SITE + channels, encoding="utf-8")
        done = subprocess.run(  # noqa: S603 - itself
            [sys.executable, __file__, name, case, str(posts), str(latency)],
            env=os.environ | {"COMMS_CONFIG": folder},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def main(posts: int, latency: float) -> None:
    """Print the table."""
    print(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors\n")
    print(f"{'':38}{'ours':>10}{'plain':>10}{'ratio':>8}")
    minute, all_told = (_allowed(posts, timedelta(seconds=seconds)) for seconds in (59, WATCHED))
    for case, title in (
        ("burst", f"{posts} due at once, {latency} s a request, paces lifted"),
        ("paced", f"the same with the paces: they let {minute} go in a minute, {all_told} in {WATCHED} s"),
        ("idle", "60 due over a minute"),
    ):
        print(title)
        left, right = (_run(name, case, posts, latency) for name in ("ours", "plain"))
        for name, unit in (
            ("sent", "requests"), ("copies", "posts sent"), ("published", "shown as published"),
            ("minute", "requests in the first minute"), ("beyond", "requests beyond the paces"),
            ("last", "last request after, s"), ("p50", "lateness p50, s"), ("p99", "lateness p99, s"),
            ("megabytes", "more memory, MB"),
        ):  # fmt: skip
            a, b = left.get(name), right.get(name)
            if a is None and b is None:
                continue
            ratio = f"{a / b:8.2f}" if a is not None and b else f"{'–':>8}"
            print(f"  {unit:36}{a if a is not None else '–':>10}{b if b is not None else '–':>10}{ratio}")
    print(f"\nload after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["plain"]):
        _side(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else POSTS, float(sys.argv[2]) if sys.argv[2:] else LATENCY)
