"""A judged finding names what its line says, and an explanation the findings that it speaks for by that too.

SQLite makes a table anew for a column with a default, and its triggers are lost with the old one: the database's own
guard is taken off and put back.
"""

from typing import Any

from django.db import migrations, models

from trail import triggers

TABLES = ("reports_judgedfinding", "reports_explanation")


def unguard(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


def guard(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_find_tax_payments")]
    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AddField(
            "judgedfinding",
            "substance",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RenameField("explanation", "fingerprints", "covers"),
        migrations.RunPython(guard, unguard),
    ]
