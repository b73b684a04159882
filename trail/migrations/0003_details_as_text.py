"""Details of events are kept as the text that was hashed. SQLite makes the table anew, so the triggers are set again."""

from typing import Any

from django.db import migrations

import trail.details
from trail import triggers


def guard(apps: Any, schema_editor: Any) -> None:
    triggers.guard(schema_editor.connection, triggers.EVENTS, triggers.CHAINS)


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_append_only")]
    operations = [
        migrations.AlterField(
            model_name="event", name="data", field=trail.details.DetailsField(default=dict)
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
