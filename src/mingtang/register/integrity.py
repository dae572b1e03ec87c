"""Proof that the register shows what was published: hashes recomputed, journal entries found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry

from .models import Entry, Snapshot
from .publication import ENTRY_FIELDS, hash_of

#: These change after the publication by acts of their own: a reform, an amendment, a repeal.
MOVING = frozenset({"unit_id", "validity"})
PUBLISHING = ("register.publish", "register.revise")
_CHUNK = 500


def check_register() -> Iterator[Fault]:
    """Walk all snapshots and entries; three queries for each five hundred."""
    yield from _snapshots()
    yield from _entries()


def _snapshots() -> Iterator[Fault]:
    rows = Snapshot.objects.select_related("entry").prefetch_related("files__file").order_by("pk")
    batch: list[Snapshot] = []
    for snapshot in rows.iterator(chunk_size=_CHUNK):
        batch.append(snapshot)
        if len(batch) == _CHUNK:
            yield from _judged(batch)
            batch = []
    yield from _judged(batch)


def _judged(batch: list[Snapshot]) -> Iterator[Fault]:
    acts = JournalEntry.objects.filter(
        seq__in=[each.journal_seq for each in batch], act__in=PUBLISHING
    )
    journal = {row.seq: row for row in acts}
    for snapshot in batch:
        number = f"{snapshot.entry.index_number} #{snapshot.number}"
        files = [[each.name, each.file.sha256] for each in snapshot.files.all()]
        if hash_of(snapshot.metadata, snapshot.body_html, files) != snapshot.content_hash:
            yield Fault(
                number,
                "公开的内容与当时的摘要不符",
                "the published content does not match its hash",
            )
        act = journal.get(snapshot.journal_seq)
        if act is None or act.subject_id != str(snapshot.entry_id):
            yield Fault(number, "日志里没有这次公开", "the journal has no such publication")
        elif act.detail.get("content_hash") != snapshot.content_hash:
            yield Fault(
                number,
                "摘要与日志所记的不符",
                "the hash differs from the one in the journal",
            )


def _entries() -> Iterator[Fault]:
    rows = Entry.objects.select_related("current").order_by("pk")
    for entry in rows.iterator(chunk_size=_CHUNK):
        current = entry.current
        if current is None:
            if not entry.withdrawn:
                yield Fault(entry.index_number, "没有公开的内容", "there is no published content")
            continue
        if entry.content_hash != current.content_hash or current.entry_id != entry.pk:
            yield Fault(
                entry.index_number,
                "条目与所公开的版本不符",
                "the entry does not point to what was published",
            )
        changed = [name for name in ENTRY_FIELDS if _differs(entry, current.metadata, name)]
        if changed:
            yield Fault(
                entry.index_number,
                f"条目与公开时不同：{'、'.join(changed)}",
                f"the entry differs from what was published: {', '.join(changed)}",
            )


def _differs(entry: Entry, metadata: dict[str, Any], name: str) -> bool:
    if name in MOVING:
        return False
    value = getattr(entry, name)
    return bool((value.isoformat() if isinstance(value, date) else value) != metadata.get(name))
