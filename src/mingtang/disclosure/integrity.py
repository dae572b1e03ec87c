"""Proof that documents and register agree: nothing published without entry and journal entry."""

from __future__ import annotations

from collections.abc import Iterator

from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry

from .course import PUBLISHING
from .models import Document
from .states import State


def check_documents() -> Iterator[Fault]:
    """Compare the working rows with the register and the journal. Three queries."""
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
