"""The number of an SPP, and that of an SPM, is given once in an office's year."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('grants', '0021_account_changes')]

    operations = [
        migrations.AddConstraint(
            model_name='disbursement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'rejected'), _negated=True), fields=('office', 'spp_year', 'spp_number'), name='spp_number_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='disbursement',
            constraint=models.UniqueConstraint(fields=('office', 'spm_year', 'spm_number'), name='spm_number_once_a_year'),
        ),
    ]
