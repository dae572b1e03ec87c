"""What must hold of requests whatever happened: state, clock, letters, numbers, files, journal."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import connection

from mingtang.duties.integrity import check_duties
from mingtang.duties.models import Duty, DutyEvent
from mingtang.files.integrity import check_files
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Letter, Request
from mingtang.foi.states import RUNNING
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry

DRAWN = True
"""Whether letters have their papers; a test that leaves the drawing out says so."""


def everything() -> dict[str, str]:
    """A digest of every table: two that are equal mean that nothing at all was kept."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def require_requests_whole(today: date) -> None:
    """Fail naming the first thing that is half done. ``today`` is the day of the last act."""
    report = verify_chain()
    assert report.whole, report.fault_en
    assert list(check_requests()) == []
    assert list(check_duties(today=today)) == []
    assert list(check_files()) == []
    known = set(JournalEntry.objects.values_list("seq", flat=True))
    assert set(DutyEvent.objects.values_list("entry_seq", flat=True)) <= known
    assert set(Letter.objects.values_list("entry_seq", flat=True)) <= known
    for request in Request.objects.all():
        _require_one(request)


def _require_one(request: Request) -> None:
    acts = JournalEntry.objects.filter(subject_type="foi.request", subject_id=str(request.pk))
    rising = [row["edition"] for row in acts.values_list("detail", flat=True) if "edition" in row]
    assert sorted(rising) == list(range(2, request.edition + 1)), f"{request}: acts and edition"
    running = Duty.objects.about("foi.request", request.pk).filter(rule="foi.reply").running()
    assert running.count() == (request.state in RUNNING), f"{request}: {request.state} and its duty"
    waiting = request.corrections.filter(progress="open").count()
    assert waiting == (request.state == "correcting"), f"{request}: correction"
    for letter in request.letters.all():
        drawn = bool(letter.docx_id and letter.pdf_id) or request.state == "archived"
        assert drawn or not DRAWN, f"{letter}: without its paper"
