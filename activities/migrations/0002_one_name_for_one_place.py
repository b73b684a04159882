"""A month is closed once for a place, however the letters of its name are written."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]

    operations = [
        operation
        for state in ("closed", "draft")
        for operation in (
            migrations.RemoveConstraint(model_name="salesmonth", name=f"one_{state}_month_per_place"),
            migrations.AddConstraint(
                model_name="salesmonth",
                constraint=models.UniqueConstraint(
                    models.F("office"),
                    django.db.models.functions.text.Lower("place"),
                    models.F("month"),
                    condition=models.Q(state=state),
                    name=f"one_{state}_month_per_place",
                ),
            ),
        )
    ]
