"""audits: all that stands when a database is made; takes the place of its first 3 migrations."""

import django.db.models.deletion
import partners.bounds
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [("audits", "0001_engagements"), ("audits", "0002_samples"), ("audits", "0003_samples_are_kept")]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("partners", "0001_squashed_0007"),
        ("trail", "0001_squashed_0003"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="accounts.office",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                ("objective", models.TextField(max_length=2000, verbose_name="tujuan")),
                ("years", models.JSONField(blank=True, default=list, verbose_name="tahun anggaran")),
                ("programmes", models.JSONField(blank=True, default=list, verbose_name="program")),
                ("starts_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="mulai")),
                ("ends_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="berakhir")),
                ("letter_number", models.CharField(blank=True, max_length=100, verbose_name="nomor surat tugas")),
                (
                    "letter_date",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="tanggal surat tugas",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
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
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
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
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "offices",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="accounts.office", verbose_name="kantor yang diperiksa"
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="partners.partner", verbose_name="LKS yang diperiksa"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["office", "state", "ends_on"], name="engagement_running")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="engagement_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_by__isnull", True),
                            models.Q(
                                models.Q(("granted_by", models.F("drafted_by")), _negated=True),
                                ("asked_by__isnull", False),
                                models.Q(("granted_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="engagement_granted_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["active", "closed"]), _negated=True),
                            ("granted_by__isnull", False),
                            _connector="OR",
                        ),
                        name="engagement_needs_who_granted_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]),
                            models.Q(
                                models.Q(("letter_number", ""), _negated=True),
                                ("letter_date__isnull", False),
                                ("letter__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="engagement_has_its_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EngagementMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="team", to="audits.engagement"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("pengendali", "Pengendali teknis"),
                            ("ketua", "Ketua tim"),
                            ("anggota", "Anggota tim"),
                        ],
                        max_length=20,
                        verbose_name="kedudukan",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("engagement", "user"), name="member_once_in_team"),
                    models.UniqueConstraint(
                        condition=models.Q(("place", "ketua")), fields=("engagement",), name="one_leader_in_team"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditSample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="audits.engagement"
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="untuk menguji")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("laporan", "Laporan yang sudah dikirim"),
                            ("penyaluran", "Penyaluran yang sudah dibayar"),
                            ("bku-diterima", "Pengeluaran dalam laporan yang diterima"),
                            ("bku-dikirim", "Pengeluaran dalam semua laporan yang dikirim"),
                        ],
                        max_length=20,
                        verbose_name="populasi",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("interval", "Unit moneter, interval tetap (MUS)"),
                            ("sel", "Unit moneter, sel"),
                            ("strata", "Berstrata"),
                            ("acak", "Acak sederhana"),
                        ],
                        max_length=20,
                        verbose_name="metode",
                    ),
                ),
                ("seed", models.CharField(max_length=60, verbose_name="benih")),
                ("plan", models.JSONField()),
                (
                    "population",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                ("population_hash", models.CharField(max_length=64, verbose_name="hash populasi")),
                ("population_count", models.PositiveIntegerField()),
                ("population_amount", models.BigIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("interval", models.BigIntegerField(default=0)),
                ("start", models.BigIntegerField(default=0)),
                ("count", models.PositiveIntegerField(verbose_name="terpilih")),
                ("amount", models.BigIntegerField(verbose_name="nilai terpilih")),
                ("whole", models.BooleanField(default=False)),
                ("strata", models.JSONField(default=list)),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="sample_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("population_amount__gte", models.F("amount"))),
                        name="sample_within_population",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="audits.auditsample"
                    ),
                ),
                ("place", models.PositiveIntegerField(verbose_name="urutan")),
                ("key", models.CharField(max_length=40, verbose_name="kunci")),
                ("label", models.CharField(max_length=300, verbose_name="apa")),
                ("partner", models.CharField(max_length=200, verbose_name="LKS")),
                ("office", models.CharField(max_length=200, verbose_name="kantor")),
                ("day", models.DateField(null=True, verbose_name="tanggal")),
                ("url", models.CharField(max_length=200)),
                ("amount", models.BigIntegerField(verbose_name="nilai")),
                ("stratum", models.CharField(blank=True, max_length=60, verbose_name="strata")),
                ("rupiah", models.JSONField(default=list)),
                ("certain", models.BooleanField(default=False, verbose_name="pasti terpilih")),
            ],
            options={
                "ordering": ["sample", "place"],
                "constraints": [models.UniqueConstraint(fields=("sample", "key"), name="item_once_in_sample")],
            },
        ),
        keeping(
            "audits_auditsample",
            "audits_sampleitem",
        ),
    ]
