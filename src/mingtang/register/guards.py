"""The database refuses to change or delete what was published."""

from __future__ import annotations

from typing import Any

from mingtang.journal.triggers import guard, unguard

TABLES = ("register_snapshot", "register_snapshotfile")


def create(connection: Any) -> None:
    """Put the guards in place (idempotent)."""
    for table in TABLES:
        guard(connection, table)


def drop(connection: Any) -> None:
    """Take the guards away. For the flush between tests only."""
    for table in TABLES:
        unguard(connection, table)
