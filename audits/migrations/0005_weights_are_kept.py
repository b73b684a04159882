"""From here on the database itself keeps the weights that a team has set before."""

from typing import Any

from django.db import migrations

from trail import triggers


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, "audits_signalweights")


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, "audits_signalweights")


class Migration(migrations.Migration):
    dependencies = [("audits", "0004_working_papers"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
