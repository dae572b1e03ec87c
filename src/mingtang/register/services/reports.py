"""我要纠错: readers report errors on a page; the unit answers within 3 working days."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mingtang.duties.services import fulfil_all, open_duty
from mingtang.journal.actor import Actor
from mingtang.journal.plain import plain_text
from mingtang.journal.services import record
from mingtang.register.models import Entry, ErrorReport
from mingtang.register.public_words import public_words
from mingtang.statute.violations import RuleViolation

RULE = "site.error_reply"
BASIS = "政府网站发展指引（国办发〔2017〕47号）"
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@transaction.atomic
def report_error(entry: Entry, *, kind: str, text: str, contact: str, at: datetime) -> ErrorReport:
    """Take in a report. It opens a duty of the unit and gets a code to ask for the answer."""
    if not text.strip():
        raise RuleViolation("error.text", "请写明哪里有错误。", BASIS)
    if kind not in ErrorReport.Kind.values:
        raise RuleViolation("error.kind", "请选择问题类型。", BASIS)
    report = ErrorReport.objects.create(
        entry=entry,
        unit_id=entry.unit_id,
        kind=kind,
        text=plain_text(text.strip())[:1000],
        contact=plain_text(contact.strip())[:100],
        received_at=at,
        query_code="".join(secrets.choice(CODE_ALPHABET) for _ in range(10)),
    )
    reader = Actor(account_id=None, name="网友", role="public")
    logged = record(
        act="error.report", subject=report, by=reader, at=at, unit_id=entry.unit_id, basis=BASIS
    )
    open_duty(
        rule=RULE,
        unit_id=entry.unit_id,
        subject=report,
        label=f"网友纠错：{entry.title}",
        path=reverse("workbench:error", args=[report.pk]),
        start_on=timezone.localdate(at),
        entry_seq=logged.seq,
    )
    return report


@transaction.atomic
def answer_error(report: ErrorReport, *, by: Actor, at: datetime, answer: str) -> ErrorReport:
    """Answer a report, once. Raises :class:`RuleViolation` when empty or already answered, and
    when the answer, which anyone with the code reads, holds personal data."""
    answer = public_words(answer, what="处理结果")
    if not answer:
        raise RuleViolation("error.answer", "请写明处理结果。", BASIS)
    report = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.answered_at is not None:
        raise RuleViolation("error.answered", "这条纠错已经答复。", BASIS)
    report.answer = answer[:1000]
    report.answered_at = at
    report.save(update_fields=["answer", "answered_at"])
    logged = record(
        act="error.answer", subject=report, by=by, at=at, unit_id=report.unit_id, basis=BASIS
    )
    fulfil_all(subject=report, on=timezone.localdate(at), entry_seq=logged.seq, rule=RULE)
    return report
