"""Proof that documents and register agree: nothing published without entry and journal entry."""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry

from .course import PUBLISHING
from .models import Document, Review
from .states import State


def check_documents() -> Iterator[Fault]:
    """Compare the working rows with the register and the journal; a few queries for each five
    hundred."""
    yield from _against_register()
    yield from _reviews()


def _against_register() -> Iterator[Fault]:
    kind = Document._meta.label_lower
    recorded = set(
        JournalEntry.objects.filter(subject_type=kind, act__in=PUBLISHING).values_list(
            "subject_id", flat=True
        )
    )
    entered: set[int] = set()
    rows = Document.objects.filter(entry__isnull=False).select_related("entry").order_by("pk")
    for document in rows.only("title", "state", "entry").iterator(chunk_size=500):
        subject = f"#{document.pk} {document.title[:40]}"
        entry = document.entry
        if entry is None:
            continue
        entered.add(entry.pk)
        if (entry.source_type, entry.source_id) != (kind, str(document.pk)):
            yield Fault(
                subject,
                f"条目 {entry.index_number} 属于另一份文件",
                f"entry {entry.index_number} belongs to something else",
            )
        if str(document.pk) not in recorded:
            yield Fault(subject, "已公开，日志里却没有发布", "public without an act in the journal")
        if document.state == State.PUBLISHED and entry.withdrawn:
            yield Fault(
                subject,
                "文件已发布，目录条目却已撤下",
                "the document is published, its entry withdrawn",
            )
    strays = Entry.objects.filter(source_type=kind).exclude(pk__in=entered)
    for index_number in strays.values_list("index_number", flat=True):
        yield Fault(index_number, "目录条目没有对应的文件", "an entry without its document")


def _reviews() -> Iterator[Fault]:
    """Each review was made by whom, on what and when its journal entry says."""
    batch: list[Review] = []
    for review in Review.objects.order_by("pk").iterator(chunk_size=500):
        batch.append(review)
        if len(batch) == 500:
            yield from _misattributed(batch)
            batch = []
    yield from _misattributed(batch)


def _misattributed(batch: list[Review]) -> Iterator[Fault]:
    rows = JournalEntry.objects.filter(seq__in=[each.entry_seq for each in batch])
    acts = {row.seq: row for row in rows}
    for review in batch:
        act = acts.get(review.entry_seq)
        if act is None or (act.subject_id, act.actor_id, act.actor_name, act.at) != (
            str(review.document_id),
            review.reviewer_id,
            review.reviewer_name,
            review.at,
        ):
            yield Fault(
                f"#{review.document_id} {review.get_step_display()}",
                "审核的人、对象或时间与日志不符",
                "reviewer, document or time differ from the journal",
            )
