"""From here on the database itself keeps files of treasury and banks, their lines, and who matched them."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("grants_bankfile", "grants_bankline", "grants_bankmatch")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("grants", "0006_bank_files"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
