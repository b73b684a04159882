"""The papers that revise budget lines; a line may be revised to nought."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("grants", "0009_decree_life"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="allocation",
            name="amount",
            field=models.BigIntegerField(validators=[django.core.validators.MinValueValidator(0)], verbose_name="pagu"),
        ),
        migrations.AlterField(
            model_name="allocationrevision",
            name="changes",
            field=models.JSONField(blank=True, default=dict, verbose_name="yang berubah"),
        ),
        migrations.CreateModel(
            name="DipaDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="tahun anggaran",
                    ),
                ),
                ("number", models.CharField(max_length=100, verbose_name="nomor DIPA atau revisinya")),
                ("decided_on", models.DateField(verbose_name="tanggal")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("assistance_only", models.BooleanField(default=False, verbose_name="hanya akun bantuan sosial")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.AddConstraint(
            model_name="dipadocument",
            constraint=models.UniqueConstraint(
                fields=("office", "year", "number", "decided_on", "assistance_only"), name="dipa_document_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0)), name="allocation_revision_counts_from_one"
            ),
        ),
    ]
