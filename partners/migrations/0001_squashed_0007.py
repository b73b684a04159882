"""partners: all that stands when a database is made; takes the place of its first 7 migrations."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import partners.bounds
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [
        ("partners", "0001_initial"),
        ("partners", "0002_bounds"),
        ("partners", "0003_agreement_life"),
        ("partners", "0004_amendments_are_kept"),
        ("partners", "0005_find_instalments_of_an_agreement"),
        ("partners", "0006_who_set_the_account"),
        ("partners", "0007_only_our_digits"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("trail", "0001_squashed_0003"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama LKS")),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("yayasan", "Yayasan"),
                            ("perkumpulan", "Perkumpulan"),
                            ("tidak_berbadan_hukum", "Tidak berbadan hukum"),
                        ],
                        default="yayasan",
                        max_length=30,
                        verbose_name="bentuk",
                    ),
                ),
                ("registration_number", models.CharField(max_length=80, verbose_name="nomor tanda daftar")),
                ("first_registration_number", models.CharField(editable=False, max_length=80)),
                (
                    "npwp",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{15}|[0-9]{16})\\Z", "NPWP harus 15 atau 16 angka."
                            )
                        ],
                        verbose_name="NPWP",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                ("regency_code", models.CharField(blank=True, max_length=5, verbose_name="kode kabupaten/kota")),
                ("regency", models.CharField(max_length=100, verbose_name="kabupaten/kota")),
                ("province", models.CharField(blank=True, max_length=100, verbose_name="provinsi")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "registration_number"), name="partner_registration_once_per_office"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="accounts.office",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="nama kegiatan")),
                ("subject", models.CharField(max_length=500, verbose_name="materi")),
                ("starts_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="hari pertama")),
                ("ends_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="hari terakhir")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("tatap_muka", "Tatap muka"),
                            ("daring", "Daring"),
                            ("keduanya", "Tatap muka dan daring"),
                        ],
                        default="tatap_muka",
                        max_length=12,
                        verbose_name="cara",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="tempat atau tautan")),
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
                ("version", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "title", "starts_on"), name="training_once_per_office"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="training_ends_after_start",
                        violation_error_message="Hari terakhir mendahului hari pertama. Periksa kedua tanggalnya.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training_condition",
                        to="accounts.office",
                    ),
                ),
                (
                    "within_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1, "Paling sedikit 1 tahun."),
                            django.core.validators.MaxValueValidator(10, "Paling lama 10 tahun."),
                        ],
                        verbose_name="bimtek dalam (tahun terakhir)",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("within_years", None),
                            models.Q(("within_years__gte", 1), ("within_years__lte", 10)),
                            _connector="OR",
                        ),
                        name="training_within_sensible_years",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="officers", to="partners.partner"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("partner_head", "Ketua"), ("treasurer", "Bendahara")],
                        max_length=20,
                        verbose_name="jabatan",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices_at_partners",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "ordering": ["role", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("partner", "role"),
                        name="one_active_officer_per_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="partners.partner"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("akta", "Akta pendirian"),
                            ("tanda_daftar", "Tanda daftar LKS"),
                            ("akreditasi", "Akreditasi"),
                            ("npwp", "NPWP"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor")),
                (
                    "issued_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_document_day],
                        verbose_name="tanggal terbit",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="Kosongkan bila tanpa batas waktu.",
                        null=True,
                        validators=[partners.bounds.validate_document_day],
                        verbose_name="berlaku sampai",
                    ),
                ),
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
            ],
            options={
                "ordering": ["kind", "-valid_until"],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "kind", "number"), name="document_once_per_partner")
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bank_accounts", to="partners.partner"
                    ),
                ),
                ("bank", models.CharField(max_length=80, verbose_name="bank")),
                (
                    "number",
                    models.CharField(
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{5,30}\\Z", "Nomor rekening hanya angka, 5–30."
                            )
                        ],
                        verbose_name="nomor rekening",
                    ),
                ),
                ("holder", models.CharField(max_length=200, verbose_name="atas nama")),
                ("active", models.BooleanField(default=True, verbose_name="dipakai")),
                (
                    "set_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField(editable=False, null=True)),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="alasan")),
            ],
            options={
                "indexes": [models.Index(fields=["number"], name="account_by_number")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partner", "bank", "number", "holder"), name="account_once_per_partner"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("partner",), name="one_active_account"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor PKS")),
                ("title", models.CharField(max_length=250, verbose_name="judul kegiatan")),
                (
                    "signed_on",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="tanggal tanda tangan"),
                ),
                ("starts_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="mulai")),
                ("ends_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="berakhir")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("rehabilitasi", "Rehabilitasi sosial"),
                            ("jaminan", "Jaminan sosial"),
                            ("pemberdayaan", "Pemberdayaan sosial"),
                            ("perlindungan", "Perlindungan sosial"),
                            ("kemiskinan", "Penanggulangan kemiskinan dan pelayanan dasar"),
                            ("bencana", "Penanggulangan bencana"),
                        ],
                        max_length=20,
                        verbose_name="tujuan bantuan",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("uang", "Uang"), ("barang", "Barang"), ("jasa", "Jasa")],
                        default="uang",
                        max_length=10,
                        verbose_name="bentuk bantuan",
                    ),
                ),
                (
                    "approach",
                    models.CharField(
                        choices=[
                            ("keluarga", "Berbasis keluarga"),
                            ("komunitas", "Berbasis komunitas"),
                            ("residensial", "Berbasis residensial"),
                        ],
                        default="komunitas",
                        max_length=20,
                        verbose_name="pendekatan",
                    ),
                ),
                ("components", models.JSONField(default=list, verbose_name="komponen ATENSI")),
                ("scope", models.TextField(blank=True, verbose_name="ruang lingkup")),
                (
                    "value",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="nilai"
                    ),
                ),
                (
                    "report_within_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MaxValueValidator(366, "Paling lama 366 hari.")],
                        verbose_name="laporan paling lambat (hari setelah dana diterima)",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
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
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("terminated_on", models.DateField(editable=False, null=True, verbose_name="diputus per")),
            ],
            options={
                "ordering": ["-signed_on", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "number"), name="agreement_number_once_per_partner"),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="agreement_value_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("report_within_days__lte", 366)),
                        name="agreement_report_within_a_year",
                        violation_error_message="Paling lama 366 hari.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="agreement_ends_after_start",
                        violation_error_message="Tanggal berakhir mendahului tanggal mulai. Periksa kedua tanggalnya.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "terminated"), ("terminated_on__isnull", False)),
                            models.Q(models.Q(("state", "terminated"), _negated=True), ("terminated_on", None)),
                            _connector="OR",
                        ),
                        name="terminated_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionLift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "partner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sanction_lifts",
                        to="partners.partner",
                    ),
                ),
                ("obstacles", models.JSONField(default=list, editable=False, verbose_name="yang dikesampingkan")),
                ("sentences", models.JSONField(default=list, editable=False, verbose_name="bunyinya")),
                ("because", models.TextField(max_length=1000, verbose_name="mengapa dicabut")),
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
                        condition=models.Q(("state", "asked")), fields=("partner",), name="one_lift_asked_for_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingParticipant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="partners.training"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trained",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="jabatan")),
                (
                    "presence",
                    models.CharField(
                        choices=[("hadir", "Hadir di tempat"), ("daring", "Hadir daring"), ("tidak", "Tidak hadir")],
                        default="hadir",
                        max_length=10,
                        verbose_name="kehadiran",
                    ),
                ),
            ],
            options={
                "ordering": ["partner__name", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("training", "partner", "name"), name="participant_once_per_training"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="partners.agreement",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="kode")),
                ("description", models.CharField(max_length=250, verbose_name="uraian")),
                (
                    "volume",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="volume"
                    ),
                ),
                ("unit", models.CharField(max_length=30, verbose_name="satuan")),
                (
                    "unit_price",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="harga satuan"
                    ),
                ),
                ("amount", models.BigIntegerField(editable=False, verbose_name="jumlah")),
                ("used", models.BigIntegerField(default=0, editable=False, verbose_name="terpakai")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "code"), name="budget_code_once_per_agreement"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("volume"), "*", models.F("unit_price")
                                ),
                            )
                        ),
                        name="budget_amount_is_product",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit_price__gte", 0)), name="budget_price_not_negative"
                    ),
                    models.CheckConstraint(condition=models.Q(("used__gte", 0)), name="budget_use_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instalments", to="partners.agreement"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="termin"
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="jumlah"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="rencana penyaluran")),
                ("requested", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "ordering": ["agreement", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("requested", False)),
                        fields=["planned_on", "id"],
                        name="instalment_to_request",
                    ),
                    models.Index(fields=["agreement", "id"], name="instalment_of_agreement"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="instalment_number_once_per_agreement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="instalment_amount_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="partners.agreement",
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(editable=False, verbose_name="adendum ke")),
                (
                    "kind",
                    models.CharField(
                        choices=[("isi", "Perubahan isi"), ("perpanjangan", "Perpanjangan")],
                        default="isi",
                        editable=False,
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("because", models.TextField(max_length=1000, verbose_name="mengapa diubah")),
                (
                    "value",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="nilai"
                    ),
                ),
                ("ends_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="berakhir")),
                ("budget", models.JSONField(default=list, editable=False, verbose_name="RAB")),
                ("instalments", models.JSONField(default=list, editable=False, verbose_name="termin")),
                ("number", models.CharField(blank=True, max_length=100, verbose_name="nomor adendum")),
                (
                    "signed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="tanggal tanda tangan",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("drafted_at", models.DateTimeField(auto_now_add=True)),
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
                "ordering": ["agreement", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dropped"), _negated=True),
                        fields=("agreement", "ordinal"),
                        name="addendum_ordinal_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed"])),
                        fields=("agreement",),
                        name="one_addendum_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("agreement", "number"),
                        name="addendum_number_once_per_agreement",
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="addendum_value_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("scan__isnull", False),
                                ("signed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approved_addendum_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "addendum",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendment", to="partners.addendum"
                    ),
                ),
                ("value_before", models.BigIntegerField(verbose_name="nilai semula")),
                ("value_after", models.BigIntegerField(verbose_name="nilai menjadi")),
                ("before", models.JSONField(verbose_name="isi semula")),
                ("after", models.JSONField(verbose_name="isi menjadi")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value_after__gte", 0), ("value_before__gte", 0)),
                        name="amendment_values_not_negative",
                    )
                ],
            },
        ),
        keeping(
            "partners_amendment",
        ),
    ]
