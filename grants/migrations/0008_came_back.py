from django.db import migrations, models


class Migration(migrations.Migration):
    """The few payments whose money a bank sent back are found without reading the many."""

    dependencies = [("grants", "0007_bank_files_are_kept")]

    operations = [
        migrations.AddIndex(
            model_name="disbursement",
            index=models.Index(
                condition=models.Q(state__in=("returned", "cancelled")),
                fields=["instalment"],
                name="disbursement_came_back",
            ),
        ),
    ]
