"""Keeping the index in step with the register, and building it anew."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from mingtang.journal.statements import Prepared
from mingtang.register.models import Entry, SnapshotFile

from . import engines
from .words import index_tokens

ATTACHED_TEXT = 100_000
"""Characters of one attachment's text that are indexed."""


_ATTACHED = Prepared(
    lambda key: SnapshotFile.objects.filter(snapshot_id=key).values_list("file__text_excerpt"),
    int,
)


def follow(entry: Entry) -> None:
    """Bring the index up to date with one entry, inside the transaction of the act.

    A withdrawn entry is out of the index from the moment the act is committed.
    """
    if entry.withdrawn or entry.current is None:
        engines.remove(connection, entry.pk)
        return
    names = (entry.title, entry.doc_number, entry.index_number)
    engines.put(
        connection,
        entry.pk,
        title=index_tokens(*names),
        everything=index_tokens(
            *names,
            entry.publisher_name,
            entry.joint_names,
            entry.summary,
            entry.keywords,
            entry.current.text,
            *attached_texts(entry),
        ),
    )


def attached_texts(entry: Entry) -> list[str]:
    """What was read out of the attachments that are public now."""
    if entry.current_id is None:
        return []
    return [text[:ATTACHED_TEXT] for (text,) in _ATTACHED.rows(entry.current_id) if text]


@transaction.atomic
def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the whole index anew; returns how many entries are in it. For maintenance."""
    engines.clear(connection)
    done = 0
    rows = Entry.objects.public().select_related("current").order_by("pk")
    for entry in rows.iterator(chunk_size=200):
        follow(entry)
        done += 1
        if progress and done % 100 == 0:
            progress(done)
    return done


def out_of_step() -> tuple[int, int]:
    """How many public entries are missing in the index, and how many in it are not public.

    For ``mingtang check``; both are zero when the index is in step.
    """
    public = set(Entry.objects.public().values_list("pk", flat=True))
    indexed = engines.indexed_ids(connection)
    return len(public - indexed), len(indexed - public)
