"""Neither the ORM nor raw SQL changes or deletes an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from mingtang.journal.check import verify_chain
from mingtang.journal.models import AppendOnly, Entry
from tests.unit.journal.rows import enter_many

pytestmark = pytest.mark.django_db


def _changed() -> Entry:
    entry = Entry.objects.get(seq=2)
    entry.reason = "改"
    return entry


ORM_WAYS: dict[str, Callable[[], object]] = {
    "save": lambda: _changed().save(),
    "delete": lambda: _changed().delete(),
    "update": lambda: Entry.objects.filter(seq=2).update(reason="改"),
    "delete all": lambda: Entry.objects.all().delete(),
    "bulk_update": lambda: Entry.objects.bulk_update([_changed()], ["reason"]),
    "update_or_create": lambda: Entry.objects.update_or_create(seq=2, defaults={"reason": "改"}),
}
BELOW_THE_ORM: dict[str, Callable[[], object]] = {
    "base manager": lambda: Entry._base_manager.filter(seq=2).update(reason="改"),
    "raw delete": lambda: Entry.objects.filter(seq=2)._raw_delete("default"),
    "upsert": lambda: Entry.objects.bulk_create(
        [_changed()], update_conflicts=True, unique_fields=["seq"], update_fields=["reason"]
    ),
    "sql update": lambda: _sql("UPDATE journal_entry SET reason = '改' WHERE seq = 2"),
    "sql delete": lambda: _sql("DELETE FROM journal_entry"),
    "sql truncate": lambda: _sql(
        "DELETE FROM journal_entry" if connection.vendor == "sqlite" else "TRUNCATE journal_entry"
    ),
    "sql replace": lambda: _sql(
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 2"
        if connection.vendor == "sqlite"
        else "INSERT INTO journal_entry SELECT * FROM journal_entry WHERE seq = 2"
        " ON CONFLICT (seq) DO UPDATE SET reason = '改'"
    ),
}


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("way", ORM_WAYS)
def test_the_orm_refuses(way: str) -> None:
    enter_many(3)
    with pytest.raises(AppendOnly), transaction.atomic():
        ORM_WAYS[way]()
    assert verify_chain().checked == 3


@pytest.mark.parametrize("way", BELOW_THE_ORM)
def test_the_database_refuses_below_the_orm(way: str) -> None:
    enter_many(3)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        BELOW_THE_ORM[way]()
    report = verify_chain()
    assert report.whole
    assert report.checked == 3
