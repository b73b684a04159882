"""When a person is visited after a service has ended; what is there already has no such day."""

from django.db import migrations, models
from django.db.models import F, Q

import partners.bounds


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="service",
            name="next_visit_on",
            field=models.DateField(
                blank=True,
                null=True,
                validators=[partners.bounds.validate_day],
                verbose_name="kunjungan berikutnya",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=Q(next_visit_on__isnull=False), fields=["office", "next_visit_on"], name="service_next_visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=Q(next_visit_on=None) | Q(state="ended", next_visit_on__gte=F("ended_on")),
                name="visits_follow_the_end",
            ),
        ),
    ]
