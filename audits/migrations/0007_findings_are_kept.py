"""From here on the database itself keeps what was answered, done and opened because of a finding."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("audits_findinganswer", "audits_findingreturn", "audits_followup")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("audits", "0006_findings"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
