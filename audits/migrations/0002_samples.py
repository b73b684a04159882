"""Samples as they were drawn, with their items."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0001_engagements"),
        ("vault", "0002_likeness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("drawn_at", models.DateTimeField()),
                (
                    "drawn_by",
                    models.ForeignKey(on_delete=_PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "engagement",
                    models.ForeignKey(on_delete=_PROTECT, related_name="samples", to="audits.engagement"),
                ),
                ("population", models.ForeignKey(on_delete=_PROTECT, related_name="+", to="vault.storedfile")),
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
                ("sample", models.ForeignKey(on_delete=_PROTECT, related_name="items", to="audits.auditsample")),
            ],
            options={
                "ordering": ["sample", "place"],
                "constraints": [models.UniqueConstraint(fields=("sample", "key"), name="item_once_in_sample")],
            },
        ),
    ]
