from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0009_pauses")]

    operations = [
        migrations.AddField("channelstanding", "renewing_until", models.DateTimeField(null=True)),
        migrations.AddField("credential", "warned_days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("approval", "channel_as", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("about", models.CharField(max_length=250)),
                ("address", models.CharField(max_length=254)),
                ("told_at", models.DateTimeField(db_index=True)),
            ],
            options={"ordering": ("told_at", "id")},
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("about", "address"), name="one_notice_an_address"),
        ),
    ]
