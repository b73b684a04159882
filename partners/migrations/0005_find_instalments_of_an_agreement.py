"""From an agreement to its instalments by an index alone: the way from an office to the sums of its year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_amendments_are_kept")]

    operations = [
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(fields=["agreement", "id"], name="instalment_of_agreement"),
        ),
    ]
