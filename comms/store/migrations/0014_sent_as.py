"""Each request keeps as whom and where it was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0013_guest_links")]
    operations = [migrations.AddField("delivery", "sent_as", models.JSONField(default=dict))]
