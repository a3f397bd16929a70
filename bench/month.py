"""How long the month of the calendar takes the server, with 5,000 stories on three channels in that very month.

`python bench/month.py [STORIES]` makes a database in a folder of its own, asks for each view a few times, and prints
the best and the worst time, the processor's share of the best, and the number of questions to the database.
"""

import os
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

_REPOSITORY = Path(__file__).parents[1]
_TIMES = 5
_VIEWS = (
    "/calendar/2026/12/",
    "/calendar/2026/12/?channel=x&state=scheduled",
    "/calendar/2026/12/?tier=lead&theme=water",
    "/calendar/2026/12/list/",
    "/calendar/2026/week-50/",
)


def main(stories: int) -> None:
    """Fill a database, then measure each view."""
    site = Path(tempfile.mkdtemp(prefix="month-"))
    shutil.copy(_REPOSITORY / "config.yaml", site)
    os.environ["COMMS_CONFIG"] = str(site)
    os.environ["DJANGO_SETTINGS_MODULE"] = "comms.django.settings"
    try:
        (site / "var").mkdir()
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _fill(stories)
        _measure()
    finally:
        shutil.rmtree(site)


def _fill(stories: int) -> None:
    from comms.domain.posts import State
    from comms.store.models import Post, Slot

    now, first = datetime(2026, 11, 24, tzinfo=UTC), date(2026, 12, 1)
    states = list(State)
    slots = [
        Slot(
            id=f"s{number}",
            kind="day",
            day=first + timedelta(days=number % 31),
            occurrence="human-rights-2026",
            member="" if number % 3 else f"city-{number % 100}",
            initiative="" if number % 3 else f"work-{number % 100}",
            planned_at=now,
        )
        for number in range(stories)
    ]
    Slot.objects.bulk_create(slots)
    fact = {"text": "x" * 40, "field": "f", "source": "s" * 60, "confidence": "sourced", "needs_check": False}
    sentences = [{"text": "y" * 120, "facts": [fact] * 3}] * 5
    Post.objects.bulk_create(
        Post(
            key=f"{slot.id}:{channel}:en",
            slot=slot,
            channel=channel,
            account="noc",
            language="en",
            wording="plain",
            text="Today we stand for human rights. " * 15,
            day=slot.day,
            due_at=datetime(2026, 12, slot.day.day, 8, 30, tzinfo=UTC) + timedelta(minutes=number % 300),
            zone="Europe/Madrid",
            state=states[(number + place) % len(states)],
            sentences=sentences,
            drafted_at=now,
        )
        for number, slot in enumerate(slots)
        for place, channel in enumerate(("x", "linkedin", "website"))
    )
    print(f"{stories} stories, {Post.objects.count()} posts, all in December 2026")


def _measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from comms.services.people import make_account
    from comms.store.models import Person

    make_account("officer", role="officer", by="the desk", now=datetime(2026, 11, 24, tzinfo=UTC))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    for view in _VIEWS:
        took, worked = [], []
        for _ in range(_TIMES):
            begun, busy = perf_counter(), process_time()
            answer = client.get(view)
            took.append((perf_counter() - begun) * 1000)
            worked.append((process_time() - busy) * 1000)
        with CaptureQueriesContext(connection) as asked:
            client.get(view)
        times = f"{min(took):5.0f} to {max(took):5.0f} ms ({min(worked):4.0f} of processor)"
        told = f"{times}, {len(asked):3} questions, {len(answer.content) // 1024:5} kB"
        print(f"{view:50} {answer.status_code} {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
