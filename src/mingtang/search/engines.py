"""The full-text index on SQLite (FTS5) and PostgreSQL (word vectors): same tokens, same hits.

A row per public entry: the words of its title, and all its words. Tokens come ready made from
``words.py``; neither engine cuts or folds anything itself. The table is written inside the
transaction of the act that changed the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

TABLE = "search_index"

_SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
        title, everything, detail=column, columnsize=0,
        tokenize="unicode61 remove_diacritics 0")""",
)
_POSTGRES = (
    f"""CREATE TABLE IF NOT EXISTS {TABLE} (
        entry_id bigint PRIMARY KEY, title tsvector NOT NULL, everything tsvector NOT NULL)""",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_title ON {TABLE} USING gin (title)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_everything ON {TABLE} USING gin (everything)",
)
COLUMNS = ("title", "everything")


def create(connection: Any) -> None:
    """Make the table (idempotent)."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)


def drop(connection: Any) -> None:
    """Take the table away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def remove(connection: Any, entry_id: int) -> None:
    """Take one entry out of the index; nothing happens when it is not in."""
    key = "rowid" if connection.vendor == "sqlite" else "entry_id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {key} = %s", [entry_id])  # noqa: S608


def put(connection: Any, entry_id: int, *, title: Sequence[str], everything: Sequence[str]) -> None:
    """Put one entry into the index in place of what was there."""
    remove(connection, entry_id)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"INSERT INTO {TABLE} (rowid, title, everything) VALUES (%s, %s, %s)",  # noqa: S608
                [entry_id, " ".join(title), " ".join(everything)],
            )
        else:
            cursor.execute(
                f"INSERT INTO {TABLE} (entry_id, title, everything)"  # noqa: S608
                " VALUES (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))",
                [entry_id, list(title), list(everything)],
            )


def clear(connection: Any) -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608


def indexed_ids(connection: Any) -> set[int]:
    """Every entry that is in the index."""
    key = "rowid" if connection.vendor == "sqlite" else "entry_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {TABLE}")  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def matching(connection: Any, tokens: Iterable[str], column: str) -> RawSQL:
    """A subquery of the ids of entries that hold every token in ``column``."""
    if column not in COLUMNS:
        raise ValueError(column)
    if connection.vendor == "sqlite":
        wanted = " AND ".join(f'"{token}"' for token in tokens)
        return RawSQL(  # noqa: S611 - the words are a parameter
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
            [f"{column} : ({wanted})"],
            output_field=BooleanField(),
        )
    wanted = " & ".join(f"'{token}'" for token in tokens)
    return RawSQL(  # noqa: S611 - the words are a parameter
        f"SELECT entry_id FROM {TABLE} WHERE {column} @@ %s::tsquery",  # noqa: S608
        [wanted],
        output_field=BooleanField(),
    )
