"""The desk as people meet it: one client a person, posts of the coming days, and folders that end with the test."""

import shutil
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from comms import app
from tests.rows import a_coordinator, a_person, a_post, a_slot, an_officer

MADRID = ZoneInfo("Europe/Madrid")
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def visit(person, language="en"):
    """Return the client of somebody who is logged in and reads *language*."""
    client = Client()
    client.force_login(person, backend=_BACKEND)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def days_ahead(number):
    return app.today("Europe/Madrid") + timedelta(days=number)


def at(day, hour=9, minute=30):
    return datetime.combine(day, time(hour, minute), MADRID)


def a_coming_post(days=10, **fields):
    """Return a post some days ahead of whenever the tests run."""
    day = days_ahead(days)
    slot = fields.pop("slot", None) or a_slot(id=f"human-rights-2026:told-{days}", day=day)
    defaults = {"key": f"{slot.id}:{fields.get('channel', 'x')}:{fields.get('language', 'en')}"}
    return a_post(slot=slot, **(defaults | {"day": day, "due_at": at(day)} | fields))


@pytest.fixture(autouse=True)
def _in_english():
    """Begin each test in English, whatever language the last page of another test was in."""
    with translation.override("en"):
        yield


@pytest.fixture
def officer(db):  # noqa: ARG001 - a fixture asks for it
    return an_officer()


@pytest.fixture
def coordinator(db):  # noqa: ARG001 - a fixture asks for it
    return a_coordinator()


@pytest.fixture
def reader(db):  # noqa: ARG001 - a fixture asks for it
    return a_person("reader", "reader")


@pytest.fixture
def folder():
    """Return a folder of the site's var by name, empty before and after the test."""
    made = []

    def empty(name):
        path = app.config().var / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        made.append(path)
        return path

    yield empty
    for path in made:
        shutil.rmtree(path)


@pytest.fixture
def shipped_unofficial():
    """Return an observance of the shipped calendars with a name of our own translation."""
    return next(one.id for one in app.calendars().observances.values() if one.unofficial)
