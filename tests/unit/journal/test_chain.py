"""The chain: it holds over what was entered, and breaks at the first row that was touched."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from mingtang.journal.chain import HASHED_FIELDS
from mingtang.journal.check import verify_chain
from mingtang.journal.models import ChainHead, Entry
from tests.unit.journal.rows import enter, enter_many, guards_down

pytestmark = pytest.mark.django_db

FALSIFIED: dict[str, Any] = {
    "seq": 99,
    "at": "2026-11-19 10:00:00+00:00",
    "act": "test.other",
    "subject_type": "tests.other",
    "subject_id": "4",
    "subject_label": "第四件",
    "unit_id": 4,
    "actor_id": 8,
    "actor_name": "钱进",
    "actor_role": "leader",
    "actor_unit_name": "云溪县水务局",
    "on_behalf_of": "",
    "basis": "",
    "reason": "试验。",
    "detail": '{"number": 4}',
    "public": True,
    "prev_hash": "f" * 64,
    "hash": "f" * 64,
}


def test_an_empty_journal_is_whole() -> None:
    assert verify_chain().whole


def test_chain_holds_over_entries_of_every_kind() -> None:
    enter_many(5)
    enter(6, public=True, basis="", reason="", detail=None, unit_id=12)
    report = verify_chain()
    assert report.whole
    assert report.checked == 6


def test_every_stored_field_is_tried_below() -> None:
    assert set(FALSIFIED) == {field.column for field in Entry._meta.concrete_fields}
    assert set(FALSIFIED) - set(HASHED_FIELDS) == {"prev_hash", "hash"}


@pytest.mark.parametrize("column", FALSIFIED)
def test_changed_field_is_found_and_its_row_named(column: str) -> None:
    enter_many(5)
    with guards_down() as cursor:
        cursor.execute(
            f"UPDATE journal_entry SET {column} = %s WHERE seq = 3",  # noqa: S608 a name from above
            [FALSIFIED[column]],
        )
    report = verify_chain()
    assert report.broken_seq == 3
    assert report.checked == 2
    assert "3" in report.fault_zh


def test_deleted_middle_row_is_named() -> None:
    enter_many(5)
    with guards_down() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE seq = 3")
    assert verify_chain().broken_seq == 3


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_deleted_last_rows_are_named(kept: int) -> None:
    enter_many(5)
    with guards_down() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE seq > %s", [kept])
    assert verify_chain().broken_seq == kept + 1


def test_swapped_rows_are_found_at_the_first() -> None:
    enter_many(5)
    with guards_down() as cursor:
        for old, new in ((2, 90), (4, 2), (90, 4)):
            cursor.execute("UPDATE journal_entry SET seq = %s WHERE seq = %s", [new, old])
    assert verify_chain().broken_seq == 2


def test_row_slipped_in_at_the_end_is_found() -> None:
    last = enter_many(3)[-1]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry SELECT 4, at, act, subject_type, subject_id, subject_label,"
            " unit_id, actor_id, actor_name, actor_role, actor_unit_name, on_behalf_of, basis,"
            " reason, detail, public, hash, hash FROM journal_entry WHERE seq = %s",
            [last.seq],
        )
    assert verify_chain().broken_seq == 4


@pytest.mark.parametrize(
    "change", ["seq = 4", "hash = 'abc'", "seq = 0", "id = 2"], ids=["seq", "hash", "zero", "gone"]
)
def test_altered_head_is_found(change: str) -> None:
    enter_many(5)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_chainhead SET {change}")  # noqa: S608 from the list above
    assert verify_chain().broken_seq == 6


def test_row_recomputed_with_a_hash_of_its_own_breaks_the_next() -> None:
    enter_many(5)
    with guards_down() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET reason = '改', hash = %s WHERE seq = 3", ["a" * 64]
        )
    assert verify_chain().broken_seq == 3


def test_progress_is_told_on_the_way() -> None:
    seen: list[int] = []
    enter_many(3)
    verify_chain(seen.append)
    assert seen == []  # told each 2,000 entries, so that short journals stay silent


def test_entry_made_during_the_walk_is_walked_over_too(monkeypatch: pytest.MonkeyPatch) -> None:
    enter_many(3)
    read = ChainHead.objects.filter
    made: list[bool] = []

    def filter_later(**given: Any) -> Any:
        if not made:
            made.append(True)
            enter(4)
        return read(**given)

    monkeypatch.setattr(ChainHead.objects, "filter", filter_later)
    report = verify_chain()
    assert report.whole
    assert report.checked == 4
