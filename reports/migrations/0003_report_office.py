import django.db.models.deletion
from django.db import migrations, models


def repeat_office(apps, schema_editor):
    """The office of each report is that of its LKS."""
    reports = apps.get_model("reports", "Report").objects
    partners = "instalment__agreement__partner__office"
    for pk, office in reports.values_list("pk", partners):
        reports.filter(pk=pk).update(office=office)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("reports", "0002_judgedfinding_frozen_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="office",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="accounts.office",
            ),
        ),
        migrations.RunPython(repeat_office, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="report",
            name="office",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="accounts.office",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["due_on", "id"], name="report_due"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["office", "due_on", "id"], name="report_office_due"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["office", "state", "due_on", "spent"], name="report_office_sums"),
        ),
    ]
