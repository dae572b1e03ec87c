"""The database's own refusal to change or delete journal entries, on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

TABLE = "journal_entry"

SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS journal_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS journal_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END""",
)

POSTGRES = (
    """CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'journal entries are never changed or deleted'; END
       $$ LANGUAGE plpgsql""",
    f"DROP TRIGGER IF EXISTS journal_no_change ON {TABLE}",
    f"""CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
)


def create(connection: Any) -> None:
    """Put the guards in place (idempotent)."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRES)


def drop(connection: Any) -> None:
    """Take the guards away. For the flush between tests only."""
    if connection.vendor == "sqlite":
        _run(
            connection,
            (
                "DROP TRIGGER IF EXISTS journal_no_update",
                "DROP TRIGGER IF EXISTS journal_no_delete",
            ),
        )
    else:
        _run(connection, (f"DROP TRIGGER IF EXISTS journal_no_change ON {TABLE}",))


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
