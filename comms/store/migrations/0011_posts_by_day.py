"""Posts are found by their day: every list of the desk asks for the posts of a period."""

from django.db import migrations, models


class Migration(migrations.Migration):  # noqa: D101
    dependencies = [("store", "0010_connections")]

    operations = [
        migrations.AddIndex("post", models.Index(fields=["day", "state"], name="post_day")),
    ]
