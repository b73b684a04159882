"""The sums of an office's year are read from indexes alone, however many other offices there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0011_dipa_documents_are_kept")]

    operations = [
        migrations.RemoveIndex(model_name="disbursement", name="disbursement_office_sums"),
        migrations.RemoveIndex(model_name="treasuryreturn", name="return_office_sums"),
        migrations.AddIndex(
            model_name="decreerecipient",
            index=models.Index(fields=["decree", "amount"], name="recipient_decree_sums"),
        ),
        migrations.AddIndex(
            model_name="disbursement",
            index=models.Index(
                fields=["office", "state", "sp2d_date", "allocation", "decree", "instalment", "amount"],
                name="disbursement_office_sums",
            ),
        ),
        migrations.AddIndex(
            model_name="treasuryreturn",
            index=models.Index(
                fields=["office", "state", "opened_at", "amount", "confirmed_at", "kind", "instalment"],
                name="return_office_sums",
            ),
        ),
    ]
