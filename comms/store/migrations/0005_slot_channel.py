from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_imported_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="slot",
            name="channel",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
    ]
