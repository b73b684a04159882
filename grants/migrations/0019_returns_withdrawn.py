"""Returns may be withdrawn by another person than opened them; of a payment no more goes back than was paid, and a
difference of receipt stays a finding until somebody says why.

Who opened a return stands in the trail; here it is filled in by the next migration.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def _person():
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def _once(fields, name, condition):
    return models.UniqueConstraint(fields=fields, condition=condition & ~Q(state="withdrawn"), name=name)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("grants", "0018_why_banks_differ"),
    ]

    operations = [
        *[
            migrations.AddField(model_name="treasuryreturn", name=name, field=_person())
            for name in ("opened_by", "withdrawn_by")
        ],
        migrations.AddField(
            model_name="treasuryreturn", name="withdrawn_at", field=models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            model_name="disbursement",
            name="difference_reason",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="sebab selisih"),
            preserve_default=False,
        ),
        migrations.AddField(model_name="disbursement", name="difference_explained_by", field=_person()),
        migrations.AddField(
            model_name="disbursement",
            name="going_back",
            field=models.BigIntegerField(default=0, editable=False, verbose_name="harus kembali"),
        ),
        *[
            migrations.RemoveConstraint(model_name="treasuryreturn", name=name)
            for name in (
                "one_return_of_a_kind_per_instalment",
                "finding_once_per_instalment",
                "deposited_return_has_proof",
            )
        ],
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=_once(["instalment", "kind"], "one_return_of_a_kind_per_instalment", ~Q(kind="temuan")),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=_once(["instalment", "reference"], "finding_once_per_instalment", Q(kind="temuan")),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"])
                | (~Q(billing_code="") & ~Q(ntpn="") & Q(paid_on__isnull=False) & Q(proof__isnull=False)),
                name="deposited_return_has_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=Q(going_back__gte=0, going_back__lte=F("amount")), name="no_more_goes_back_than_was_paid"
            ),
        ),
        migrations.AddConstraint(
            model_name="disbursement",
            constraint=models.CheckConstraint(
                condition=Q(difference_reason="") | Q(difference_explained_by__isnull=False),
                name="explained_difference_has_its_author",
            ),
        ),
    ]
