"""Working papers with their answers and files, an engagement's own questions, and its own weights of signals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0003_samples_are_kept"),
        ("vault", "0002_likeness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignalWeights",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weights", models.JSONField(verbose_name="bobot")),
                ("reason", models.TextField(verbose_name="alasan")),
                ("set_at", models.DateTimeField()),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weights", to="audits.engagement"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkingPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("number", models.CharField(editable=False, max_length=20, verbose_name="nomor KKP")),
                ("recorded", models.BigIntegerField(editable=False, verbose_name="nilai tercatat")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sesuai", "Sesuai"),
                            ("tidak-sesuai", "Tidak sesuai"),
                            ("tidak-dapat-diuji", "Tidak dapat diuji"),
                        ],
                        max_length=20,
                        verbose_name="hasil",
                    ),
                ),
                ("audited", models.BigIntegerField(blank=True, null=True, verbose_name="nilai menurut pemeriksa")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="catatan")),
                ("written_at", models.DateTimeField(editable=False)),
                ("prepared_at", models.DateTimeField(editable=False, null=True)),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "engagement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="audits.engagement",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="audits.sampleitem",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["item__sample", "item__place"],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attached_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="audits.workingpaper"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("place", models.PositiveIntegerField(verbose_name="urutan")),
                ("question", models.CharField(max_length=300, verbose_name="pertanyaan")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("ya", "Ya"), ("tidak", "Tidak"), ("tidak-berlaku", "Tidak berlaku")],
                        max_length=20,
                        verbose_name="jawaban",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="keterangan")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="audits.workingpaper"
                    ),
                ),
            ],
            options={
                "ordering": ["paper", "place"],
            },
        ),
        migrations.CreateModel(
            name="EngagementQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True,
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
                ("text", models.CharField(max_length=300, verbose_name="pertanyaan")),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                (
                    "added_by",
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
                        related_name="questions",
                        to="audits.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("engagement", "source", "text"),
                        name="question_once_in_engagement",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.UniqueConstraint(fields=("engagement", "number"), name="paper_number_once_in_engagement"),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded__gt", 0)), name="paper_recorded_more_than_nought"
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("audited__isnull", True), ("audited__gte", 0), _connector="OR"),
                name="paper_audited_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "sesuai"), _negated=True),
                    models.Q(("audited__isnull", False), ("audited", models.F("recorded"))),
                    _connector="OR",
                ),
                name="paper_right_as_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "tidak-sesuai"), _negated=True), ("audited__isnull", False), _connector="OR"
                ),
                name="paper_wrong_says_what_is_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "tidak-dapat-diuji"), _negated=True), ("audited__isnull", True), _connector="OR"
                ),
                name="paper_untested_has_no_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), models.Q(("result", ""), _negated=True), _connector="OR"),
                name="paper_needs_a_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "reviewed"), _negated=True),
                    models.Q(
                        ("reviewed_by__isnull", False), models.Q(("reviewed_by", models.F("written_by")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="paper_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperanswer",
            constraint=models.UniqueConstraint(fields=("paper", "key"), name="answer_once_in_paper"),
        ),
    ]
