"""Whether somebody works on a run at this moment: who does holds its row, and lets go of it even by dying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction

if TYPE_CHECKING:
    from imports.models import ImportRun


def is_held(run: ImportRun) -> bool:
    """Asked without waiting. On SQLite, which has no locks of rows, whether anybody else writes just now."""
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            rows = type(run)._base_manager.select_for_update(skip_locked=True)
            return not rows.filter(pk=run.pk).exists()
    return _somebody_writes()


def _somebody_writes() -> bool:
    if connection.in_atomic_block:  # then it is we who write, or nobody
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        except OperationalError:
            return True
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return False
