"""From here on the database itself keeps what an addendum made of its agreement."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("partners_amendment",)


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_agreement_life"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
