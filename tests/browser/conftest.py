"""A real browser at a real server: Chromium as the machine has it, the desk as it is served."""

import os
import shutil
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests.rows import a_coordinator, an_officer

PASSWORD = "right horse 1948"
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright runs a loop of its own in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=10_000)
triggers = import_module("comms.store.migrations.0002_audit_triggers")


def is_complaint(line):
    """Tell whether the console complains of more than the answer that somebody else was faster."""
    return line.type in {"error", "warning"} and "409 (Conflict)" not in line.text


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        reason = "not run: there is no chromium on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def audit_can_be_emptied(transactional_db):  # noqa: ARG001 - a fixture asks for it
    """Take the audit's triggers away at the end: a live test ends by emptying all tables, which they rightly refuse."""
    editor = SimpleNamespace(connection=connection)
    if not _has_triggers():
        triggers.make(None, editor)
    yield
    triggers.drop(None, editor)


def _has_triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_auditline'")
        return cursor.fetchone()[0] > 0


@pytest.fixture
def people(audit_can_be_emptied):  # noqa: ARG001 - a fixture asks for it
    for person in (an_officer(), a_coordinator()):
        person.set_password(PASSWORD)
        person.save()


@pytest.fixture
def enter(chromium, live_server, people):  # noqa: ARG001 - a fixture asks for it
    """Return what opens the desk as somebody, in a browser of their own; a complaint of the console fails the test."""
    contexts, complaints = [], []

    def opened(username, **options):
        context = chromium.new_context(base_url=live_server.url, **({"locale": "en-GB"} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/login/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("button.main")
        page.wait_for_url("**/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
