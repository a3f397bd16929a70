from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_PROTECT = django.db.models.deletion.PROTECT


def _key() -> tuple[str, models.BigAutoField[int, int]]:
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def let_coordinators_pause(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django's signature
    """Let those pause who approve already; a new site makes its roles by itself."""
    group = apps.get_model("auth", "Group").objects.filter(name="coordinator").first()
    if group is None:
        return
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="store", model="pause")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        codename="add_pause", content_type=kind, defaults={"name": "Can add pause"}
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("store", "0008_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                _key(),
                (
                    "kind",
                    models.CharField(
                        choices=[(one, one) for one in ("everything", "channel", "language", "country", "member")],
                        max_length=12,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=80)),
                ("reason", models.TextField()),
                ("who", models.CharField(max_length=150)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("resumed_by", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ("-starts_at", "-id"),
                "indexes": [models.Index(fields=["ends_at"], name="pause_end")],
            },
        ),
        migrations.CreateModel(
            name="Blackout",
            fields=[
                _key(),
                ("first", models.DateField()),
                ("last", models.DateField(db_index=True)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("member", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("who", models.CharField(max_length=150)),
                ("taken_back", models.BooleanField(default=False)),
            ],
            options={"ordering": ("first", "id")},
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                _key(),
                ("code", models.CharField(max_length=40)),
                ("values", models.JSONField(default=dict)),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "pause",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="holds", to="store.pause"),
                ),
                ("post", models.ForeignKey(on_delete=_PROTECT, related_name="holds", to="store.post")),
            ],
            options={"ordering": ("due_at", "id")},
        ),
        migrations.AddField(
            model_name="post",
            name="hold",
            field=models.ForeignKey(null=True, on_delete=_PROTECT, related_name="+", to="store.hold"),
        ),
        migrations.RunPython(let_coordinators_pause, migrations.RunPython.noop),
    ]
