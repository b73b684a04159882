"""What a migration says of tables whose rows are only ever added to."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from trail import triggers


def keeping(*tables: str) -> migrations.RunPython:
    """The step of a migration from which on the database itself refuses to change, delete or push out rows of these
    tables: by UPDATE, DELETE and TRUNCATE, on SQLite also by INSERT OR REPLACE.

    To change such a table on SQLite, which makes it anew, put ``releasing`` before and this after the change.
    """
    return migrations.RunPython(_guarding(tables), _unguarding(tables))


def releasing(*tables: str) -> migrations.RunPython:
    """The step that takes the refusal away, until ``keeping`` brings it back within the same migration."""
    return migrations.RunPython(_unguarding(tables), _guarding(tables))


def keeping_anew() -> migrations.RunPython:
    """The step that guards every table that is guarded already, in whichever room: after the guard itself has grown."""

    def guard(apps: Any, schema_editor: Any) -> None:
        triggers.guard(schema_editor.connection, *triggers.guarded(schema_editor.connection))

    return migrations.RunPython(guard, migrations.RunPython.noop)


def _guarding(tables: tuple[str, ...]) -> Any:
    def guard(apps: Any, schema_editor: Any) -> None:
        triggers.guard(schema_editor.connection, *tables)

    return guard


def _unguarding(tables: tuple[str, ...]) -> Any:
    def unguard(apps: Any, schema_editor: Any) -> None:
        triggers.unguard(schema_editor.connection, *tables)

    return unguard
