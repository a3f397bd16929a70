"""Feeds as real calendar programs read them. A program that is not installed is told as “not run”.

With CLIENTS_REQUIRED=1 in the environment a program that is not installed fails its tests instead.

Debian: gir1.2-ical-3.0 python3-gi gir1.2-ecal-2.0 evolution-data-server dbus thunderbird nginx-light wrk.
PyPI, in an environment named by CLIENTS_VENV: khal vdirsyncer ical radicale marionette_driver.
npm, in a folder named by CLIENTS_NPM: ical.js.
"""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from comms.feeds.files import publish
from comms.feeds.ics_calendar import calendar
from comms.feeds.ics_event import block
from comms.feeds.journal import Journal
from tests.clients.server import running
from tests.feeds.values import a_cover, an_entry

HERE = Path(__file__).parent
BEFORE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def not_run(what):
    told = f"not run: {what} is not installed here"
    if os.environ.get("CLIENTS_REQUIRED") == "1":
        pytest.fail(told)
    pytest.skip(told)


def python_tool(name):
    """Return a command of the environment named by CLIENTS_VENV, or of the path."""
    found = Path(os.environ.get("CLIENTS_VENV", "/nowhere")) / "bin" / name
    path = str(found) if found.is_file() else shutil.which(name)
    return path or not_run(name)


def said(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def has_libical():
    probe = "import gi; gi.require_version('ICalGLib', '3.0')"
    done = subprocess.run(["/usr/bin/python3", "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


def by_libical(*paths):
    if not has_libical():
        not_run("libical (gir1.2-ical-3.0)")
    return json.loads(said(["/usr/bin/python3", HERE / "read_libical.py", *paths]))


def by_icaljs(*paths):
    folder = os.environ.get("CLIENTS_NPM", "/nowhere")
    if not shutil.which("node") or not (Path(folder) / "node_modules" / "ical.js").is_dir():
        not_run("ical.js (npm)")
    return json.loads(said(["node", HERE / "read_icaljs.mjs", *paths], env={**os.environ, "ICALJS_FROM": folder}))


def by_ical(*paths):
    python = Path(python_tool("python")) if "CLIENTS_VENV" in os.environ else not_run("ical (PyPI)")
    return json.loads(said([python, HERE / "read_ical.py", *paths]))


def entries():
    """Return a leap day, one day, sixteen days, some hours, a title of many scripts, and what is to change."""

    def one(name, first, last=None, **fields):
        return an_entry(uid=f"{name}@feeds.example.org", first=first, last=last or first, summary=name, **fields)

    hours = (datetime(2026, 12, 9, 23, 0, tzinfo=UTC), datetime(2026, 12, 10, 1, 30, tzinfo=UTC))
    return [
        one("leap", date(2028, 2, 29)),
        one("environment", date(2027, 6, 5)),
        one("sixteen", date(2026, 11, 25), date(2026, 12, 10)),
        one("hours", date(2026, 12, 9), date(2026, 12, 10), hours=hours),
        replace(
            one("scripts", date(2026, 12, 11)), summary="日本語 العربية 👩‍👩‍👧 a;b,c\\d", description="línea\n日" * 60
        ),
        one("renamed", date(2026, 12, 12)),
        one("cancelled", date(2026, 12, 13)),
        one("deleted", date(2026, 12, 14)),
    ]


def after_the_change():
    """Return the entries after one was renamed, one cancelled and one deleted."""
    *kept, renamed, cancelled, _deleted = entries()
    return [
        *kept,
        replace(renamed, summary="new name"),
        replace(cancelled, summary="CANCELLED: cancelled", status="CANCELLED"),
    ]


def both_versions():
    """Return the bytes of the feed before and after the change, as the journal tells it."""
    first = Journal({}, now=BEFORE)
    before = _feed(entries(), first, BEFORE)
    return before, _feed(after_the_change(), Journal(first.learnt, now=AFTER), AFTER)


def _feed(told, journal, changed):
    blocks = [block(entry, journal.stamp(entry, "en")) for entry in told]
    return calendar(a_cover(changed=changed), blocks)


@pytest.fixture
def versions(tmp_path):
    """Return two files: the feed before and after the change."""
    paths = tmp_path / "before.ics", tmp_path / "after.ics"
    for path, content in zip(paths, both_versions(), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture
def served(tmp_path):
    """Return the address of a feed that our own server serves, the log of its answers, and how to publish to it."""
    path = tmp_path / "feeds" / "test.en.ics"
    before, after = both_versions()
    publish(path, before, BEFORE)
    with running(tmp_path / "feeds") as (address, log):
        yield address, log, lambda: publish(path, after, AFTER + timedelta(seconds=1))
