"""From here on the database itself keeps what legal officers decided."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("legal_decision",)


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("legal", "0001_initial"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
