"""Keep what pictures look like, by their content; ``manage.py remember_likenesses`` looks at those that are there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "sha256",
                    models.CharField(editable=False, max_length=64, primary_key=True, serialize=False),
                ),
                ("bits", models.CharField(blank=True, editable=False, max_length=16)),
            ],
        ),
    ]
