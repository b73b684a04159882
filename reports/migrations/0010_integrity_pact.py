"""The head signs the integrity pact in the same act; what was signed before does not cover it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0009_one_person_one_signature")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="signature",
            name="with_pact",
            field=models.BooleanField(default=False, verbose_name="juga atas pakta integritas"),
        ),
    ]
