"""Findings with what they point at and what was answered; recommendations with what was done and settled."""

import django.db.models.deletion
import django.db.models.expressions
import partners.bounds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("audits", "0005_weights_are_kept"),
        ("grants", "0025_paid_in_in_parts"),
        ("partners", "0001_squashed_0007"),
        ("reports", "0001_squashed_0014"),
        ("vault", "0001_squashed_0002"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="nomor")),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                ("asks_partner", models.BooleanField(default=False, verbose_name="ditanyakan kepada LKS")),
                ("asks_office", models.BooleanField(default=False, verbose_name="ditanyakan kepada balai")),
                ("condition", models.TextField(blank=True, max_length=4000, verbose_name="kondisi")),
                ("rule", models.CharField(blank=True, max_length=20, verbose_name="aturan")),
                ("citation", models.CharField(blank=True, editable=False, max_length=400, verbose_name="dasar aturan")),
                ("citation_confirmed", models.BooleanField(default=False, editable=False)),
                ("criteria", models.TextField(blank=True, max_length=4000, verbose_name="kriteria lain")),
                ("cause", models.TextField(blank=True, max_length=4000, verbose_name="sebab")),
                ("effect", models.TextField(blank=True, max_length=4000, verbose_name="akibat")),
                ("amount", models.BigIntegerField(default=0, verbose_name="nilai")),
                (
                    "documented",
                    models.BigIntegerField(default=0, editable=False, verbose_name="didukung bukti susulan"),
                ),
                ("justified", models.BigIntegerField(default=0, editable=False, verbose_name="alasannya diterima")),
                ("returned", models.BigIntegerField(default=0, editable=False, verbose_name="disetor ke kas negara")),
                ("written_off", models.BigIntegerField(default=0, editable=False, verbose_name="dihapuskan")),
                ("still_open", models.BigIntegerField(default=0, editable=False, verbose_name="masih terbuka")),
                ("drafted_at", models.DateTimeField(auto_now_add=True)),
                ("round", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "answer_by",
                    models.DateField(
                        editable=False,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="ditanggapi paling lambat",
                    ),
                ),
                ("shown_at", models.DateTimeField(editable=False, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "report_number",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="nomor laporan hasil pemeriksaan"
                    ),
                ),
                (
                    "received_on",
                    models.DateField(
                        editable=False,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="diterima pada",
                    ),
                ),
                ("finalised_at", models.DateTimeField(editable=False, null=True)),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
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
                    "dropped_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="audits.engagement",
                    ),
                ),
                (
                    "finalised_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="balai",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.judgedfinding",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shown_by",
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
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FindingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(choices=[("lks", "LKS"), ("balai", "Balai")], max_length=10, verbose_name="dari"),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("sependapat", "Sependapat"),
                            ("sebagian", "Sependapat sebagian"),
                            ("tidak-sependapat", "Tidak sependapat"),
                        ],
                        max_length=20,
                        verbose_name="sikap",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="tanggapan")),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("files", models.ManyToManyField(related_name="+", to="vault.storedfile")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="audits.finding"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FindingPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=300, verbose_name="apa")),
                ("amount", models.BigIntegerField(null=True, verbose_name="nilai")),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.agreement",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.entry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.evidence"
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="audits.finding"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.disbursement",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FindingReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="audits.finding"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "treasury_return",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.treasuryreturn"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="nomor")),
                ("text", models.TextField(max_length=1000, verbose_name="rekomendasi")),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="paling lambat")),
                ("acted_at", models.DateTimeField(editable=False, null=True)),
                ("judged_at", models.DateTimeField(editable=False, null=True)),
                ("reminded", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "finding",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="audits.finding",
                    ),
                ),
                (
                    "judged_by",
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
                "ordering": ["finding", "number"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(choices=[("lks", "LKS"), ("balai", "Balai")], max_length=10, verbose_name="dari"),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="tindakan")),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("files", models.ManyToManyField(related_name="+", to="vault.storedfile")),
                (
                    "treasury_return",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.treasuryreturn",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="audits.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("documented", "Didukung bukti susulan"),
                            ("justified", "Alasannya diterima"),
                            ("returned", "Disetor ke kas negara"),
                            ("written_off", "Dihapuskan"),
                        ],
                        max_length=20,
                        verbose_name="bagian",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="jumlah")),
                ("limit", models.BigIntegerField(editable=False, null=True, verbose_name="jumlah pengembaliannya")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="dasar")),
                ("settled_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_because", models.TextField(blank=True, editable=False, max_length=2000)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="audits.finding"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="audits.recommendation",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "treasury_return",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.treasuryreturn",
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
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["office", "state"], name="finding_office_state"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("engagement", "number"), name="finding_number_once_in_engagement"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("documented"), "+", models.F("justified")
                                    ),
                                    "+",
                                    models.F("returned"),
                                ),
                                "+",
                                models.F("written_off"),
                            ),
                            "+",
                            models.F("still_open"),
                        ),
                    )
                ),
                name="finding_parts_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("documented__gte", 0),
                    ("justified__gte", 0),
                    ("returned__gte", 0),
                    ("still_open__gte", 0),
                    ("written_off__gte", 0),
                ),
                name="finding_parts_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("final", "settled")), ("still_open", models.F("amount")), _connector="OR"
                ),
                name="finding_settled_only_when_final",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("asks_office", True), ("asks_partner", True), _connector="OR"),
                name="finding_concerns_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("asks_partner", False), ("partner__isnull", False), _connector="OR"),
                name="finding_asks_an_lks_that_it_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "dropped"]),
                    models.Q(("answer_by__isnull", False), ("shown_at__isnull", False)),
                    _connector="OR",
                ),
                name="finding_shown_until_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("final", "settled")), _negated=True),
                    models.Q(
                        models.Q(("report_number", ""), _negated=True),
                        ("finalised_by__isnull", False),
                        ("received_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="final_finding_has_its_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "settled"), _negated=True), ("still_open", 0), _connector="OR"),
                name="settled_finding_is_all_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="findinganswer",
            constraint=models.UniqueConstraint(
                fields=("finding", "round", "side"), name="answer_once_a_round_and_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreement__isnull", True),
                        ("entry__isnull", False),
                        ("evidence__isnull", True),
                        ("payment__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("entry__isnull", True),
                        ("evidence__isnull", False),
                        ("payment__isnull", True),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("entry__isnull", True),
                        ("evidence__isnull", True),
                        ("payment__isnull", True),
                        ("report__isnull", False),
                    ),
                    models.Q(
                        ("agreement__isnull", True),
                        ("entry__isnull", True),
                        ("evidence__isnull", True),
                        ("payment__isnull", False),
                        ("report__isnull", True),
                    ),
                    models.Q(
                        ("agreement__isnull", False),
                        ("entry__isnull", True),
                        ("evidence__isnull", True),
                        ("payment__isnull", True),
                        ("report__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="finding_points_at_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.UniqueConstraint(fields=("finding", "entry"), name="finding_points_once_at_entry"),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.UniqueConstraint(fields=("finding", "evidence"), name="finding_points_once_at_evidence"),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.UniqueConstraint(fields=("finding", "report"), name="finding_points_once_at_report"),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.UniqueConstraint(fields=("finding", "payment"), name="finding_points_once_at_payment"),
        ),
        migrations.AddConstraint(
            model_name="findingplace",
            constraint=models.UniqueConstraint(
                fields=("finding", "agreement"), name="finding_points_once_at_agreement"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["state", "due_on"], name="recommendation_due"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(fields=("finding", "number"), name="recommendation_once_in_finding"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("judged_by__isnull", True), ("state", "none")), ("due_on__isnull", False), _connector="OR"
                ),
                name="recommendation_judged_when_final",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="settlement_positive"),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("limit__isnull", False), ("part", "returned"), ("treasury_return__isnull", False)),
                    models.Q(
                        models.Q(("part", "returned"), _negated=True),
                        ("limit__isnull", True),
                        ("treasury_return__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="settlement_returned_by_a_return",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("limit__isnull", True), ("amount__lte", models.F("limit")), _connector="OR"),
                name="settlement_within_its_return",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("treasury_return",),
                name="return_settles_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("part", "returned"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="settlement_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="settlement_withdrawn_by_somebody",
            ),
        ),
    ]
