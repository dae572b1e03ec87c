"""What is altered behind the services is found, each kind by its own check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from mingtang.disclosure.integrity import check_documents
from mingtang.disclosure.models import Document
from mingtang.duties.integrity import check_duties
from mingtang.duties.models import Duty, DutyEvent
from mingtang.files.integrity import check_files
from mingtang.files.models import StoredFile
from mingtang.files.queries import path_of
from mingtang.journal import triggers
from mingtang.journal.actor import Actor
from mingtang.register.integrity import check_register
from mingtang.register.models import Entry, Snapshot
from mingtang.search.index import out_of_step

from .conftest import NOW

TODAY = NOW.date()


def _english(faults: Any) -> str:
    return "\n".join(f"{fault.subject}: {fault.english}" for fault in faults)


def test_a_county_as_built_has_no_fault(county: Any) -> None:
    found = [*check_register(), *check_documents(), *check_duties(today=TODAY), *check_files()]
    assert found == []
    assert out_of_step() == (0, 0)


def _entry() -> Entry:
    return Entry.objects.filter(document__isnull=False).exclude(current=None).earliest("pk")


def _alter_text(entry: Entry) -> None:
    Snapshot.objects.filter(pk=entry.current_id).update(body_html="<p>改过的正文。</p>")


def _alter_both(entry: Entry) -> None:
    """Text and hash together: only the journal still tells."""
    from mingtang.register.publication import hash_of

    current = entry.current
    body = "<p>改过的正文。</p>"
    files = [[each.name, each.file.sha256] for each in current.files.all()]
    digest = hash_of(current.metadata, body, files)
    Snapshot.objects.filter(pk=current.pk).update(body_html=body, content_hash=digest)
    Entry.objects.filter(pk=entry.pk).update(content_hash=digest)


def _alter_title(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title="另一个标题")


def _alter_pointer(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(content_hash="0" * 64)


def _alter_journal(entry: Entry) -> None:
    Snapshot.objects.filter(pk=entry.current_id).update(journal_seq=1)


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (_alter_text, "does not match its hash"),
        (_alter_both, "differs from the one in the journal"),
        (_alter_title, "differs from what was published: title"),
        (_alter_pointer, "does not point to what was published"),
        (_alter_journal, "the journal has no such publication"),
    ],
)
def test_an_altered_register_is_found(
    county: Any, alter: Callable[[Entry], None], told: str
) -> None:
    entry = _entry()
    # A database owner can take the guards away first; the change is undone with the test.
    triggers.unguard(connection, Snapshot._meta.db_table)
    alter(entry)
    found = _english(check_register())
    assert told in found
    assert entry.index_number in found


def test_a_document_that_is_public_without_its_act_is_found(county: Any) -> None:
    draft = Document.objects.filter(entry=None).earliest("pk")
    entry = _entry()
    owner = entry.document
    Document.objects.filter(pk=owner.pk).update(entry=None, state="draft")
    Document.objects.filter(pk=draft.pk).update(entry=entry, state="published")
    found = _english(check_documents())
    assert "belongs to something else" in found
    assert "without an act in the journal" in found


def test_an_entry_withdrawn_behind_its_document_is_found(county: Any) -> None:
    from mingtang.register import services

    services.withdraw(_entry(), by=Actor.system(), at=NOW, reason="试撤")
    assert "its entry withdrawn" in _english(check_documents())


def test_an_entry_whose_document_is_gone_is_found(county: Any) -> None:
    Document.objects.filter(pk=_entry().document.pk).update(entry=None, state="draft")
    assert "an entry without its document" in _english(check_documents())


def test_a_due_date_typed_in_by_hand_is_found(county: Any) -> None:
    duty = Duty.objects.filter(status="fulfilled").earliest("pk")
    Duty.objects.filter(pk=duty.pk).update(due_on=duty.due_on + timedelta(days=1))
    assert f"the due date should be {duty.due_on}" in _english(check_duties(today=TODAY))


def test_a_late_publication_called_timely_is_found(county: Any) -> None:
    duty = Duty.objects.filter(status="fulfilled", met=True).earliest("pk")
    Duty.objects.filter(pk=duty.pk).update(met=False)
    assert "whether it was met" in _english(check_duties(today=TODAY))


def test_a_clock_without_a_start_is_found(county: Any) -> None:
    duty = Duty.objects.earliest("pk")
    DutyEvent.objects.filter(duty=duty).delete()
    assert "never started" in _english(check_duties(today=date(2026, 11, 18)))


def test_a_stored_file_that_was_altered_or_lost_is_found(county: Any) -> None:
    stored = StoredFile.objects.earliest("pk")
    path = path_of(stored)
    content = path.read_bytes()
    try:
        path.chmod(0o600)
        path.write_bytes(content + b"!")
        assert "altered" in _english(check_files())
        path.unlink()
        assert "the file is gone" in _english(check_files())
    finally:
        path.write_bytes(content)


def test_an_entry_missing_in_the_search_index_is_found(county: Any) -> None:
    from mingtang.search import engines

    engines.remove(connection, _entry().pk)
    assert out_of_step() == (1, 0)
