"""A database for tests with threads: what they write is committed, and wiped afterwards, the audit too."""

from importlib import import_module

import pytest
from django.db import connection

_triggers = import_module("comms.store.migrations.0002_audit_triggers")

# Whatever an earlier test left behind.
_ONCE = ("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS")


def _each(what):
    with connection.cursor() as cursor:
        for statement in _triggers.STATEMENTS[connection.vendor][what]:
            cursor.execute(statement.replace("DROP TRIGGER", "DROP TRIGGER IF EXISTS").replace(*_ONCE))


@pytest.fixture
def _audit_guarded_again(django_db_setup, django_db_blocker):  # noqa: ARG001 - a fixture asks for it
    yield
    with django_db_blocker.unblock():
        _each("make")


@pytest.fixture
def committed(_audit_guarded_again, transactional_db):  # noqa: ARG001 - the same
    yield
    _each("drop")
