"""The audit gets its chain: a digest for each line and seals over them; a part can be emptied and nothing else."""

import secrets
from importlib import import_module
from typing import Any

from django.db import migrations, models

from comms.domain.audit_chain import PARTS, ChainLine, digest_of

FINAL = import_module("comms.store.migrations.0002_audit_triggers")
MESSAGE = FINAL.MESSAGE
_EMPTY = {"sqlite": "'{}'", "postgresql": "'{}'::jsonb"}


def _is_kept_or_erased(values: dict[str, str], salt: str, differ: str) -> str:
    """Return the condition that a part is as it was, or is emptied and has its hash in the place of its salt."""
    names = [*values, salt]
    kept = " AND ".join(f"NOT (NEW.{name} {differ} OLD.{name})" for name in names)
    emptied = " AND ".join(f"NEW.{name} = {empty}" for name, empty in values.items())
    erased = f"{emptied} AND NEW.{salt} LIKE 'erased:%' AND length(NEW.{salt}) = 71 AND OLD.{salt} NOT LIKE 'erased:%'"
    return f"(({kept}) OR ({erased}))"


def _is_allowed(vendor: str) -> str:
    differ = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}[vendor]
    empty = _EMPTY[vendor]
    kept = " AND ".join(f"NOT (NEW.{name} {differ} OLD.{name})" for name in ("id", "at", "act", "digest"))
    parts = (
        _is_kept_or_erased({"who": "''"}, "who_salt", differ),
        _is_kept_or_erased({"subject": "''"}, "subject_salt", differ),
        _is_kept_or_erased({"before": empty, "after": empty}, "values_salt", differ),
    )
    erases = " OR ".join(f"NEW.{part}_salt {differ} OLD.{part}_salt" for part in PARTS)
    return " AND ".join((kept, *parts, f"({erases})"))


SQLITE = {
    "make": [
        "DROP TRIGGER audit_no_update",
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON store_auditline WHEN NOT ({_is_allowed('sqlite')}) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        f"CREATE TRIGGER seal_no_update BEFORE UPDATE ON store_auditseal BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        f"CREATE TRIGGER seal_no_delete BEFORE DELETE ON store_auditseal BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ],
    "drop": [
        "DROP TRIGGER seal_no_update",
        "DROP TRIGGER seal_no_delete",
        "DROP TRIGGER audit_no_update",
        FINAL.SQLITE["make"][0],
    ],
}
POSTGRESQL = {
    "make": [
        "CREATE FUNCTION audit_only_erases() RETURNS trigger AS $$ BEGIN "
        f"IF NOT ({_is_allowed('postgresql')}) THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql",
        "DROP TRIGGER audit_no_change ON store_auditline",
        "CREATE TRIGGER audit_no_change BEFORE DELETE ON store_auditline "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_final()",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON store_auditline "
        "FOR EACH ROW EXECUTE FUNCTION audit_only_erases()",
        "CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON store_auditseal "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_final()",
        "CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON store_auditseal "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final()",
    ],
    "drop": [
        "DROP TRIGGER seal_no_truncate ON store_auditseal",
        "DROP TRIGGER seal_no_change ON store_auditseal",
        "DROP TRIGGER audit_no_update ON store_auditline",
        "DROP TRIGGER audit_no_change ON store_auditline",
        "DROP FUNCTION audit_only_erases()",
        FINAL.POSTGRESQL["make"][1],
    ],
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def _run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        # Through a cursor: the schema editor would read the % and $ of a function body.
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement)


def make(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, STATEMENTS[schema_editor.connection.vendor]["make"])


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, STATEMENTS[schema_editor.connection.vendor]["drop"])


def unlock(apps: Any, schema_editor: Any) -> None:
    FINAL.drop(apps, schema_editor)


def lock(apps: Any, schema_editor: Any) -> None:
    FINAL.make(apps, schema_editor)


def stamp(apps: Any, schema_editor: Any) -> None:
    """Give the lines that were written before there was a chain their salts and digests."""
    audit = apps.get_model("store", "AuditLine")
    batch = []
    for line in audit.objects.order_by("id").iterator(chunk_size=1000):
        salts = {part: secrets.token_hex(16) for part in PARTS}
        for part, salt in salts.items():
            setattr(line, f"{part}_salt", salt)
        values = {"before": line.before, "after": line.after}
        line.digest = digest_of(ChainLine(line.pk, line.at, line.act, line.who, line.subject, values, salts))
        batch.append(line)
        if len(batch) == 1000:
            audit.objects.bulk_update(batch, ["who_salt", "subject_salt", "values_salt", "digest"], batch_size=200)
            batch = []
    if batch:
        audit.objects.bulk_update(batch, ["who_salt", "subject_salt", "values_salt", "digest"], batch_size=200)


def nothing(apps: Any, schema_editor: Any) -> None:
    """Going back needs nothing here: the columns go."""


class Migration(migrations.Migration):
    dependencies = [("store", "0011_posts_by_day")]
    operations = [
        migrations.RunPython(unlock, lock),
        migrations.AlterField("auditline", "who", models.CharField(max_length=150, db_index=True)),
        migrations.AlterField("auditline", "act", models.CharField(max_length=60, db_index=True)),
        *(
            migrations.AddField("auditline", f"{part}_salt", models.CharField(default="", max_length=71))
            for part in PARTS
        ),
        migrations.AddField("auditline", "digest", models.CharField(default="", max_length=64)),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("lines", models.IntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.AddConstraint(
            "auditseal", models.UniqueConstraint(fields=("previous",), name="one_seal_after_each")
        ),
        migrations.RunPython(stamp, nothing),
        migrations.RunPython(lock, unlock),
        migrations.RunPython(make, drop),
    ]
