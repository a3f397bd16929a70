from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_slot_channel"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedevent",
            name="refused",
            field=models.JSONField(null=True),
        ),
    ]
