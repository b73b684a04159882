"""Payments, returns and exceptions repeat their LKS beside its office: the sums of an LKS need no joins."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

MODELS = ("Disbursement", "TreasuryReturn", "GateException")


def repeat(apps, schema_editor):
    """The LKS of the agreement that the instalment belongs to."""
    instalments = apps.get_model("partners", "Instalment").objects.filter(pk=OuterRef("instalment"))
    for name in MODELS:
        apps.get_model("grants", name).objects.update(partner=Subquery(instalments.values("agreement__partner")))


def _partner(**more):
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0014_owed_since"),
        ("partners", "0005_find_instalments_of_an_agreement"),
    ]

    operations = [
        *[migrations.AddField(model_name=name.lower(), name="partner", field=_partner(null=True)) for name in MODELS],
        migrations.RunPython(repeat, migrations.RunPython.noop),
    ]
