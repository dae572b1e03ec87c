"""Entries to test with, and the ways of somebody who owns the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from mingtang.journal import triggers
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.journal.services import record
from tests.spine import NOW

CLERK = Actor(7, "赵磊", "clerk", 3, "云溪县教育局", "孙静")


def enter(number: int = 1, *, at: datetime = NOW, **fields: Any) -> Entry:
    """One entry in a transaction of its own."""
    given: dict[str, Any] = {
        "act": "test.act",
        "subject": ("tests.thing", number, f"第{number}件"),
        "by": CLERK,
        "basis": "政府信息公开条例第二十六条",
        "reason": "试验",
        "detail": {"number": number},
    }
    with transaction.atomic():
        return record(**(given | fields), at=at)


def enter_many(count: int) -> list[Entry]:
    return [enter(number) for number in range(1, count + 1)]


@contextmanager
def guards_down() -> Iterator[Any]:
    """A cursor of somebody who took the guards away first, as a database owner can."""
    triggers.drop(connection)
    with connection.cursor() as cursor:
        yield cursor
    triggers.create(connection)
