"""Every payment, return and exception has its LKS; the sums of a year are read with it from indexes alone.

Apart from what fills the column in: PostgreSQL alters no table in the transaction that wrote to it.
"""

import django.db.models.deletion
from django.db import migrations, models

MODELS = ("disbursement", "treasuryreturn", "gateexception")


def _partner():
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner"
    )


class Migration(migrations.Migration):
    dependencies = [("grants", "0015_repeat_the_partner")]

    operations = [
        *[migrations.AlterField(model_name=name, name="partner", field=_partner()) for name in MODELS],
        migrations.RemoveIndex(model_name="disbursement", name="disbursement_office_sums"),
        migrations.RemoveIndex(model_name="treasuryreturn", name="return_office_sums"),
        migrations.AddIndex(
            model_name="disbursement",
            index=models.Index(
                fields=["office", "state", "sp2d_date", "allocation", "decree", "partner", "instalment", "amount"],
                name="disbursement_office_sums",
            ),
        ),
        migrations.AddIndex(
            model_name="treasuryreturn",
            index=models.Index(
                fields=["office", "state", "opened_at", "amount", "confirmed_at", "kind", "partner", "instalment"],
                name="return_office_sums",
            ),
        ),
    ]
