"""What goes back may be paid in in parts, each a return of its own by which the open one shrinks."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("grants", "0024_years_that_can_be")]

    operations = [
        migrations.RemoveConstraint(model_name="treasuryreturn", name="return_within_what_it_returns"),
        migrations.RemoveConstraint(model_name="treasuryreturn", name="one_return_of_a_kind_per_instalment"),
        migrations.RemoveConstraint(model_name="treasuryreturn", name="finding_once_per_instalment"),
        migrations.AddField(
            model_name="treasuryreturn",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="grants.treasuryreturn",
            ),
        ),
        migrations.AddField(
            model_name="treasuryreturn",
            name="parted",
            field=models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="disetor sebagian"),
        ),
        migrations.AlterField(
            model_name="treasuryreturn",
            name="opened_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.CheckConstraint(
                condition=Q(parted__gte=0, amount__lte=F("limit") - F("parted")), name="return_within_what_it_returns"
            ),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.UniqueConstraint(
                condition=~Q(kind="temuan") & ~Q(state="withdrawn") & Q(part_of=None),
                fields=("instalment", "kind"),
                name="one_return_of_a_kind_per_instalment",
            ),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.UniqueConstraint(
                condition=Q(kind="temuan") & ~Q(state="withdrawn") & Q(part_of=None),
                fields=("instalment", "reference"),
                name="finding_once_per_instalment",
            ),
        ),
    ]
