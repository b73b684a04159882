"""Keep when an import's turn came, and when its rows were deleted because nobody went on with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_rows_left_out")]
    operations = [
        migrations.AddField("importrun", "begun_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("importrun", "forgotten_at", models.DateTimeField(editable=False, null=True)),
    ]
