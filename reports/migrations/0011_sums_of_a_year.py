"""The sums of an office's year are read from an index alone, however many other offices there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_integrity_pact")]

    operations = [
        migrations.RemoveIndex(model_name="report", name="report_office_sums"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["office", "state", "due_on", "spent", "accepted_at", "instalment"], name="report_office_sums"
            ),
        ),
    ]
