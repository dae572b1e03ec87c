"""Proof that the register shows what was published: hashes recomputed, journal entries found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry

from .genres import RelationKind
from .models import Entry, Relation, Snapshot
from .publication import ENTRY_FIELDS, hash_of
from .retrace import check_standing
from .standing import EFFECTS, in_force

#: These change after the publication by acts of their own: a reform, an amendment, a repeal.
MOVING = frozenset({"unit_id", "validity"})
PUBLISHING = ("register.publish", "register.revise")
_CHUNK = 500


def check_register() -> Iterator[Fault]:
    """Walk all snapshots and entries, and the entries whose validity others changed; a few
    queries for each five hundred."""
    yield from _snapshots()
    yield from _entries()
    yield from _changed_validity()
    yield from check_standing()


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
        elif act.at != snapshot.published_at:
            yield Fault(
                number,
                "公开时间与日志所记的不符",
                "the time of publication differs from the journal's",
            )
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


def _changed_validity() -> Iterator[Fault]:
    """Entries that are amended, repealed or replaced by what no longer says so.

    Judged only where the last change in the journal names the document that made it: what was set
    by hand is somebody's decision.
    """
    changed = (
        Entry.objects.select_related("current")
        .filter(Q(validity__in=set(EFFECTS.values())) | Q(successor__isnull=False))
        .defer("current__body_html", "current__text")
        .order_by("pk")
    )
    batch: list[Entry] = []
    for entry in changed.iterator(chunk_size=_CHUNK):
        batch.append(entry)
        if len(batch) == _CHUNK:
            yield from _without_cause(batch)
            batch = []
    yield from _without_cause(batch)


def _without_cause(batch: list[Entry]) -> Iterator[Fault]:
    acts = JournalEntry.objects.filter(
        act="register.validity",
        subject_type=Entry._meta.label_lower,
        subject_id__in=[str(each.pk) for each in batch],
    ).order_by("seq")
    last = {row.subject_id: row.detail for row in acts}
    caused = {
        (row.target_id, EFFECTS[RelationKind(row.kind)])
        for row in Relation.objects.filter(target__in=batch, kind__in=list(EFFECTS)).select_related(
            "source"
        )
        if in_force(row.source)
    }
    for entry in batch:
        detail = last.get(str(entry.pk), {})
        if entry.current is None or entry.current.metadata.get("validity") == entry.validity:
            continue  # withdrawn, or its own text says so
        by_another = "source" in detail and detail.get("to") == entry.validity
        if by_another and (entry.pk, entry.validity) not in caused:
            yield Fault(
                entry.index_number,
                f"标为“{entry.get_validity_display()}”，但没有现行文件这样规定",
                f"marked {entry.validity}, but no public document says so",
            )
