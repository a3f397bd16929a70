from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from comms.errors import NotAllowedError
from comms.services.audit import record
from comms.services.audit_chain import seal, verify
from comms.store.models import AuditLine, AuditSeal
from tests.rows import MORNING

triggers = import_module("comms.store.migrations.0012_audit_chain")
final = import_module("comms.store.migrations.0002_audit_triggers")


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
        "UPDATE store_auditline SET digest = 'other'",
        "UPDATE store_auditline SET who = ''",
        "UPDATE store_auditline SET who_salt = 'erased:' || hex(zeroblob(32))",
        "UPDATE store_auditline SET who = 'me', who_salt = 'erased:' || hex(zeroblob(32))",
        "UPDATE store_auditline SET before = '{}', who_salt = 'erased:' || hex(zeroblob(32))",
        "UPDATE store_auditline SET who = '', act = '', who_salt = 'erased:' || hex(zeroblob(32))",
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


def test_the_one_change_empties_a_part_for_good(line):
    emptied = {"who": "", "who_salt": f"erased:{'0' * 64}"}

    AuditLine.objects.update(**emptied)

    assert AuditLine.objects.get().who == ""
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(**emptied)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(who=line.who, who_salt=line.who_salt)


@pytest.mark.usefixtures("line")
def test_a_seal_is_as_final_as_a_line():
    seal(MORNING + timedelta(hours=1))

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditSeal.objects.update(lines=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditSeal.objects.all().delete()


@pytest.mark.usefixtures("line")
def test_the_triggers_can_be_taken_back_and_made_again():
    editor = SimpleNamespace(connection=connection)
    triggers.drop(None, editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(who="", who_salt=f"erased:{'0' * 64}")
    final.drop(None, editor)
    connection.cursor().execute("UPDATE store_auditline SET who = 'changed'")
    final.make(None, editor)
    triggers.make(None, editor)

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM store_auditline")
    assert AuditLine.objects.get().who == "changed"


@pytest.mark.usefixtures("line")
def test_lines_from_before_the_chain_are_given_their_digests():
    editor = SimpleNamespace(connection=connection)
    triggers.drop(None, editor)
    final.drop(None, editor)
    AuditLine.objects.update(who_salt="", subject_salt="", values_salt="", digest="")

    triggers.stamp(apps, editor)

    final.make(None, editor)
    triggers.make(None, editor)
    assert (list(verify()), bool(AuditLine.objects.get().digest)) == ([], True)
