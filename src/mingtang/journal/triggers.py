"""The database's own refusal to change or delete rows of an append-only table.

Works on SQLite and PostgreSQL, below the ORM, so that raw SQL is refused too. On PostgreSQL
TRUNCATE is refused as well; on SQLite so is ``INSERT OR REPLACE``, which would delete silently.
"""

from __future__ import annotations

from typing import Any

TABLE = "journal_entry"


def guard(connection: Any, table: str, key: str = "id") -> None:
    """Put the guards of a table in place (idempotent). ``key`` is its primary key."""
    refused = f"{table}: rows are never changed or deleted"
    if connection.vendor == "sqlite":
        _run(
            connection,
            f"""CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}
                BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
            f"""CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}
                BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
            f"""CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
                WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
                BEGIN SELECT RAISE(ABORT, '{refused}'); END""",  # noqa: S608 names are constants
        )
        return
    _run(
        connection,
        """CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger AS $$
           BEGIN RAISE EXCEPTION '%: rows are never changed or deleted', TG_TABLE_NAME; END
           $$ LANGUAGE plpgsql""",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION append_only_refuse()""",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()""",
    )


def unguard(connection: Any, table: str) -> None:
    """Take the guards of a table away. For the flush between tests only."""
    if connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            _run(connection, f"DROP TRIGGER IF EXISTS {table}_{name}")
    else:
        for name in ("no_change", "no_truncate"):
            _run(connection, f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")


def create(connection: Any) -> None:
    """Put the journal's guards in place (idempotent)."""
    guard(connection, TABLE, "seq")


def drop(connection: Any) -> None:
    """Take the journal's guards away. For the flush between tests only."""
    unguard(connection, TABLE)


def _run(connection: Any, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
