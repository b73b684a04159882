"""Indexes by which the search of auditors finds parts of numbers and names, and amounts, in large tables.

Only on PostgreSQL, and beside what Django knows of: SQLite carries little, and has no such index. Where its owner may
not have the extension pg_trgm, which comes with PostgreSQL, the search works without, and reads through the tables.
"""

from typing import Any

from django.db import DatabaseError, migrations, transaction

PARTS = {
    "reports_entry": ("evidence_number", "payee", "description"),
    "reports_beneficiaryrow": ("name", "handover_number"),
    "reports_evidence": ("evidence_number",),
    "reports_taxrow": ("ntpn", "evidence_number"),
    "beneficiaries_aid": ("bast_number", "item"),
    "beneficiaries_person": ("name",),
    "grants_disbursement": ("spp_number", "spm_number", "sp2d_number"),
    "grants_decreerecipient": ("name",),
    "grants_bankline": ("sp2d_number", "spm_number"),
}
AMOUNTS = {
    "reports_entry": ("paid", "received"),
    "reports_beneficiaryrow": ("value",),
    "reports_taxrow": ("amount",),
    "beneficiaries_aid": ("value",),
    "grants_disbursement": ("amount",),
    "grants_decreerecipient": ("amount",),
    "grants_bankline": ("amount",),
}


def build(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as problem:
            print(f" pg_trgm: {problem}".strip())  # noqa: T201 - read by who migrates
            return
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
        ("audits", "0007_findings_are_kept"),
        ("reports", "0001_squashed_0014"),
        ("grants", "0025_paid_in_in_parts"),
        ("beneficiaries", "0001_squashed_0004"),
    ]

    operations = [migrations.RunPython(build, drop)]
