"""What a beneficiary's line says of assessment, case conference and hand-over.

SQLite makes the table anew for a column with a default, and its triggers are lost with the old one: the database's own
guard is taken off and put back.
"""

from typing import Any

from django.db import migrations, models

from trail import triggers

TABLE = "reports_beneficiaryrow"


def unguard(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, TABLE)


def guard(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_append_only")]
    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AddField("beneficiaryrow", "assessed_on", models.DateField(null=True, verbose_name="tanggal asesmen")),
        migrations.AddField(
            "beneficiaryrow", "conferred_on", models.DateField(null=True, verbose_name="tanggal pembahasan kasus")
        ),
        migrations.AddField(
            "beneficiaryrow",
            "handover_number",
            models.CharField(blank=True, default="", max_length=80, verbose_name="nomor BAST"),
            preserve_default=False,
        ),
        migrations.RunPython(guard, unguard),
    ]
