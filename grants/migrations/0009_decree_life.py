from typing import Any

import django.core.validators
from django.db import migrations, models

import beneficiaries.identity
import vault.private


def keep_the_latest_in_force(apps: Any, schema_editor: Any) -> None:
    """Of the decrees of one agreement that were recorded before they had a life, the latest is the one in force."""
    decrees = apps.get_model("grants", "Decree").objects
    seen = set()
    for pk, agreement in decrees.filter(state="approved").order_by("-decided_on", "-pk").values_list("pk", "agreement"):
        if agreement in seen:
            decrees.filter(pk=pk).update(state="replaced")
        seen.add(agreement)


class Migration(migrations.Migration):
    dependencies = [("grants", "0008_came_back")]

    operations = [
        migrations.AddField(
            model_name="decree",
            name="names_people",
            field=models.BooleanField(default=False, verbose_name="penerima perorangan"),
        ),
        migrations.AlterField(
            model_name="decreerecipient",
            name="nik",
            field=vault.private.EncryptedTextField(
                validators=[beneficiaries.identity.validate_nik], verbose_name="NIK"
            ),
        ),
        migrations.AlterField(
            model_name="decreerecipient",
            name="account_number",
            field=vault.private.EncryptedTextField(
                blank=True,
                validators=[django.core.validators.RegexValidator("^\\d{5,30}$", "Nomor rekening hanya angka, 5–30.")],
                verbose_name="nomor rekening",
            ),
        ),
        migrations.RunPython(keep_the_latest_in_force, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(state="approved"), name="one_decree_in_force_per_agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=("draft", "proposed")),
                name="one_decree_in_preparation",
            ),
        ),
    ]
