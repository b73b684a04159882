"""The same indexes for what else the search of auditors goes through: reports, accounts, hand-overs and findings."""

from typing import Any

from django.db import migrations

PARTS = {
    "partners_bankaccount": ("number", "holder"),
    "grants_delivery": ("handed_over_by",),
    "audits_finding": ("title", "report_number"),
}
AMOUNTS = {
    "reports_report": ("received", "spent", "remainder", "interest"),
    "grants_delivery": ("amount",),
    "audits_finding": ("amount",),
}


def build(apps: Any, schema_editor: Any) -> None:
    """Only on PostgreSQL; those of parts of words only where 0008 could have the extension pg_trgm."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone():
            for table, columns in PARTS.items():
                for column in columns:
                    cursor.execute(
                        f"CREATE INDEX IF NOT EXISTS find_{table}_{column} ON {table} "
                        f"USING gin (UPPER({column}) gin_trgm_ops)"
                    )
        for table, columns in AMOUNTS.items():
            for column in columns:
                cursor.execute(f"CREATE INDEX IF NOT EXISTS find_{table}_{column} ON {table} ({column})")


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            for tables in (PARTS, AMOUNTS):
                for table, columns in tables.items():
                    for column in columns:
                        cursor.execute(f"DROP INDEX IF EXISTS find_{table}_{column}")


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0008_find_parts_of_words"),
        ("partners", "0001_squashed_0007"),
    ]

    operations = [migrations.RunPython(build, drop)]
