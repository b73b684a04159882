"""imports: all that stands when a database is made; takes the place of its first 3 migrations."""

import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.private
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("imports", "0001_initial"),
        ("imports", "0002_rows_left_out"),
        ("imports", "0003_turns_and_forgetting"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(editable=False, max_length=40, verbose_name="jenis")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to="accounts.office",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="diunggah")),
                ("context_id", models.BigIntegerField(editable=False, null=True)),
                ("letters", models.JSONField(default=dict, editable=False)),
                ("unknown", models.JSONField(default=list, editable=False)),
                ("total", models.PositiveIntegerField(editable=False)),
                ("done", models.PositiveIntegerField(default=0, editable=False)),
                ("new", models.PositiveIntegerField(default=0, editable=False)),
                ("changed", models.PositiveIntegerField(default=0, editable=False)),
                ("same", models.PositiveIntegerField(default=0, editable=False)),
                ("wrong", models.PositiveIntegerField(default=0, editable=False)),
                ("left_out", models.PositiveIntegerField(default=0, editable=False)),
                ("absent", models.JSONField(default=list, editable=False)),
                ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                ("begun_at", models.DateTimeField(editable=False, null=True)),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("forgotten_at", models.DateTimeField(editable=False, null=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                ("failure", models.TextField(blank=True, editable=False)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["office", "kind", "-id"], name="import_of_office")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("total__gt", 0)), name="import_has_rows"),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="import_done_within_total"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "saved"), _negated=True),
                            models.Q(("finished_at__isnull", False), ("wrong", 0)),
                            _connector="OR",
                        ),
                        name="saved_import_has_no_wrong_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="imports.importrun"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("rows", vault.private.EncryptedTextField()),
                ("judged", vault.private.EncryptedTextField(blank=True)),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("left_out", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("run", "position"), name="import_part_once")],
            },
        ),
    ]
