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
from pathlib import Path

import icalendar
import pytest

from tests.clients.conftest import HERE, after_the_change, entries, not_run, python_tool, said

pytestmark = pytest.mark.slow
ZONES = ("Pacific/Kiritimati", "Pacific/Niue")


def titles(told):
    return sorted(" ".join(entry.summary.split()) for entry in told)


@pytest.mark.parametrize("zone", ZONES)
def test_khal_shows_each_day_on_its_date_in_every_zone(versions, tmp_path, zone):
    khal = python_tool("khal")
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[un]]\npath = {tmp_path}/un\n[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    (tmp_path / "un").mkdir()
    environment = {**os.environ, "TZ": zone, "HOME": str(tmp_path)}
    for path in versions:
        said([khal, "-c", config, "import", "--batch", "-a", "un", path], env=environment)
    form = ["--format", "{start-date} {title}", "--day-format", ""]

    def on(first, last):
        listed = said([khal, "-c", config, "list", *form, first, last], env=environment)
        return [line.strip() for line in listed.splitlines() if line.strip()]

    days = on("2026-11-25", "2026-12-10")
    assert on("2027-06-05", "2027-06-06") == ["2027-06-05 environment"]
    assert on("2028-02-29", "2028-03-01") == ["2028-02-29 leap"]
    assert sum(line.endswith("sixteen") for line in days) == 16
    assert any("new name" in line for line in on("2026-12-12", "2026-12-13"))


def test_vdirsyncer_copies_each_event_and_then_only_what_changed(served, tmp_path):
    vdirsyncer = python_tool("vdirsyncer")
    address, _, publish_after = served
    config = tmp_path / "vdir.conf"
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
        return {str(event["SUMMARY"]): event for event in events if len(events) == len(items)}

    before = synced()
    publish_after()
    after = synced()

    assert sorted(before) == titles(entries())
    assert sorted(before.keys() - after.keys()) == ["cancelled", "deleted", "renamed"]
    assert sorted(after.keys() - before.keys()) == ["CANCELLED: cancelled", "new name"]
    assert str(after["CANCELLED: cancelled"]["STATUS"]) == "CANCELLED"
    assert {name: after[name] == before[name] for name in before.keys() & after.keys()} == dict.fromkeys(
        before.keys() & after.keys(), True
    )


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
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:
        before = json.loads(asked.stdout.readline() or "[]")
        asked.stdin.write("again\n")
        asked.stdin.flush()
        json.loads(asked.stdout.readline() or "[]")
        statuses = [status for method, status, _ in log if method == "GET"]
        publish_after()
        asked.stdin.write("again\n")
        asked.stdin.flush()
        after = json.loads(asked.stdout.readline() or "[]")
        asked.stdin.close()
        asked.wait(timeout=30)

    assert sorted(one["title"] for one in before) == titles(entries())
    assert [one["start"] for one in before if one["title"] == "environment"] == ["20270605"]
    assert statuses[:2] == [200, 304]
    assert sorted(one["title"] for one in after) == titles(after_the_change())


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
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asked:
        before = json.loads(asked.stdout.readline() or "[]")
        asked.stdin.write("again\n")
        asked.stdin.flush()
        json.loads(asked.stdout.readline() or "[]")
        statuses = [status for method, status, _ in log if method == "GET"]
        publish_after()
        asked.stdin.write("again\n")
        asked.stdin.flush()
        after = json.loads(asked.stdout.readline() or "[]")
        asked.stdin.close()
        asked.wait(timeout=60)

    assert sorted(one["title"] for one in before) == titles(entries())
    assert [one["start"] for one in before if one["title"] == "environment"] == ["20270605"]
    assert (statuses[0], statuses[-1]) == (200, 304)
    assert sorted(one["title"] for one in after) == titles(after_the_change())


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
