"""vault: all that stands when a database is made; takes the place of its first 2 migrations."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("vault", "0001_initial"), ("vault", "0002_likeness")]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(db_index=True, editable=False, max_length=64)),
                ("size", models.BigIntegerField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel (.xlsx)"),
                            ("csv", "CSV (.csv)"),
                            ("jpeg", "Foto JPEG (.jpg)"),
                            ("png", "Gambar PNG (.png)"),
                            ("heic", "Foto HEIC (.heic)"),
                            ("webp", "Gambar WebP (.webp)"),
                            ("pdf", "PDF (.pdf)"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("original_name", models.CharField(editable=False, max_length=255, verbose_name="nama berkas")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="diterima pada")),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diterima dari",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas",
                "verbose_name_plural": "berkas",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="stored_file_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["xlsx", "csv", "jpeg", "png", "heic", "webp", "pdf"])),
                        name="stored_file_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("sha256", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("bits", models.CharField(blank=True, editable=False, max_length=16)),
            ],
        ),
    ]
