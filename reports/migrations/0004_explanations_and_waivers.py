"""Explanations of warnings, and waivers of findings; the database keeps what was written as it was written."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from trail import triggers

TABLES = ("reports_explanation", "reports_heldwaiver")


def guard(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, *TABLES)


def unguard(apps: Any, schema_editor: Any) -> None:
    triggers.unguard(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_assessed_and_handed_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("rule", models.CharField(editable=False, max_length=20, verbose_name="aturan")),
                ("sheet", models.CharField(blank=True, editable=False, max_length=40, verbose_name="lembar")),
                ("field", models.CharField(blank=True, editable=False, max_length=40, verbose_name="kolom")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "Kesalahan"), ("warning", "Peringatan")],
                        editable=False,
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("fault", models.TextField(editable=False, verbose_name="temuan")),
                ("places", models.TextField(editable=False, verbose_name="tempat")),
                ("citation", models.CharField(editable=False, max_length=400, verbose_name="dasar aturan")),
                ("covers", models.JSONField(editable=False)),
                ("reason", models.TextField(verbose_name="alasan")),
                ("proposed_until", models.DateField(verbose_name="berlaku sampai yang diusulkan")),
                ("valid_until", models.DateField(editable=False, null=True, verbose_name="berlaku sampai")),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="jawaban PPK")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("granted_at", models.DateTimeField(editable=False, null=True)),
                ("refused_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="reports.report",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.revision",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HeldWaiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held_waivers", to="reports.report"
                    ),
                ),
                (
                    "waiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.waiver"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=20, verbose_name="aturan")),
                ("sheet", models.CharField(blank=True, max_length=40, verbose_name="lembar")),
                ("field", models.CharField(blank=True, max_length=40, verbose_name="kolom")),
                ("text", models.TextField(verbose_name="penjelasan")),
                ("fingerprints", models.JSONField()),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="reports.report"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="reports.revision"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="explanation_says_something"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="waiver",
            index=models.Index(fields=["state", "asked_at"], name="waiver_by_state"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("report", "rule", "sheet", "field"),
                name="one_waiver_asked_per_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("granted_by__isnull", False),
                        ("state__in", ["granted", "withdrawn"]),
                        ("valid_until__isnull", False),
                    ),
                    models.Q(
                        ("granted_by__isnull", True),
                        ("state__in", ["asked", "refused", "taken_back"]),
                        ("valid_until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="granted_waiver_has_its_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_by__isnull", True),
                    models.Q(("granted_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="waiver_granted_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__lte", models.F("proposed_until")), _connector="OR"
                ),
                name="waiver_only_shortened",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldwaiver",
            constraint=models.UniqueConstraint(fields=("waiver", "held_at"), name="waiver_held_once_per_submission"),
        ),
        migrations.RunPython(guard, unguard),
    ]
