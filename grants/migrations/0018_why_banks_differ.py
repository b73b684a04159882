"""Keep why a bank's file names another amount than was paid: said once, and never changed."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from trail import triggers

TABLES = ("grants_matchexplanation",)


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0017_why_a_person_stays"),
        ("trail", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="MatchExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField(verbose_name="penjelasan")),
                ("explained_at", models.DateTimeField(auto_now_add=True)),
                (
                    "explained_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "match",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanation",
                        to="grants.bankmatch",
                    ),
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
