"""Calendar programs subscribe to a feed of ours: all events, the right days, one changed, one cancelled, one gone."""

import base64
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from tests.clients.conftest import HERE, after_the_change, entries, not_run, python_tool, said

pytestmark = pytest.mark.slow
ZONES = ("Pacific/Kiritimati", "Pacific/Niue")


def titles(told):
    return sorted(" ".join(entry.summary.split()) for entry in told)


def shown_as(told):
    """Return what a program is to show of entries: each once, from its start to its end, with its status."""
    found = []
    for entry in told:
        days = f"{entry.first:%Y%m%d}", f"{entry.last + timedelta(days=1):%Y%m%d}"
        start, end = (f"{hour:%Y%m%dT%H%M%SZ}" for hour in entry.hours) if entry.hours else days
        found.append({"title": " ".join(entry.summary.split()), "start": start, "end": end, "status": entry.status})
    return by_title(found)


def by_title(shown):
    return sorted(shown, key=lambda one: one["title"])


def days_of(shown, title):
    """Return how many days a program shows for an event of whole days."""
    (one,) = [one for one in shown if one["title"] == title]
    return (date.fromisoformat(one["end"]) - date.fromisoformat(one["start"])).days


def changes(before, after):
    """Return the titles that are new and those that went; events that differ in anything else are both."""
    was, now = ({tuple(sorted(one.items())) for one in shown} for shown in (before, after))
    return sorted(dict(one)["title"] for one in now - was), sorted(dict(one)["title"] for one in was - now)


CHANGED = (["CANCELLED: cancelled", "new name"], ["cancelled", "deleted", "renamed"])


class Khal:
    """A khal that shows the events of *folder*, in a zone."""

    def __init__(self, folder, zone, tmp_path):
        self._command, self._config = python_tool("khal"), tmp_path / "khal.conf"
        self._environment = {**os.environ, "TZ": zone, "HOME": str(tmp_path)}
        self._config.write_text(
            f"[calendars]\n[[un]]\npath = {folder}\n[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
            "longdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {tmp_path}/khal.db\n"
        )

    def _said(self, *arguments):
        return said([self._command, "-c", self._config, *arguments], env=self._environment)

    def takes(self, path):
        self._said("import", "--batch", "-a", "un", path)

    def on(self, first, last, once=()):
        """Return a line for each day of each event, or for each event, with its first and last day."""
        form = ["--format", "{start-date-long} {end-date-long} {status}{title}", "--day-format", ""]
        listed = self._said("list", *once, *form, first, last)
        return sorted(line.strip() for line in listed.splitlines() if line.strip())

    def all(self):
        return self.on("2026-11-01", "2028-03-31", ["--once"])


@pytest.mark.parametrize("zone", ZONES)
def test_khal_shows_each_day_on_its_date_in_every_zone(versions, tmp_path, zone):
    (tmp_path / "un").mkdir()
    khal = Khal(tmp_path / "un", zone, tmp_path)

    khal.takes(versions[0])

    days = [line for line in khal.on("2026-11-01", "2026-12-31") if line.endswith("sixteen")]
    assert days == ["2026-11-25 2026-12-10 CONFIRMED sixteen"] * 16
    assert khal.on("2027-06-01", "2027-06-30") == ["2027-06-05 2027-06-05 CONFIRMED environment"]
    assert khal.on("2028-02-01", "2028-03-31") == ["2028-02-29 2028-02-29 CONFIRMED leap"]


@pytest.mark.parametrize("zone", ZONES)
def test_khal_beside_vdirsyncer_sees_one_changed_one_cancelled_one_gone_and_nothing_twice(served, tmp_path, zone):
    address, _, publish_after = served
    synced = mirror(address, tmp_path)
    khal = Khal(tmp_path / "here", zone, tmp_path)
    synced()
    before = khal.all()

    publish_after()
    synced()

    after = khal.all()
    assert (len(before), len(after)) == (len(entries()), len(after_the_change()))
    assert sorted(set(before) - set(after)) == [
        "2026-12-12 2026-12-12 CONFIRMED renamed",
        "2026-12-13 2026-12-13 CONFIRMED cancelled",
        "2026-12-14 2026-12-14 CONFIRMED deleted",
    ]
    assert sorted(set(after) - set(before)) == [
        "2026-12-12 2026-12-12 CONFIRMED new name",
        "2026-12-13 2026-12-13 CANCELLED CANCELLED: cancelled",
    ]


def mirror(address, tmp_path):
    """Return a way to let vdirsyncer copy the feed into the folder "here"; it returns the items by their title."""
    vdirsyncer, config = python_tool("vdirsyncer"), tmp_path / "vdir.conf"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status/"\n'
        '[pair un]\na = "there"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n'
        f'[storage there]\ntype = "http"\nurl = "{address}"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/here/"\nfileext = ".ics"\n'
    )
    (tmp_path / "here").mkdir()

    def synced():
        subprocess.run([vdirsyncer, "-c", config, "discover"], input=b"y\n" * 5, capture_output=True, check=False)
        said([vdirsyncer, "-c", config, "sync"])
        # It gives each event of a web calendar an identifier of its own; only titles tell them apart.
        items = [icalendar.Calendar.from_ical(path.read_bytes()) for path in (tmp_path / "here").glob("*.ics")]
        events = [event for item in items for event in item.walk("VEVENT")]
        assert len(events) == len(items) == len({str(event["SUMMARY"]) for event in events})
        return {str(event["SUMMARY"]): event for event in events}

    return synced


