"""Each request keeps as whom and where it was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0012_audit_chain")]
    operations = [migrations.AddField("delivery", "sent_as", models.JSONField(default=dict))]
