import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_PROTECT = django.db.models.deletion.PROTECT
_KINDS = ("accept", "pin", "swap", "reject", "nothing", "undo")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_publishing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[(kind, kind) for kind in _KINDS], max_length=12)),
                ("observance", models.CharField(max_length=80)),
                ("occurrence", models.CharField(max_length=100)),
                ("initiative", models.CharField(blank=True, max_length=80)),
                ("instead", models.CharField(blank=True, max_length=80)),
                ("theme", models.CharField(blank=True, max_length=80)),
                ("why", models.CharField(max_length=40)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=_PROTECT, to=settings.AUTH_USER_MODEL)),
                (
                    "undoes",
                    models.OneToOneField(null=True, on_delete=_PROTECT, related_name="undone_by", to="store.verdict"),
                ),
            ],
            options={"ordering": ("id",)},
        ),
    ]
