"""Why a person stands on the list of a decree though another office has recorded that they died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('grants', '0016_the_partner_is_known'),
    ]

    operations = [
        migrations.AddField(
            model_name='decreerecipient',
            name='despite',
            field=models.TextField(blank=True, verbose_name='alasan tetap dicantumkan'),
        ),
    ]
