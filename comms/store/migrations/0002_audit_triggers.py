"""The audit is written once: the database itself refuses to change or to delete a line, by whatever door."""

from typing import Any

from django.db import migrations

MESSAGE = "an audit line is never changed or deleted"

SQLITE = {
    "make": [
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON store_auditline "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON store_auditline "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ],
    "drop": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"],
}
POSTGRESQL = {
    "make": [
        "CREATE FUNCTION audit_is_final() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON store_auditline "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_final()",
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON store_auditline "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final()",
    ],
    "drop": [
        "DROP TRIGGER audit_no_truncate ON store_auditline",
        "DROP TRIGGER audit_no_change ON store_auditline",
        "DROP FUNCTION audit_is_final()",
    ],
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def _run(schema_editor: Any, what: str) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][what]:
        # Through a cursor: the schema editor would read the % and $ of a function body.
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement)


def make(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, "make")


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, "drop")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
