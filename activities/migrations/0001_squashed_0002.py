"""activities: all that stands when a database is made; takes the place of its first 2 migrations."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import partners.bounds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("activities", "0001_initial"), ("activities", "0002_one_name_for_one_place")]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("beneficiaries", "0001_squashed_0004"),
        ("partners", "0001_squashed_0007"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Maker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="makers",
                        to="accounts.office",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maker",
                        to="beneficiaries.person",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="makers",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="kelompok")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", ""), ("partner__isnull", True), ("person__isnull", False)),
                            models.Q(("partner__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="maker_is_person_or_lks",
                    ),
                    models.UniqueConstraint(fields=("partner", "group"), name="maker_once_per_group"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales_months",
                        to="accounts.office",
                    ),
                ),
                ("place", models.CharField(max_length=120, verbose_name="tempat")),
                ("month", models.DateField(validators=[partners.bounds.validate_day], verbose_name="bulan")),
                (
                    "visitors",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name="pengunjung"
                    ),
                ),
                (
                    "turnover",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="omzet",
                    ),
                ),
                (
                    "cost",
                    models.BigIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="biaya bahan dan pokok barang",
                    ),
                ),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(100, "Paling banyak 100 persen.")],
                        verbose_name="bagian pembuat (persen)",
                    ),
                ),
                ("lines_total", models.BigIntegerField(default=0, editable=False)),
                ("makers_due", models.BigIntegerField(default=0, editable=False)),
                (
                    "gross_profit",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("turnover"), "-", models.F("cost")
                            ),
                            "-",
                            models.F("makers_due"),
                        ),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="activities.salesmonth",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="activities.salesmonth",
                    ),
                ),
                ("because", models.TextField(blank=True, editable=False, verbose_name="alasan pembetulan")),
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
            ],
            options={
                "ordering": ["-month", "place", "-pk"],
                "indexes": [models.Index(fields=["office", "-month", "id"], name="sales_office_month")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("office"),
                        django.db.models.functions.text.Lower("place"),
                        models.F("month"),
                        condition=models.Q(("state", "closed")),
                        name="one_closed_month_per_place",
                    ),
                    models.UniqueConstraint(
                        models.F("office"),
                        django.db.models.functions.text.Lower("place"),
                        models.F("month"),
                        condition=models.Q(("state", "draft")),
                        name="one_draft_month_per_place",
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="sales_month_begins_on_first"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost__gte", 0), ("lines_total__gte", 0), ("makers_due__gte", 0), ("turnover__gte", 0)
                        ),
                        name="sales_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share_percent__lte", 100)), name="sales_share_at_most_all"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("makers_due__lte", models.F("lines_total"))), name="makers_due_within_sales"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "discarded"]),
                            models.Q(("closed_at__isnull", False), ("lines_total", models.F("turnover"))),
                            _connector="OR",
                        ),
                        name="closed_month_ties_with_sales",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), ("corrects__isnull", True), ("first__isnull", True)),
                            models.Q(
                                ("corrects__isnull", False),
                                ("first__isnull", False),
                                models.Q(("because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_says_of_what_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SaleLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="activities.salesmonth"
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="activities.maker",
                        verbose_name="pembuat",
                    ),
                ),
                ("product", models.CharField(max_length=150, verbose_name="produk")),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="penjualan",
                    ),
                ),
                (
                    "due",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(0)], verbose_name="bagian pembuat"
                    ),
                ),
            ],
            options={
                "ordering": ["maker", "product", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("month", "maker", "product"), name="sale_once_per_product"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="sale_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("due__gte", 0), ("due__lte", models.F("amount"))), name="due_within_sale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MakerShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="activities.salesmonth"
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="activities.maker"
                    ),
                ),
                ("due", models.BigIntegerField(verbose_name="bagian pembuat")),
                ("handed", models.BigIntegerField(default=0, verbose_name="sudah diserahkan")),
                (
                    "owed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("due"), "-", models.F("handed")
                        ),
                        output_field=models.BigIntegerField(),
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["month", "owed"], name="share_owed")],
                "constraints": [
                    models.UniqueConstraint(fields=("month", "maker"), name="share_once_per_maker"),
                    models.CheckConstraint(
                        condition=models.Q(("handed__gte", 0), ("handed__lte", models.F("due"))),
                        name="handed_within_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="activities.makershare",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="jumlah"
                    ),
                ),
                (
                    "handed_on",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="tanggal diserahkan"),
                ),
                ("received_by", models.CharField(max_length=200, verbose_name="diterima oleh")),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
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
                "ordering": ["-handed_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="hand_over_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "recorded"), models.Q(("withdrawn_because", ""), _negated=True), _connector="OR"
                        ),
                        name="withdrawn_hand_over_has_reason",
                    ),
                ],
            },
        ),
    ]
