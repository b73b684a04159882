"""A budget year lies between 2000 and 2100; that it is not after next year is asked when it is written down."""

from django.db import migrations, models

import partners.bounds


class Migration(migrations.Migration):
    dependencies = [("grants", "0023_only_our_digits")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="year",
            field=models.PositiveSmallIntegerField(
                validators=[partners.bounds.validate_budget_year], verbose_name="tahun anggaran"
            ),
        )
        for name in ("allocation", "dipadocument")
    ] + [
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="allocation_year_can_be"
            ),
        ),
    ]
