"""What must hold whatever happened: no act without its entry, no entry without its act, no half."""

from __future__ import annotations

import hashlib
from collections import Counter

from mingtang.disclosure.models import Document, Version
from mingtang.disclosure.states import State
from mingtang.duties.clocks import clock_of
from mingtang.duties.models import Duty, DutyEvent
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry, NumberSeries, Snapshot
from mingtang.register.queries import canonical_content
from tests.unit.disclosure.world import NOW

REMARKS = {"document.comment", "document.resolve_comment"}
PUBLIC_STATES = {State.PUBLISHED, State.WITHDRAWN}


def require_whole() -> None:
    """Fail naming the first thing that is half done."""
    report = verify_chain()
    assert report.whole, report.fault_en
    _documents()
    _register()
    _duties()


def _documents() -> None:
    acts: Counter[str] = Counter()
    for subject, act in JournalEntry.objects.filter(subject_type="disclosure.document").values_list(
        "subject_id", "act"
    ):
        # Covering a finding changes the text; a remark does not.
        if act == "gate.mask" or (act.startswith("document.") and act not in REMARKS):
            acts[subject] += 1
    for document in Document.objects.all():
        assert acts.pop(str(document.pk)) == document.edition, f"{document.pk}: acts and edition"
        assert Version.objects.filter(document=document).exists()
        if document.state in PUBLIC_STATES:
            assert document.entry is not None
            assert document.entry.withdrawn is (document.state == State.WITHDRAWN)
    assert not acts, "acts on documents that are not there"


def _register() -> None:
    published = JournalEntry.objects.filter(act="register.publish")
    assert sorted(published.values_list("subject_id", flat=True)) == sorted(
        str(pk) for pk in Entry.objects.values_list("pk", flat=True)
    )
    for entry in Entry.objects.select_related("current"):
        snapshots = list(entry.snapshots.all())
        assert [each.number for each in snapshots] == list(range(1, len(snapshots) + 1))
        assert snapshots
        assert (entry.current is None) is entry.withdrawn
        assert Document.objects.filter(entry=entry).count() == 1
        digest = hashlib.sha256(canonical_content(snapshots[-1])).hexdigest()
        assert digest == entry.content_hash
    for seq in Snapshot.objects.values_list("journal_seq", flat=True):
        assert JournalEntry.objects.get(pk=seq).act in ("register.publish", "register.revise")
    for series in NumberSeries.objects.all():
        begun = f"{series.front}/{series.year}-"
        numbers = Entry.objects.filter(index_number__startswith=begun)
        assert sorted(numbers.values_list("index_number", flat=True)) == [
            f"{begun}{serial:05d}" for serial in range(1, series.last + 1)
        ]


def _duties() -> None:
    for duty in Duty.objects.running().prefetch_related("events"):
        clock = clock_of(duty, today=NOW.date())
        assert (clock.due, clock.provisional) == (duty.due_on, duty.provisional)
    for document in Document.objects.all():
        still_to_do = document.state not in (*PUBLIC_STATES, State.DISCARDED)
        running = Duty.objects.about(document._meta.label_lower, document.pk).running()
        assert running.count() == still_to_do, f"duties of {document.pk}"
    known = set(JournalEntry.objects.values_list("seq", flat=True))
    assert set(DutyEvent.objects.values_list("entry_seq", flat=True)) <= known
