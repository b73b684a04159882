"""From here on the database itself keeps which aid was given twice."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("beneficiaries_repeat",)


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0001_initial"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
