"""What a programme said of a person is written down once for a day; of several the last one stays."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef


def keep_the_last(apps, schema_editor):
    """The trail has told of each; what was said last on that day counts."""
    checks = apps.get_model("beneficiaries", "ProgrammeCheck").objects
    later = checks.filter(
        person=OuterRef("person"),
        programme=OuterRef("programme"),
        checked_on=OuterRef("checked_on"),
        pk__gt=OuterRef("pk"),
    )
    doubled = list(checks.filter(Exists(later)).values_list("pk", flat=True))
    checks.filter(pk__in=doubled).delete()


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0003_visits_to_come")]

    operations = [
        migrations.RunPython(keep_the_last, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="programmecheck",
            constraint=models.UniqueConstraint(fields=("person", "programme", "checked_on"), name="checked_once_a_day"),
        ),
    ]
