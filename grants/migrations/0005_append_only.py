"""From here on the database itself keeps revisions of budget lines and what banks refused."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("grants_allocationrevision", "grants_retur")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_money_room"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
