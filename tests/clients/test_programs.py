"""Calendar programs subscribe to a feed of ours: all events, the right days, one changed, one cancelled, one gone."""

import json
import os
import shutil
import subprocess
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


def test_evolution_data_server_shows_all_and_asks_only_whether_it_changed(served, tmp_path):
    probe = "import gi; gi.require_version('ECal', '2.0')"
    there = subprocess.run(["/usr/bin/python3", "-c", probe], capture_output=True, check=False).returncode == 0
    if not (there and shutil.which("dbus-run-session")):
        not_run("Evolution Data Server")
    address, log, publish_after = served
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "TZ": "Pacific/Niue"}
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


def test_thunderbird_shows_all_and_asks_only_whether_it_changed(served, tmp_path):
    if not shutil.which("thunderbird"):
        not_run("Thunderbird")
    python = Path(python_tool("python"))
    if subprocess.run([python, "-c", "import marionette_driver"], capture_output=True, check=False).returncode:
        not_run("marionette_driver (PyPI)")
    address, log, publish_after = served
    (tmp_path / "profile").mkdir()
    environment = {**os.environ, "HOME": str(tmp_path), "TZ": "Pacific/Kiritimati"}
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
