"""trail: all that stands when a database is made; takes the place of its first 3 migrations."""

import django.db.models.deletion
import trail.details
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [("trail", "0001_initial"), ("trail", "0002_append_only"), ("trail", "0003_details_as_text")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("key", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("length", models.BigIntegerField(default=0)),
                ("head", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="trail.chain"
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor_id", models.CharField(blank=True, max_length=20)),
                ("actor_name", models.CharField(max_length=200)),
                ("verb", models.CharField(max_length=60)),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=40)),
                ("object_label", models.CharField(max_length=200)),
                ("data", trail.details.DetailsField(default=dict)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "indexes": [models.Index(fields=["object_type", "object_id"], name="event_about")],
                "constraints": [models.UniqueConstraint(fields=("chain", "number"), name="event_once_in_chain")],
            },
        ),
        keeping(
            "trail_chain",
            "trail_event",
        ),
    ]
