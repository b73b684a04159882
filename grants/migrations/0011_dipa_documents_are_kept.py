"""From here on the database itself keeps which DIPA a file of budget lines belonged to.

Revisions of budget lines are guarded anew: SQLite made their table again for its new constraint.
"""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("grants_dipadocument", "grants_allocationrevision")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("grants", "0010_budget_revisions"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
