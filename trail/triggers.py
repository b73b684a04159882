"""Database triggers that refuse to change or delete an event, whoever asks."""

from __future__ import annotations

from typing import Any

_SQLITE = [
    "CREATE TRIGGER IF NOT EXISTS trail_event_no_update BEFORE UPDATE ON trail_event "
    "BEGIN SELECT RAISE(ABORT, 'trail_event is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS trail_event_no_delete BEFORE DELETE ON trail_event "
    "BEGIN SELECT RAISE(ABORT, 'trail_event is append-only'); END",
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION trail_event_append_only() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'trail_event is append-only'; END $$ LANGUAGE plpgsql",
    "CREATE OR REPLACE TRIGGER trail_event_no_change BEFORE UPDATE OR DELETE ON trail_event "
    "FOR EACH ROW EXECUTE FUNCTION trail_event_append_only()",
    "CREATE OR REPLACE TRIGGER trail_event_no_truncate BEFORE TRUNCATE ON trail_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_event_append_only()",
]
_REMOVE = {
    "sqlite": ["DROP TRIGGER IF EXISTS trail_event_no_update", "DROP TRIGGER IF EXISTS trail_event_no_delete"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS trail_event_no_change ON trail_event",
        "DROP TRIGGER IF EXISTS trail_event_no_truncate ON trail_event",
    ],
}


def install(connection: Any) -> None:
    """Put the triggers in place; does nothing where they are."""
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take the triggers away: for undoing the migration, and for tests that empty the tables."""
    with connection.cursor() as cursor:
        for statement in _REMOVE[connection.vendor]:
            cursor.execute(statement)
