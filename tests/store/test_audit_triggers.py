from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.store.models import AuditLine
from tests.rows import MORNING

triggers = import_module("comms.store.migrations.0002_audit_triggers")


@pytest.fixture
def line(db):  # noqa: ARG001 - a fixture asks for it
    record("edited", "post:a", by="officer", now=MORNING)
    return AuditLine.objects.get()


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_auditline SET who = 'nobody'",
        "UPDATE store_auditline SET at = at",
        "DELETE FROM store_auditline",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line_by_raw_sql(statement):
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)

    assert AuditLine.objects.get().who == "officer"


def test_neither_a_query_nor_the_model_gets_around_it(line):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(who="nobody")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.all().delete()
    with pytest.raises(NotAllowedError):
        line.save()
    with pytest.raises(NotAllowedError):
        line.delete()


@pytest.mark.usefixtures("line")
def test_the_triggers_can_be_taken_back_and_made_again():
    editor = SimpleNamespace(connection=connection)
    triggers.drop(None, editor)
    connection.cursor().execute("UPDATE store_auditline SET who = 'changed'")
    triggers.make(None, editor)

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM store_auditline")
    assert AuditLine.objects.get().who == "changed"
