"""From here on the database itself keeps what was judged as it was judged."""

from typing import Any

from django.db import migrations

from trail import triggers

TABLES = ("reports_revision", "reports_entry", "reports_beneficiaryrow", "reports_taxrow", "reports_judgedfinding")


def forwards(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def backwards(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
