"""An agreement ends early once a second person has approved what the first asked for, with the paper it rests on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.bounds


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("partners", "0001_squashed_0007"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Termination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "terminated_on",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="diputus per"),
                ),
                ("because", models.TextField(max_length=1000, verbose_name="mengapa diputus")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terminations",
                        to="partners.agreement",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "approved"])),
                        fields=("agreement",),
                        name="one_termination_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="who_asks_for_an_end_does_not_approve_it",
                    ),
                ],
            },
        ),
    ]
