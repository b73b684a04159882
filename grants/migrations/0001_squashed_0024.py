"""grants: all that stands when a database is made; takes the place of its first 24 migrations."""

import beneficiaries.identity
import django.core.validators
import django.db.models.deletion
import partners.bounds
import vault.private
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [
        ("grants", "0001_initial"),
        ("grants", "0002_initial"),
        ("grants", "0003_death_record"),
        ("grants", "0004_money_room"),
        ("grants", "0005_append_only"),
        ("grants", "0006_bank_files"),
        ("grants", "0007_bank_files_are_kept"),
        ("grants", "0008_came_back"),
        ("grants", "0009_decree_life"),
        ("grants", "0010_budget_revisions"),
        ("grants", "0011_dipa_documents_are_kept"),
        ("grants", "0012_sums_of_a_year"),
        ("grants", "0013_gate_exceptions_and_findings"),
        ("grants", "0014_owed_since"),
        ("grants", "0015_repeat_the_partner"),
        ("grants", "0016_the_partner_is_known"),
        ("grants", "0017_why_a_person_stays"),
        ("grants", "0018_why_banks_differ"),
        ("grants", "0019_returns_withdrawn"),
        ("grants", "0020_what_goes_back"),
        ("grants", "0021_account_changes"),
        ("grants", "0022_numbers_once_a_year"),
        ("grants", "0023_only_our_digits"),
        ("grants", "0024_years_that_can_be"),
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
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[partners.bounds.validate_budget_year], verbose_name="tahun anggaran"
                    ),
                ),
                ("program", models.CharField(max_length=20, verbose_name="program")),
                ("activity", models.CharField(max_length=20, verbose_name="kegiatan")),
                ("kro", models.CharField(max_length=20, verbose_name="KRO")),
                ("ro", models.CharField(max_length=20, verbose_name="RO")),
                ("component", models.CharField(max_length=20, verbose_name="komponen")),
                ("subcomponent", models.CharField(blank=True, max_length=20, verbose_name="subkomponen")),
                (
                    "account",
                    models.CharField(
                        max_length=6,
                        validators=[django.core.validators.RegexValidator("^[0-9]{6}\\Z", "Akun harus 6 angka.")],
                        verbose_name="akun",
                    ),
                ),
                ("description", models.CharField(max_length=250, verbose_name="uraian")),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(0)], verbose_name="pagu"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="revisi ke")),
            ],
            options={
                "ordering": ["-year", "program", "activity", "account"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "office",
                            "year",
                            "program",
                            "activity",
                            "kro",
                            "ro",
                            "component",
                            "subcomponent",
                            "account",
                        ),
                        name="allocation_line_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="allocation_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="allocation_year_can_be"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeathRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="death_records",
                        to="accounts.office",
                    ),
                ),
                (
                    "nik",
                    vault.private.EncryptedTextField(
                        validators=[beneficiaries.identity.validate_nik], verbose_name="NIK"
                    ),
                ),
                ("nik_index", models.CharField(db_index=True, editable=False, max_length=64)),
                (
                    "died_on",
                    models.DateField(
                        validators=[partners.bounds.validate_document_day], verbose_name="tanggal meninggal"
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="sumber")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
                ("withdrawn_because", models.TextField(blank=True, editable=False)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "recorded")),
                        fields=("office", "nik_index"),
                        name="death_once_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nik_index", ""), _negated=True), name="death_has_nik_index"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "recorded"), models.Q(("withdrawn_because", ""), _negated=True), _connector="OR"
                        ),
                        name="withdrawn_death_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decrees", to="partners.agreement"
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor SK")),
                ("decided_on", models.DateField(verbose_name="tanggal SK")),
                ("set_by_name", models.CharField(max_length=200, verbose_name="ditetapkan oleh (PPK)")),
                ("approved_by_name", models.CharField(max_length=200, verbose_name="disahkan oleh (KPA)")),
                ("names_people", models.BooleanField(default=False, verbose_name="penerima perorangan")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "changes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changed_by",
                        to="grants.decree",
                        verbose_name="mengubah SK",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-decided_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="decree_once_per_agreement"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("agreement",),
                        name="one_decree_in_force_per_agreement",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "proposed"))),
                        fields=("agreement",),
                        name="one_decree_in_preparation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "instalment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gate_exceptions",
                        to="partners.instalment",
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
                        related_name="gate_exceptions",
                        to="accounts.office",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="alasan gerbang")),
                ("sentences", models.JSONField(default=list, editable=False, verbose_name="bunyinya")),
                ("because", models.TextField(max_length=1000, verbose_name="mengapa dikecualikan")),
                (
                    "valid_until",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="berlaku sampai"),
                ),
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
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("instalment",),
                        name="one_exception_asked_for_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "granted")),
                        fields=("instalment",),
                        name="one_exception_granted_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_by__isnull", True),
                            models.Q(("granted_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="exception_granted_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["granted", "used", "replaced"]), _negated=True),
                            ("granted_by__isnull", False),
                            _connector="OR",
                        ),
                        name="exception_needs_who_granted_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TreasuryReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "instalment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="partners.instalment"
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
                        related_name="returns",
                        to="accounts.office",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sisa", "Sisa dana"),
                            ("bunga", "Bunga bank"),
                            ("tak_tersalur", "Tidak tersalurkan"),
                            ("temuan", "Temuan pemeriksaan"),
                        ],
                        default="sisa",
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="jumlah")),
                ("limit", models.BigIntegerField(editable=False, verbose_name="paling banyak")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="dasar")),
                ("reference", models.CharField(blank=True, max_length=100, verbose_name="nomor laporan pemeriksaan")),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                ("since", models.DateField(editable=False, verbose_name="terutang sejak")),
                ("due_on", models.DateField(editable=False, verbose_name="jatuh tempo")),
                (
                    "billing_code",
                    models.CharField(
                        blank=True,
                        max_length=15,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9]{15}\\Z", "Kode billing harus 15 angka.")
                        ],
                        verbose_name="kode billing",
                    ),
                ),
                (
                    "ntpn",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Z]{16}$", "NTPN harus 16 huruf besar atau angka."
                            )
                        ],
                        verbose_name="NTPN",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="tanggal setor")),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deposited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("deposited_at", models.DateTimeField(editable=False, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
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
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=[
                            "office",
                            "state",
                            "opened_at",
                            "amount",
                            "confirmed_at",
                            "kind",
                            "partner",
                            "instalment",
                        ],
                        name="return_office_sums",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="return_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__lte", models.F("limit"))), name="return_within_what_it_returns"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("kind", "temuan"), _negated=True), models.Q(("state", "withdrawn"), _negated=True)
                        ),
                        fields=("instalment", "kind"),
                        name="one_return_of_a_kind_per_instalment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "temuan"), models.Q(("state", "withdrawn"), _negated=True)),
                        fields=("instalment", "reference"),
                        name="finding_once_per_instalment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "temuan"), _negated=True),
                            models.Q(models.Q(("reference", ""), _negated=True), ("paper__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_has_its_paper",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ntpn", ""), _negated=True), fields=("ntpn",), name="ntpn_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "withdrawn"]),
                            models.Q(
                                models.Q(("billing_code", ""), _negated=True),
                                models.Q(("ntpn", ""), _negated=True),
                                ("paid_on__isnull", False),
                                ("proof__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="deposited_return_has_proof",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_batches",
                        to="accounts.office",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="nama kumpulan")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "title"), name="batch_title_once_per_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="column_choices",
                        to="accounts.office",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sp2d", "Daftar SP2D"), ("bank", "Balasan bank")], max_length=10, verbose_name="jenis"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chosen_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "fingerprint"), name="columns_chosen_once_per_make"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_files",
                        to="accounts.office",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sp2d", "Daftar SP2D"), ("bank", "Balasan bank")], max_length=10, verbose_name="jenis"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("columns", models.JSONField()),
                ("notes", models.JSONField(default=list)),
                ("lines_count", models.PositiveIntegerField(verbose_name="baris")),
                ("total", models.BigIntegerField(verbose_name="jumlah")),
                (
                    "imported_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="dibaca")),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "kind", "sha256"), name="bank_file_once_per_office"),
                    models.CheckConstraint(
                        condition=models.Q(("lines_count__gt", 0), ("total__gt", 0)), name="bank_file_has_lines"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DipaDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dipa_documents",
                        to="accounts.office",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[partners.bounds.validate_budget_year], verbose_name="tahun anggaran"
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor DIPA atau revisinya")),
                ("decided_on", models.DateField(verbose_name="tanggal")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("assistance_only", models.BooleanField(default=False, verbose_name="hanya akun bantuan sosial")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year", "number", "decided_on", "assistance_only"), name="dipa_document_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AllocationRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="grants.allocation"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="revisi ke")),
                ("document", models.CharField(max_length=100, verbose_name="nomor revisi DIPA")),
                ("decided_on", models.DateField(verbose_name="tanggal revisi")),
                ("before", models.BigIntegerField(verbose_name="pagu semula")),
                ("after", models.BigIntegerField(verbose_name="pagu menjadi")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="yang berubah")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["allocation", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("allocation", "number"), name="allocation_revision_once"),
                    models.CheckConstraint(
                        condition=models.Q(("after__gte", 0), ("before__gte", 0)),
                        name="allocation_revision_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="allocation_revision_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecreeRecipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recipients", to="grants.decree"
                    ),
                ),
                ("place", models.PositiveIntegerField(verbose_name="nomor urut")),
                (
                    "nik",
                    vault.private.EncryptedTextField(
                        validators=[beneficiaries.identity.validate_nik], verbose_name="NIK"
                    ),
                ),
                ("nik_index", models.CharField(db_index=True, editable=False, max_length=64)),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "component",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hidup_layak", "Dukungan pemenuhan hidup layak"),
                            ("perawatan", "Perawatan sosial dan/atau pengasuhan anak"),
                            ("keluarga", "Dukungan keluarga"),
                            ("terapi", "Terapi fisik, psikososial dan mental spiritual"),
                            ("vokasional", "Pelatihan vokasional dan/atau pembinaan kewirausahaan"),
                            ("bantuan", "Bantuan sosial dan asistensi sosial"),
                            ("aksesibilitas", "Dukungan aksesibilitas"),
                        ],
                        max_length=20,
                        verbose_name="komponen",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("uang", "Uang"), ("barang", "Barang"), ("jasa", "Jasa")],
                        default="uang",
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="jumlah"
                    ),
                ),
                ("bank", models.CharField(blank=True, max_length=80, verbose_name="bank")),
                (
                    "account_number",
                    vault.private.EncryptedTextField(
                        blank=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{5,30}\\Z", "Nomor rekening hanya angka, 5–30."
                            )
                        ],
                        verbose_name="nomor rekening",
                    ),
                ),
                ("account_index", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("account_holder", models.CharField(blank=True, max_length=200, verbose_name="atas nama")),
                ("despite", models.TextField(blank=True, verbose_name="alasan tetap dicantumkan")),
            ],
            options={
                "ordering": ["decree", "place"],
                "indexes": [models.Index(fields=["decree", "amount"], name="recipient_decree_sums")],
                "constraints": [
                    models.UniqueConstraint(fields=("decree", "nik_index"), name="recipient_once_per_decree"),
                    models.UniqueConstraint(fields=("decree", "place"), name="recipient_place_once_per_decree"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="recipient_amount_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("nik_index", ""), _negated=True), name="recipient_has_nik_index"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disbursement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "instalment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursements",
                        to="partners.instalment",
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
                        related_name="disbursements",
                        to="accounts.office",
                    ),
                ),
                (
                    "allocation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursements",
                        to="grants.allocation",
                    ),
                ),
                (
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disbursements", to="grants.decree"
                    ),
                ),
                (
                    "bank_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursements",
                        to="partners.bankaccount",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursements",
                        to="grants.paymentbatch",
                    ),
                ),
                (
                    "exception",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disbursement",
                        to="grants.gateexception",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("ls", "Langsung ke rekening penerima (LS)"),
                            ("penyalur", "Melalui bank/pos penyalur"),
                            ("up", "Dari uang persediaan (UP)"),
                        ],
                        default="ls",
                        max_length=10,
                        verbose_name="cara penyaluran",
                    ),
                ),
                ("distributor", models.CharField(blank=True, max_length=100, verbose_name="bank/pos penyalur")),
                (
                    "distributor_received_on",
                    models.DateField(blank=True, null=True, verbose_name="diterima bank/pos penyalur"),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="jumlah"
                    ),
                ),
                ("spp_number", models.CharField(max_length=60, verbose_name="nomor SPP")),
                ("spp_date", models.DateField(verbose_name="tanggal SPP")),
                ("spm_number", models.CharField(blank=True, max_length=60, verbose_name="nomor SPM")),
                ("spm_date", models.DateField(blank=True, null=True, verbose_name="tanggal SPM")),
                ("spp_year", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("spm_year", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "sp2d_number",
                    models.CharField(
                        blank=True,
                        max_length=15,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9]{15}\\Z", "Nomor SP2D harus 15 angka.")
                        ],
                        verbose_name="nomor SP2D",
                    ),
                ),
                ("sp2d_date", models.DateField(blank=True, null=True, verbose_name="tanggal SP2D")),
                ("received_amount", models.BigIntegerField(blank=True, null=True, verbose_name="jumlah diterima")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="tanggal diterima")),
                (
                    "received_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("received_at", models.DateTimeField(editable=False, null=True)),
                ("difference_reason", models.TextField(blank=True, editable=False, verbose_name="sebab selisih")),
                (
                    "difference_explained_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("going_back", models.BigIntegerField(default=0, editable=False, verbose_name="harus kembali")),
                (
                    "late_days",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="LPJ terlambat ketika diretur"),
                ),
                (
                    "late_seen_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("late_seen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=[
                            "office",
                            "state",
                            "sp2d_date",
                            "allocation",
                            "decree",
                            "partner",
                            "instalment",
                            "amount",
                        ],
                        name="disbursement_office_sums",
                    ),
                    models.Index(fields=["allocation", "state", "amount"], name="disbursement_line_sums"),
                    models.Index(
                        condition=models.Q(("state__in", ("returned", "cancelled"))),
                        fields=["instalment"],
                        name="disbursement_came_back",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["rejected", "cancelled"]), _negated=True),
                        fields=("instalment",),
                        name="one_living_disbursement_per_instalment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rejected"), _negated=True),
                        fields=("office", "spp_year", "spp_number"),
                        name="spp_number_once_a_year",
                    ),
                    models.UniqueConstraint(fields=("office", "spm_year", "spm_number"), name="spm_number_once_a_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("sp2d_number", ""), _negated=True),
                        fields=("sp2d_number",),
                        name="sp2d_number_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="disbursement_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("going_back__gte", 0), ("going_back__lte", models.F("amount"))),
                        name="no_more_goes_back_than_was_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("difference_reason", ""), ("difference_explained_by__isnull", False), _connector="OR"
                        ),
                        name="explained_difference_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_amount__isnull", True), ("received_amount__gte", 0), _connector="OR"
                        ),
                        name="received_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["paid", "accounted"]), _negated=True),
                            models.Q(models.Q(("sp2d_number", ""), _negated=True), ("sp2d_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="paid_has_sp2d",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bank_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="grants.bankfile"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("sp2d_number", models.CharField(blank=True, max_length=60, verbose_name="nomor SP2D")),
                ("spm_number", models.CharField(blank=True, max_length=60, verbose_name="nomor SPM")),
                ("amount", models.BigIntegerField(verbose_name="jumlah")),
                ("day", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                ("account", vault.private.EncryptedTextField(blank=True, verbose_name="nomor rekening")),
                ("name", models.TextField(blank=True, verbose_name="nama")),
                (
                    "status",
                    models.CharField(
                        choices=[("delivered", "Tersalur"), ("retur", "Retur"), ("pending", "Masih diproses")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="keterangan bank")),
            ],
            options={
                "ordering": ["row"],
                "constraints": [
                    models.UniqueConstraint(fields=("bank_file", "row"), name="bank_line_once_per_row"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="bank_line_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Retur",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "disbursement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returs", to="grants.disbursement"
                    ),
                ),
                ("sp2d_number", models.CharField(max_length=15, verbose_name="nomor SP2D")),
                ("sp2d_date", models.DateField(verbose_name="tanggal SP2D")),
                (
                    "bank_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.bankaccount"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="jumlah")),
                ("returned_on", models.DateField(verbose_name="tanggal retur")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan bank")),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("sp2d_number",), name="retur_once_per_sp2d"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="retur_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "disbursement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="grants.disbursement"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("spp", "SPP"),
                            ("spm", "SPM"),
                            ("sp2d", "SP2D"),
                            ("kuitansi", "Kuitansi penerimaan"),
                            ("lain", "Pendukung lain"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
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
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disbursement", "kind", "file"), name="document_once_per_disbursement"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "disbursement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="grants.disbursement"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="grants.decreerecipient",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="jumlah")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="tanggal diserahkan")),
                ("handed_over_by", models.CharField(blank=True, max_length=200, verbose_name="diserahkan oleh")),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["recipient__place"],
                "constraints": [
                    models.UniqueConstraint(fields=("disbursement", "recipient"), name="delivery_once_per_recipient"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="delivery_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "delivered"), _negated=True),
                            ("delivered_on__isnull", False),
                            _connector="OR",
                        ),
                        name="delivered_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "disbursement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_changes",
                        to="grants.disbursement",
                    ),
                ),
                (
                    "former",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.bankaccount"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.bankaccount"
                    ),
                ),
                ("reason", models.TextField(verbose_name="alasan")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
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
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("disbursement",),
                        name="one_account_change_asked_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("former", models.F("account")), _negated=True),
                        name="account_change_to_another_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="account_change_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="account_change_has_its_approver",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bank_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="grants.bankfile"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="match", to="grants.bankline"
                    ),
                ),
                (
                    "disbursement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_matches",
                        to="grants.disbursement",
                    ),
                ),
                ("differences", models.JSONField(default=list)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("confirmed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["line__row"],
                "constraints": [
                    models.UniqueConstraint(fields=("bank_file", "disbursement"), name="payment_matched_once_per_file")
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "match",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanation", to="grants.bankmatch"
                    ),
                ),
                ("because", models.TextField(verbose_name="penjelasan")),
                (
                    "explained_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("explained_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        keeping(
            "grants_allocationrevision",
            "grants_retur",
            "grants_bankfile",
            "grants_bankline",
            "grants_bankmatch",
            "grants_matchexplanation",
            "grants_dipadocument",
        ),
    ]
