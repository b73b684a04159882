"""Database triggers that refuse to change or delete what is kept as it was, whoever asks."""

from __future__ import annotations

from typing import Any

#: Tables of the trail itself; other rooms guard theirs in migrations of their own.
EVENTS, CHAINS = "trail_event", "trail_chain"

_SQLITE_ROWS = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
#: INSERT OR REPLACE pushes rows out without deleting them, as far as SQLite's triggers are told.
_SQLITE_REPLACED = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} "
    "WHERE id = NEW.id OR hash = NEW.hash OR (chain_id = NEW.chain_id AND number = NEW.number)) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
_SQLITE_GROWING = (
    "CREATE TRIGGER IF NOT EXISTS {table}_only_grows BEFORE UPDATE ON {table} "
    "WHEN NEW.length < OLD.length OR NEW.key <> OLD.key "
    "BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
_POSTGRESQL_REFUSAL = (
    "CREATE OR REPLACE FUNCTION amanah_append_only() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)
_POSTGRESQL_ROWS = (
    "CREATE OR REPLACE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION amanah_append_only()",
    "CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION amanah_append_only()",
    "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION amanah_append_only()",
)
_POSTGRESQL_GROWING = (
    "CREATE OR REPLACE TRIGGER {table}_only_grows BEFORE UPDATE ON {table} FOR EACH ROW "
    "WHEN (NEW.length < OLD.length OR NEW.key <> OLD.key) EXECUTE FUNCTION amanah_append_only()",
    *_POSTGRESQL_ROWS[1:],
)
_NAMES = ("no_update", "no_delete", "no_truncate", "no_replace", "only_grows")


def guard(connection: Any, *tables: str) -> None:
    """Make these tables append-only; does nothing where they are."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(_POSTGRESQL_REFUSAL)
        for table in tables:
            statements: tuple[str, ...]
            if table == CHAINS:
                statements = _SQLITE_GROWING if sqlite else _POSTGRESQL_GROWING
            else:
                statements = _SQLITE_ROWS if sqlite else _POSTGRESQL_ROWS
            if sqlite and table == EVENTS:
                statements += _SQLITE_REPLACED
            for statement in statements:
                cursor.execute(statement.format(table=table))


def unguard(connection: Any, *tables: str) -> None:
    """Take the triggers away: for undoing the migration, and for tests that empty the tables."""
    with connection.cursor() as cursor:
        for table in tables:
            for name in _NAMES:
                where = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where}")
