"""A database that is locked, or gone, while a post is sent: nothing is lost, nothing goes out twice."""

import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, connections

from comms import app
from comms.domain.posts import State
from comms.domain.sending import LEASE
from comms.engine.senders import Senders
from comms.services import publish, unconfirmed
from comms.store.models import Delivery, Post
from tests.fakes import FakeChannel
from tests.killing.prepare import noon
from tests.rows import a_coordinator, an_approved_post, the_config

pytestmark = pytest.mark.usefixtures("committed")
STEPS = ("before claim", "before request", "before settle")


def the_file():
    return Path(connection.settings_dict["NAME"])


@contextmanager
def locked():
    """Hold the database as another program would: nobody else writes."""
    other = sqlite3.connect(the_file(), isolation_level=None, timeout=20)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def gone():
    """Take the database away, as a disk that is not there: nobody can open it."""
    files = [path for end in ("", "-wal", "-shm") if (path := Path(f"{the_file()}{end}")).exists()]
    for path in files:
        path.rename(f"{path}.away")
    the_file().mkdir()
    try:
        yield
    finally:
        the_file().rmdir()
        for path in files:
            Path(f"{path}.away").rename(path)


class Breaking(FakeChannel):
    """A channel that, the first time, takes the database away before or after it makes the copy."""

    def __init__(self, step, away):
        super().__init__()
        self.step, self.away = step, away

    def publish(self, dispatch):
        self._now("before request")
        receipt = super().publish(dispatch)
        self._now("before settle")
        return receipt

    def _now(self, step):
        if self.step == step:
            self.step = ""
            self.away()


def for_a_while(away, seconds):
    """Take the database away in a thread of its own; return once it is away."""
    begun = threading.Event()

    def hold():
        with away():
            begun.set()
            time.sleep(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait(20)
    return thread


def due_posts(number):
    now = app.now()
    zone = noon(now)
    coordinator = a_coordinator()
    for one in range(number):
        an_approved_post(coordinator, key=f"post-{one}", text=f"Post {one}", due_at=now, day=app.today(zone), zone=zone)


@pytest.fixture
def impatient(monkeypatch):
    """Let connections wait for a lock only so long."""

    def set_to(seconds):
        monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "timeout", seconds)
        connection.close()

    yield set_to
    connection.close()


@pytest.mark.parametrize("away", [locked, gone])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("seconds", "patience"), [(1.5, 0.3), pytest.param(20, 5, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_post_goes_out_once_while_the_database_is_away(away, step, seconds, patience, impatient):
    due_posts(3)
    impatient(patience)
    threads = []
    channel = Breaking(step, lambda: threads.append(for_a_while(away, seconds)))
    senders = Senders(the_config(), {"x": channel}, app.now)
    connection.close()
    if step == "before claim":
        threads.append(for_a_while(away, seconds))

    end = time.monotonic() + seconds + 40
    while time.monotonic() < end:
        with suppress(DatabaseError):
            senders.wake()
            if set(Post.objects.values_list("state", flat=True)) == {State.PUBLISHED}:
                break
        connection.close()
        time.sleep(0.1)
    senders.stop()
    for thread in threads:
        thread.join()

    assert list(Post.objects.values_list("state", flat=True)) == [State.PUBLISHED] * 3
    assert (channel.accepted, len(channel.live), Delivery.objects.count()) == (3, 3, 3)


def test_answer_that_cannot_be_written_at_all_is_looked_for(impatient, monkeypatch):
    monkeypatch.setattr(publish, "_WRITE_AGAIN_AFTER", (0.0,))
    due_posts(1)
    impatient(0.1)
    threads = []
    channel = Breaking("before settle", lambda: threads.append(for_a_while(locked, 1.5)))

    with pytest.raises(OperationalError, match="database is locked"):
        publish.send_due(the_config(), {"x": channel}, app.now)
    threads[0].join()
    left = Post.objects.get().state
    later = app.now() + LEASE + timedelta(seconds=1)
    unconfirmed.recover({"x": channel}, later)

    assert (left, Post.objects.get().state) == (State.SENDING, State.PUBLISHED)
    assert channel.accepted == 1
