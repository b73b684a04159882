"""legal: all that stands when a database is made; takes the place of its first 3 migrations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [("legal", "0001_initial"), ("legal", "0002_append_only"), ("legal", "0003_second_person")]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("trail", "0001_squashed_0003"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citation", "Kutipan"),
                            ("retirement", "Aturan dihentikan"),
                            ("reinstatement", "Aturan diberlakukan lagi"),
                            ("figure", "Angka diubah"),
                            ("withdrawal", "Keputusan ditarik"),
                            ("seconding", "Keputusan disetujui orang kedua"),
                        ],
                        max_length=20,
                        verbose_name="macam",
                    ),
                ),
                ("about", models.CharField(max_length=40, verbose_name="tentang")),
                ("turn", models.PositiveIntegerField(verbose_name="urutan")),
                ("key", models.CharField(blank=True, max_length=60, verbose_name="kutipan")),
                ("since", models.DateField(null=True, verbose_name="berlaku sejak")),
                ("value", models.TextField(blank=True, verbose_name="nilai")),
                ("instrument", models.CharField(blank=True, max_length=120, verbose_name="peraturan")),
                ("subject", models.CharField(blank=True, max_length=150, verbose_name="pokok")),
                ("article", models.CharField(blank=True, max_length=80, verbose_name="pasal")),
                ("wording", models.TextField(blank=True, max_length=4000, verbose_name="bunyi")),
                ("confirmed", models.BooleanField(default=False, verbose_name="dikonfirmasi")),
                (
                    "withdraws",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by",
                        to="legal.decision",
                    ),
                ),
                (
                    "seconds",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seconded_by",
                        to="legal.decision",
                    ),
                ),
                ("needs_second", models.BooleanField(default=False, verbose_name="menunggu orang kedua")),
                ("reason", models.TextField(max_length=2000, verbose_name="alasan")),
                (
                    "official_text",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("about", "turn"), name="decision_once_per_turn"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["citation", "retirement", "reinstatement", "figure", "withdrawal", "seconding"],
                            )
                        ),
                        name="decision_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decision_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "citation"),
                                ("since", None),
                                ("value", ""),
                                ("withdraws", None),
                                models.Q(("key", ""), _negated=True),
                            ),
                            models.Q(
                                ("key", ""),
                                ("kind", "figure"),
                                ("since__isnull", False),
                                ("withdraws", None),
                                models.Q(("value", ""), _negated=True),
                            ),
                            models.Q(
                                ("key", ""),
                                ("kind__in", ["retirement", "reinstatement"]),
                                ("since__isnull", False),
                                ("value", ""),
                                ("withdraws", None),
                            ),
                            models.Q(
                                ("key", ""),
                                ("kind", "withdrawal"),
                                ("since", None),
                                ("value", ""),
                                ("withdraws__isnull", False),
                            ),
                            models.Q(
                                ("key", ""), ("kind", "seconding"), ("since", None), ("value", ""), ("withdraws", None)
                            ),
                            _connector="OR",
                        ),
                        name="decision_says_what_its_kind_needs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "seconding"), ("seconds__isnull", False)),
                            models.Q(models.Q(("kind", "seconding"), _negated=True), ("seconds", None)),
                            _connector="OR",
                        ),
                        name="decision_seconds_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_second", False),
                            models.Q(
                                ("kind__in", ["retirement", "reinstatement", "figure"]),
                                ("official_text__isnull", False),
                            ),
                            ("kind", "withdrawal"),
                            _connector="OR",
                        ),
                        name="decision_of_the_past_has_official_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["citation", "figure"]),
                                models.Q(("instrument", ""), _negated=True),
                                models.Q(("subject", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind__in", ["citation", "figure"]), _negated=True),
                                ("article", ""),
                                ("confirmed", False),
                                ("instrument", ""),
                                ("subject", ""),
                            ),
                            _connector="OR",
                        ),
                        name="decision_names_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed", True),
                                ("official_text__isnull", False),
                                models.Q(("article", ""), _negated=True),
                                models.Q(("wording", ""), _negated=True),
                            ),
                            models.Q(("article", ""), ("confirmed", False), ("wording", "")),
                            _connector="OR",
                        ),
                        name="decision_confirmed_by_official_text",
                    ),
                ],
            },
        ),
        keeping(
            "legal_decision",
        ),
    ]
