"""Every report has its LKS; apart from what fills the column in, for PostgreSQL alters no table that it just wrote to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_repeat_the_partner")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="partner",
            field=models.ForeignKey(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner"
            ),
        ),
        migrations.RemoveIndex(model_name="report", name="report_office_sums"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["office", "state", "due_on", "spent", "accepted_at", "partner", "instalment"],
                name="report_office_sums",
            ),
        ),
    ]