def test_vdirsyncer_copies_each_event_and_then_only_what_changed(served, tmp_path):
    address, _, publish_after = served
    synced = mirror(address, tmp_path)

    before = synced()
    publish_after()
    after = synced()

    assert (sorted(before), sorted(after)) == (titles(entries()), titles(after_the_change()))
    assert (sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())) == CHANGED
    assert str(after["CANCELLED: cancelled"]["STATUS"]) == "CANCELLED"
    assert {name: after[name] == before[name] for name in before.keys() & after.keys()} == dict.fromkeys(
        before.keys() & after.keys(), True
    )


def asked_three_times(command, environment, log, publish_after):
    """Let a program subscribe, ask again, and ask again after the change.

    Return what it shows before and after it, and what it was answered until then.
    """
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:

        def again():
            asked.stdin.write("again\n")
            asked.stdin.flush()
            return json.loads(asked.stdout.readline() or "[]")

        before = json.loads(asked.stdout.readline() or "[]")
        again()
        statuses = [status for method, status, _ in log if method == "GET"]
        publish_after()
        after = again()
        asked.stdin.close()
        asked.wait(timeout=60)
    return before, after, statuses


@pytest.mark.parametrize("zone", ZONES)
def test_evolution_data_server_shows_all_and_asks_only_whether_it_changed(served, tmp_path, zone):
    probe = "import gi; gi.require_version('ECal', '2.0')"
    there = subprocess.run(["/usr/bin/python3", "-c", probe], capture_output=True, check=False).returncode == 0
    if not (there and shutil.which("dbus-run-session")):
        not_run("Evolution Data Server")
    address, log, publish_after = served
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "TZ": zone}
    environment |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = ["dbus-run-session", "--", "/usr/bin/python3", HERE / "ask_evolution.py", address]

    before, after, statuses = asked_three_times(command, environment, log, publish_after)

    assert by_title(before) == shown_as(entries())
    assert days_of(before, "sixteen") == 16
    assert statuses[:2] == [200, 304]
    assert by_title(after) == shown_as(after_the_change())
    assert changes(before, after) == CHANGED


@pytest.mark.parametrize("zone", ZONES)
def test_thunderbird_shows_all_and_asks_only_whether_it_changed(served, tmp_path, zone):
    if not shutil.which("thunderbird"):
        not_run("Thunderbird")
    python = Path(python_tool("python"))
    if subprocess.run([python, "-c", "import marionette_driver"], capture_output=True, check=False).returncode:
        not_run("marionette_driver (PyPI)")
    address, log, publish_after = served
    (tmp_path / "profile").mkdir()
    environment = {**os.environ, "HOME": str(tmp_path), "TZ": zone}
    command = [python, HERE / "ask_thunderbird.py", address, tmp_path / "profile"]

    before, after, statuses = asked_three_times(command, environment, log, publish_after)

    assert by_title(before) == shown_as(entries())
    assert days_of(before, "sixteen") == 16
    assert (statuses[0], statuses[-1]) == (200, 304)
    assert by_title(after) == shown_as(after_the_change())
    assert changes(before, after) == CHANGED


@contextmanager
def radicale_of(folder):
    """Run a Radicale that keeps its collections in *folder*; yield a way to ask it."""
    command = python_tool("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{probe.getsockname()[1]}"
    options = ["--server-hosts", where, "--auth-type", "none", "--storage-filesystem-folder", folder]
    headers = {"Authorization": "Basic " + base64.b64encode(b"city:").decode(), "Depth": "1"}

    def ask(method, path, body=None):
        connection = http.client.HTTPConnection(where, timeout=30)
        connection.request(method, path, body, headers | {"Content-Type": "text/calendar; charset=utf-8"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    with subprocess.Popen([command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                try:
                    ask("GET", "/")
                    break
                except ConnectionRefusedError:
                    time.sleep(0.1)
            yield ask
        finally:
            server.terminate()


def test_radicale_takes_a_feed_as_a_collection_with_an_item_an_event(versions, tmp_path):
    told = []
    with radicale_of(tmp_path / "collections") as ask:
        for path in versions:
            status, _ = ask("PUT", "/city/un/", path.read_bytes())
            _, listed = ask("PROPFIND", "/city/un/")
            _, octets = ask("GET", "/city/un/")
            events = icalendar.Calendar.from_ical(octets).walk("VEVENT")
            items = set(re.findall(rb"<href>(/city/un/[^<]+)</href>", listed))
            told.append((status, len(items), {str(event["UID"]): event for event in events}))

    (_, items_before, before), (_, items_after, after) = told
    assert [status for status, *_ in told] == [201, 201]
    assert (items_before, items_after) == (len(before), len(after))
    assert sorted(str(event["SUMMARY"]) for event in before.values()) == titles(entries())
    assert sorted(str(event["SUMMARY"]) for event in after.values()) == titles(after_the_change())
    assert [uid.partition("@")[0] for uid in before.keys() - after.keys()] == ["deleted"]
    changed = sorted(uid.partition("@")[0] for uid in after if after[uid] != before[uid])
    assert changed == ["cancelled", "renamed"]
    assert [event["STATUS"] for event in after.values() if event["SUMMARY"] == "CANCELLED: cancelled"] == ["CANCELLED"]
