"""From here on the database itself refuses to change or delete an event, or to shorten a chain."""

from typing import Any

from django.db import migrations

from trail import triggers


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, triggers.EVENTS, triggers.CHAINS)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, triggers.EVENTS, triggers.CHAINS)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
