"""From here on the database itself keeps samples as they were drawn."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("audits_auditsample", "audits_sampleitem")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("audits", "0002_samples"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
