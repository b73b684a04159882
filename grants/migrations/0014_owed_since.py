"""Money that goes back is as old as the day from which it is owed: of an audit's finding, the day of its report."""

from datetime import date

from django.db import migrations, models


def take_the_day_of_opening(apps, schema_editor):
    """Nobody has written down another day for what is there already."""
    returns = apps.get_model("grants", "TreasuryReturn").objects
    for pk, opened_at in returns.values_list("pk", "opened_at").iterator():
        returns.filter(pk=pk).update(since=opened_at.date())


class Migration(migrations.Migration):
    dependencies = [("grants", "0013_gate_exceptions_and_findings")]

    operations = [
        migrations.AddField(
            model_name="treasuryreturn",
            name="since",
            field=models.DateField(default=date(2000, 1, 1), editable=False, verbose_name="terutang sejak"),
            preserve_default=False,
        ),
        migrations.RunPython(take_the_day_of_opening, migrations.RunPython.noop),
    ]
