"""accounts: all that stands when a database is made; takes the place of its first 5 migrations."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_effort"),
        ("accounts", "0003_saved_filters"),
        ("accounts", "0004_inspectors"),
        ("accounts", "0005_only_our_digits"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[("balai", "Balai / Sentra"), ("inspektorat", "Pemeriksa (Itjen, BPK)")],
                        default="balai",
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9]{6}\\Z", "Kode satker harus 6 angka.")
                        ],
                        verbose_name="kode satker",
                    ),
                ),
                (
                    "kppn",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[django.core.validators.RegexValidator("^[0-9]{3}\\Z", "Kode KPPN harus 3 angka.")],
                        verbose_name="kode KPPN",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="kota")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telepon")),
                ("head_name", models.CharField(blank=True, max_length=200, verbose_name="nama kepala")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                        default="Asia/Jakarta",
                        max_length=20,
                        verbose_name="zona waktu",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="surel")),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("official_number", models.CharField(blank=True, max_length=18, verbose_name="NIP")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="accounts.office",
                        verbose_name="kantor",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                ("joined_at", models.DateTimeField(auto_now_add=True, verbose_name="terdaftar pada")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("treasurer", "Bendahara LKS"),
                            ("partner_head", "Ketua LKS"),
                            ("verifier", "Verifikator LPJ"),
                            ("ppk", "Pejabat Pembuat Komitmen"),
                            ("ppspm", "Pejabat Penanda Tangan SPM"),
                            ("finance", "Staf Keuangan"),
                            ("kpa", "Kuasa Pengguna Anggaran"),
                            ("auditor", "Auditor"),
                            ("inspector", "Inspektur"),
                            ("legal", "Analis Hukum"),
                            ("admin", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="peran",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "role"), name="role_once_per_user")],
            },
        ),
        migrations.CreateModel(
            name="Effort",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_good_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("page", models.CharField(editable=False, max_length=80)),
                ("name", models.CharField(max_length=60, verbose_name="nama saringan")),
                ("query", models.CharField(editable=False, max_length=1000)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "page", "name"), name="filter_name_once_per_list")
                ],
            },
        ),
    ]
