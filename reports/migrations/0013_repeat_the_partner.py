"""Reports repeat their LKS beside its office: an LKS's list and sums need no joins."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def repeat(apps, schema_editor):
    """The LKS of the agreement that the instalment belongs to."""
    instalments = apps.get_model("partners", "Instalment").objects.filter(pk=OuterRef("instalment"))
    apps.get_model("reports", "Report").objects.update(partner=Subquery(instalments.values("agreement__partner")))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_write_down_budget_use"),
        ("partners", "0005_find_instalments_of_an_agreement"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="partner",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.partner",
            ),
        ),
        migrations.RunPython(repeat, migrations.RunPython.noop),
    ]
