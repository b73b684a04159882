"""Database triggers that refuse to change or delete what is kept as it was, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Tables of the trail itself; other rooms guard theirs in migrations of their own.
EVENTS, CHAINS = "trail_event", "trail_chain"

#: What a chain's head may not do: grow shorter, take another name, be another without the chain having grown.
_BACKWARDS = "NEW.length < OLD.length OR NEW.key <> OLD.key OR (NEW.head <> OLD.head AND NEW.length = OLD.length)"

_SQLITE_ROWS = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
#: INSERT OR REPLACE pushes a row out without deleting it, as far as SQLite's triggers are told.
_SQLITE_REPLACED = (
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
_SQLITE_GROWING = (
    "CREATE TRIGGER {table}_only_grows BEFORE UPDATE ON {table} "
    f"WHEN {_BACKWARDS} OR NEW.rowid <> OLD.rowid "
    "BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
    _SQLITE_ROWS[1],
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
    f"WHEN ({_BACKWARDS}) EXECUTE FUNCTION amanah_append_only()",
    *_POSTGRESQL_ROWS[1:],
)
_NAMES = ("no_update", "no_delete", "no_truncate", "no_replace", "only_grows")
_SQLITE_GUARDED = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete'"
_POSTGRESQL_GUARDED = (
    "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgname = relname || '_no_delete' AND relnamespace = current_schema()::regnamespace"
)


def guard(connection: Any, *tables: str) -> None:
    """Make these tables append-only, as of now: what guarded them before is put in anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _drop(connection, cursor, tables)  # SQLite replaces no trigger
        else:
            cursor.execute(_POSTGRESQL_REFUSAL)
        for table in tables:
            for statement in _statements(connection, cursor, table):
                cursor.execute(statement)


def unguard(connection: Any, *tables: str) -> None:
    """Take the triggers away: for undoing the migration, and for tests that empty the tables."""
    with connection.cursor() as cursor:
        _drop(connection, cursor, tables)


def guarded(connection: Any) -> list[str]:
    """The tables that are guarded in this database, whichever room's migration did it."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE_GUARDED if connection.vendor == "sqlite" else _POSTGRESQL_GUARDED)
        return sorted(table for (table,) in cursor.fetchall())


def _statements(connection: Any, cursor: Any, table: str) -> list[str]:
    if connection.vendor != "sqlite":
        statements = _POSTGRESQL_GROWING if table == CHAINS else _POSTGRESQL_ROWS
        return [statement.format(table=table) for statement in statements]
    statements = (_SQLITE_GROWING if table == CHAINS else _SQLITE_ROWS) + _SQLITE_REPLACED
    return [statement.format(table=table, taken=_taken(cursor, table)) for statement in statements]


def _taken(cursor: Any, table: str) -> str:
    """Whether the place of a new row is another's already, by its row's own number or by any of its unique keys."""
    keys = [["rowid"]]
    cursor.execute(f"PRAGMA index_list({table})")
    for _, index, unique, _, partial in cursor.fetchall():
        if unique:
            cursor.execute(f"PRAGMA index_info({index})")
            columns = [column for _, _, column in cursor.fetchall()]
            if partial or None in columns:
                raise ValueError(f"{table}: what {index} keeps apart is no plain columns; it cannot be guarded")
            keys.append(columns)
    # One question for each key, so that each is answered from its index.
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{each} = NEW.{each}' for each in columns)})"  # noqa: S608
        for columns in keys
    )


def _drop(connection: Any, cursor: Any, tables: Sequence[str]) -> None:
    for table in tables:
        for name in _NAMES:
            where = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where}")
