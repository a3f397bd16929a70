"""A database for tests with threads: what they write is committed, and wiped afterwards, the audit too."""

from importlib import import_module

import pytest
from django.db import connection

_triggers = [import_module(f"comms.store.migrations.{name}") for name in ("0002_audit_triggers", "0012_audit_chain")]

# Whatever an earlier test left behind.
_ONCE = ("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS")


def _each(what, migrations):
    with connection.cursor() as cursor:
        for migration in migrations:
            for statement in migration.STATEMENTS[connection.vendor][what]:
                cursor.execute(statement.replace("DROP TRIGGER", "DROP TRIGGER IF EXISTS").replace(*_ONCE))


@pytest.fixture
def _audit_guarded_again(django_db_setup, django_db_blocker):  # noqa: ARG001 - a fixture asks for it
    yield
    with django_db_blocker.unblock():
        _each("make", _triggers)


@pytest.fixture
def committed(_audit_guarded_again, transactional_db):  # noqa: ARG001 - the same
    yield
    _each("drop", reversed(_triggers))
