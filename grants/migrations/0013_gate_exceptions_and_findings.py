"""Exceptions of the gate keep what they were asked for and know who granted them; findings of audits have their paper."""

from datetime import date, timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import partners.bounds

#: What the catalogue of rules says of the days from opening a return to its deposit on the day of this migration.
DAYS = timedelta(days=30)


def date_what_is_open(apps, schema_editor):
    """Returns that were opened before they had a last day get one."""
    returns = apps.get_model("grants", "TreasuryReturn").objects
    for pk, opened_at in returns.values_list("pk", "opened_at").iterator():
        returns.filter(pk=pk).update(due_on=opened_at.date() + DAYS)


class Migration(migrations.Migration):
    dependencies = [("grants", "0012_sums_of_a_year"), ("vault", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="gateexception", name="one_exception_at_a_time"),
        migrations.AddField(
            model_name="disbursement",
            name="exception",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disbursement",
                to="grants.gateexception",
            ),
        ),
        migrations.AddField(
            model_name="gateexception",
            name="sentences",
            field=models.JSONField(default=list, editable=False, verbose_name="bunyinya"),
        ),
        migrations.AlterField(
            model_name="gateexception",
            name="valid_until",
            field=models.DateField(validators=[partners.bounds.validate_day], verbose_name="berlaku sampai"),
        ),
        migrations.AddField(
            model_name="treasuryreturn",
            name="due_on",
            field=models.DateField(default=date(2000, 1, 1), editable=False, verbose_name="jatuh tempo"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="treasuryreturn",
            name="reference",
            field=models.CharField(blank=True, max_length=100, verbose_name="nomor laporan pemeriksaan"),
        ),
        migrations.AddField(
            model_name="treasuryreturn",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vault.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="gateexception",
            constraint=models.UniqueConstraint(
                fields=["instalment"], condition=Q(state="asked"), name="one_exception_asked_for_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="gateexception",
            constraint=models.UniqueConstraint(
                fields=["instalment"], condition=Q(state="granted"), name="one_exception_granted_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="gateexception",
            constraint=models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")),
                name="exception_granted_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="gateexception",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=["granted", "used", "replaced"]) | Q(granted_by__isnull=False),
                name="exception_needs_who_granted_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.UniqueConstraint(
                fields=["instalment", "reference"], condition=Q(kind="temuan"), name="finding_once_per_instalment"
            ),
        ),
        migrations.AddConstraint(
            model_name="treasuryreturn",
            constraint=models.CheckConstraint(
                condition=~Q(kind="temuan") | (~Q(reference="") & Q(paper__isnull=False)),
                name="finding_has_its_paper",
            ),
        ),
        migrations.RunPython(date_what_is_open, migrations.RunPython.noop),
    ]
