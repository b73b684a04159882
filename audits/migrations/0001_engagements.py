"""Engagements, and who is in their teams."""

import django.db.models.deletion
import partners.bounds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_inspectors"),
        ("partners", "0005_find_instalments_of_an_agreement"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
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
                ("drafted_at", models.DateTimeField(auto_now_add=True)),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
                ("granted_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="accounts.office",
                    ),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="EngagementMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(fields=["office", "state", "ends_on"], name="engagement_running"),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="engagement_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["active", "closed"]), _negated=True),
                    ("granted_by__isnull", False),
                    _connector="OR",
                ),
                name="engagement_needs_who_granted_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="engagementmember",
            constraint=models.UniqueConstraint(fields=("engagement", "user"), name="member_once_in_team"),
        ),
        migrations.AddConstraint(
            model_name="engagementmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("place", "ketua")), fields=("engagement",), name="one_leader_in_team"
            ),
        ),
    ]
