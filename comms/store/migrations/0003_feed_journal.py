import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0002_audit_triggers'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedFile',
            fields=[
                ('name', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveIntegerField(default=0)),
                ('changed', models.DateTimeField(null=True)),
                ('findings', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='FeedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('member', models.CharField(blank=True, max_length=80)),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('member', 'made_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='FeedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=250)),
                ('language', models.CharField(max_length=10)),
                ('fingerprint', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField()),
                ('changed', models.DateTimeField()),
                ('cancelled_until', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('uid', 'language'), name='one_line_an_entry')],
            },
        ),
    ]
