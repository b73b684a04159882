"""reports: all that stands when a database is made; takes the place of its first 14 migrations."""

import django.db.models.deletion
import django.db.models.expressions
import vault.private
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_append_only"),
        ("reports", "0003_assessed_and_handed_over"),
        ("reports", "0004_explanations_and_waivers"),
        ("reports", "0005_lines_draft"),
        ("reports", "0006_find_tax_payments"),
        ("reports", "0007_substance_of_a_line"),
        ("reports", "0008_bank_interest"),
        ("reports", "0009_one_person_one_signature"),
        ("reports", "0010_integrity_pact"),
        ("reports", "0011_sums_of_a_year"),
        ("reports", "0012_write_down_budget_use"),
        ("reports", "0013_repeat_the_partner"),
        ("reports", "0014_the_partner_is_known"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("partners", "0001_squashed_0007"),
        ("trail", "0001_squashed_0003"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "instalment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="partners.instalment"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partner",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="accounts.office",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="batas waktu")),
                ("opening", models.BigIntegerField(default=0, verbose_name="saldo awal")),
                ("received", models.BigIntegerField(default=0, verbose_name="diterima")),
                ("spent", models.BigIntegerField(default=0, verbose_name="dibelanjakan")),
                ("remainder", models.BigIntegerField(default=0, verbose_name="sisa")),
                ("interest", models.BigIntegerField(default=0, verbose_name="bunga bank")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="dikirim pada")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("verified_at", models.DateTimeField(editable=False, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["due_on", "id", "state"], name="report_due"),
                    models.Index(fields=["office", "due_on", "id"], name="report_office_due"),
                    models.Index(
                        fields=["office", "state", "due_on", "spent", "accepted_at", "partner", "instalment"],
                        name="report_office_sums",
                    ),
                    models.Index(
                        condition=models.Q(("state", "submitted")),
                        fields=["office", "submitted_at"],
                        name="report_to_verify",
                    ),
                    models.Index(
                        condition=models.Q(("state", "verified")),
                        fields=["office", "verified_at"],
                        name="report_to_accept",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interest__gte", 0), ("opening__gte", 0), ("received__gte", 0), ("spent__gte", 0)
                        ),
                        name="report_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "returned"]),
                            models.Q(
                                (
                                    "opening",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("spent"), "+", models.F("remainder")
                                        ),
                                        "-",
                                        models.F("received"),
                                    ),
                                ),
                                ("remainder__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_report_ties",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialPrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="official_print", to="reports.report"
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True, verbose_name="kode pemeriksaan")),
                ("trail_head", models.CharField(max_length=64, verbose_name="ujung jejak")),
                ("trail_length", models.BigIntegerField()),
                ("issued_at", models.DateTimeField()),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinesDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines_drafts", to="reports.report"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("content", vault.private.EncryptedTextField()),
                ("follows", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("kept_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "author"), name="lines_draft_once_per_author")
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="reports.report"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="revisi")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.revision",
                    ),
                ),
                (
                    "workbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                ("layout_version", models.PositiveSmallIntegerField()),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                ("judged_on", models.DateField(verbose_name="dinilai menurut aturan yang berlaku pada")),
                ("rule_versions", models.JSONField(default=dict)),
                ("opening", models.BigIntegerField(null=True)),
                ("received", models.BigIntegerField(null=True)),
                ("spent", models.BigIntegerField(null=True)),
                ("remainder", models.BigIntegerField(null=True)),
                ("interest", models.BigIntegerField(null=True)),
                ("entry_count", models.PositiveIntegerField(default=0)),
                ("beneficiary_count", models.PositiveIntegerField(default=0)),
                ("error_count", models.PositiveIntegerField(default=0)),
                ("warning_count", models.PositiveIntegerField(default=0)),
                ("note_count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["report", "number"],
                "constraints": [models.UniqueConstraint(fields=("report", "number"), name="revision_once_per_report")],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="reports.report"
                    ),
                ),
                ("evidence_number", models.CharField(max_length=80, verbose_name="nomor bukti")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("attached_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["evidence_number", "pk"],
                "indexes": [models.Index(fields=["report", "evidence_number"], name="evidence_of_line")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="reports.revision"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("date", models.DateField(null=True, verbose_name="tanggal")),
                ("evidence_number", models.CharField(blank=True, max_length=80, verbose_name="nomor bukti")),
                ("description", models.CharField(blank=True, max_length=500, verbose_name="uraian")),
                ("payee", models.CharField(blank=True, max_length=200, verbose_name="penerima pembayaran")),
                ("budget_code", models.CharField(blank=True, max_length=40, verbose_name="kode RAB")),
                ("received", models.BigIntegerField(null=True, verbose_name="penerimaan")),
                ("paid", models.BigIntegerField(null=True, verbose_name="pengeluaran")),
                ("balance", models.BigIntegerField(null=True, verbose_name="saldo")),
                ("stamp_duty", models.BigIntegerField(null=True, verbose_name="meterai")),
            ],
            options={
                "ordering": ["revision", "row"],
                "constraints": [models.UniqueConstraint(fields=("revision", "row"), name="entry_once_per_row")],
            },
        ),
        migrations.CreateModel(
            name="BeneficiaryRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="beneficiaries", to="reports.revision"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("nik", vault.private.EncryptedTextField(blank=True, verbose_name="NIK")),
                ("nik_index", models.CharField(blank=True, db_index=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="nama")),
                ("cluster", models.CharField(blank=True, max_length=80, verbose_name="klaster")),
                ("component", models.CharField(blank=True, max_length=120, verbose_name="komponen")),
                ("form", models.CharField(blank=True, max_length=20, verbose_name="bentuk")),
                ("value", models.BigIntegerField(null=True, verbose_name="nilai")),
                ("received_on", models.DateField(null=True, verbose_name="tanggal diterima")),
                ("assessed_on", models.DateField(null=True, verbose_name="tanggal asesmen")),
                ("conferred_on", models.DateField(null=True, verbose_name="tanggal pembahasan kasus")),
                ("handover_number", models.CharField(blank=True, max_length=80, verbose_name="nomor BAST")),
            ],
            options={
                "ordering": ["revision", "row"],
                "constraints": [models.UniqueConstraint(fields=("revision", "row"), name="beneficiary_once_per_row")],
            },
        ),
        migrations.CreateModel(
            name="TaxRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taxes", to="reports.revision"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("evidence_number", models.CharField(blank=True, max_length=80, verbose_name="nomor bukti")),
                ("kind", models.CharField(blank=True, max_length=80, verbose_name="jenis pajak")),
                ("base", models.BigIntegerField(null=True, verbose_name="dasar pengenaan")),
                ("amount", models.BigIntegerField(null=True, verbose_name="nilai pajak")),
                ("ntpn", models.CharField(blank=True, max_length=40, verbose_name="NTPN")),
                ("paid_on", models.DateField(null=True, verbose_name="tanggal setor")),
            ],
            options={
                "ordering": ["revision", "row"],
                "indexes": [models.Index(fields=["ntpn"], name="tax_payment")],
                "constraints": [models.UniqueConstraint(fields=("revision", "row"), name="tax_once_per_row")],
            },
        ),
        migrations.CreateModel(
            name="JudgedFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="reports.revision"
                    ),
                ),
                ("rule", models.CharField(max_length=20, verbose_name="aturan")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "Kesalahan"), ("warning", "Peringatan"), ("note", "Catatan")],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("sheet", models.CharField(blank=True, max_length=40, verbose_name="lembar")),
                ("row", models.PositiveIntegerField(null=True, verbose_name="baris")),
                ("field", models.CharField(blank=True, max_length=40, verbose_name="kolom")),
                ("cell", models.CharField(blank=True, max_length=20, verbose_name="sel")),
                ("message", models.TextField()),
                ("found", models.TextField(blank=True)),
                ("expected", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                ("citation", models.CharField(max_length=400)),
                ("citation_confirmed", models.BooleanField(default=False)),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("substance", models.CharField(blank=True, max_length=64)),
                ("frozen_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LineComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="reports.report"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="reports.revision"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("evidence_number", models.CharField(blank=True, max_length=80, verbose_name="nomor bukti")),
                ("text", models.TextField(verbose_name="komentar")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="reports.report"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="reports.revision"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("treasurer", "Bendahara"), ("partner_head", "Ketua")],
                        max_length=20,
                        verbose_name="sebagai",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("signed_at", models.DateTimeField(auto_now_add=True)),
                ("digest", models.CharField(max_length=64)),
                ("with_pact", models.BooleanField(default=False, verbose_name="juga atas pakta integritas")),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                ("cleared_because", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["signed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("report", "role"),
                        name="one_live_signature_per_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("report", "user"),
                        name="one_live_signature_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("rule", models.CharField(max_length=20, verbose_name="aturan")),
                ("sheet", models.CharField(blank=True, max_length=40, verbose_name="lembar")),
                ("field", models.CharField(blank=True, max_length=40, verbose_name="kolom")),
                ("text", models.TextField(verbose_name="penjelasan")),
                ("covers", models.JSONField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
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
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
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
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
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
                ("granted_at", models.DateTimeField(editable=False, null=True)),
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
                ("refused_at", models.DateTimeField(editable=False, null=True)),
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
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["state", "asked_at"], name="waiver_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("report", "rule", "sheet", "field"),
                        name="one_waiver_asked_per_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_by__isnull", True),
                            models.Q(("granted_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="waiver_granted_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__lte", models.F("proposed_until")),
                            _connector="OR",
                        ),
                        name="waiver_only_shortened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldWaiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("held_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("waiver", "held_at"), name="waiver_held_once_per_submission")
                ],
            },
        ),
        keeping(
            "reports_revision",
            "reports_entry",
            "reports_beneficiaryrow",
            "reports_taxrow",
            "reports_judgedfinding",
            "reports_explanation",
            "reports_heldwaiver",
        ),
    ]
