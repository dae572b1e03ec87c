"""Statements put together once do what the ORM does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, insert, update
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.register.models import Finding

NOW = datetime(2026, 11, 21, 10, 30, 1, 250_000, tzinfo=UTC)


def finding(**changes: Any) -> Finding:
    values = {
        "subject_type": "disclosure.document",
        "subject_id": "7",
        "version": 3,
        "kind": "id_number",
        "place": "标题",
        "excerpt": "50%的“甲”",
        "advice": "请遮盖",
        "fingerprint": "a" * 64,
        "settled_at": NOW,
    }
    return Finding(**(values | changes))


OF = Prepared(
    lambda kind, key, version: Finding.objects.about(kind, key).filter(version=version),
    str,
    str,
    int,
)


def test_inserted_row_is_the_one_that_save_would_store(db: Any) -> None:
    ours, theirs = insert(finding()), finding(fingerprint="b" * 64)
    theirs.save()
    rows = list(Finding.objects.order_by("pk").values())
    assert [row.pop("id") for row in rows] == [ours.pk, theirs.pk]
    assert [row.pop("fingerprint") for row in rows] == ["a" * 64, "b" * 64]
    assert rows[0] == rows[1]
    ours.reason = "可改"
    ours.save()
    assert Finding.objects.count() == 2, "an inserted row is known as stored"


def test_insert_keeps_constraints(db: Any) -> None:
    insert(finding())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(finding())


def test_update_writes_the_named_columns_only(db: Any) -> None:
    row = insert(finding())
    row.place, row.reason, row.settled_at = "正文", "不写", NOW + timedelta(days=1)
    update(row, ("place", "settled_at"))
    stored = Finding.objects.get()
    assert (stored.place, stored.reason, stored.settled_at) == (
        "正文",
        "",
        NOW + timedelta(days=1),
    )


def test_relation_is_updated_by_its_name(db: Any) -> None:
    region = Region.objects.create(code="530102", name="云溪县")
    units = [
        Unit.objects.create(name=name, short_name=name, uscc=uscc, kind="department", region=region)
        for name, uscc in (("甲", "11530102MB0000001K"), ("乙", "11530102MB0000002K"))
    ]
    account = Account.objects.create(username="a", name="甲某")
    grant = Grant.objects.create(
        account=account, role="clerk", unit=units[0], since=date(2020, 1, 1)
    )
    grant.unit = units[1]
    update(grant, ["unit"])
    assert Grant.objects.get().unit == units[1]


def test_prepared_query_gives_what_the_orm_gives_whatever_the_values(db: Any) -> None:
    for number, key in enumerate(("7", "7", "8", "the value 31900", "%s")):
        insert(finding(subject_id=key, fingerprint=f"{number:064d}"))
    for key in ("7", "8", "9", "the value 31900", "%s"):
        wanted = list(Finding.objects.about("disclosure.document", key).filter(version=3))
        found = OF.instances("disclosure.document", key, 3)
        assert found == wanted
        assert [each.settled_at for each in found] == [each.settled_at for each in wanted]
    assert OF.instances("disclosure.document", "7", 4) == []
    assert OF.first("disclosure.document", "9", 3) is None


def test_rows_are_converted_as_by_the_orm(db: Any) -> None:
    by = Actor.system()
    with transaction.atomic():
        record(act="a.b", subject=("x", 1, "某"), by=by, at=NOW, detail={"n": [1, "二"]})
    columns = ("at", "detail", "public", "seq")
    prepared = Prepared(
        lambda kind: Entry.objects.filter(subject_type=kind).values_list(*columns), str
    )
    assert prepared.rows("x") == list(Entry.objects.values_list(*columns))


def test_model_read_by_a_prepared_query_is_saved_as_any_other(db: Any) -> None:
    insert(finding())
    row = OF.instances("disclosure.document", "7", 3)[0]
    row.reason = "依法"
    row.save()
    assert Finding.objects.get().reason == "依法"


def test_value_that_would_not_reach_the_statement_is_refused(db: Any) -> None:
    lost = Prepared(lambda key: Finding.objects.filter(Q(subject_id="7")), str)
    with pytest.raises(ValueError, match="does not reach"):
        lost.rows("7")
