"""Extension 延期 (政府信息公开条例 art. 33(2)): once, before the old date, approved by the head of
the disclosure office, told to the applicant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.duties import services as duties
from mingtang.foi.models import Extension, Request
from mingtang.foi.states import LetterKind
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done, impersonal, wanted
from .letters import issue


@transaction.atomic
def extend(
    request: Request, *, days: int, reason: str, by: Actor, at: datetime, edition: int | None
) -> Extension:
    """Give ``days`` working days more: at most 20 (15 under the Regulation of 2007)."""
    acting = begin(request, "extend", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    reason = wanted(reason, "extend.reason", "请写明延期的理由。", basis)
    law = acting.facts.law("foi.extend")
    most = law.amount if law else 0
    if not 1 <= days <= most:
        raise RuleViolation(
            "extend.days", f"延长的期限最长不得超过 {most} 个工作日。", law.basis if law else basis
        )
    duty = clock.running(request, basis)
    old_due = clock.due_on(duty, today=acting.today)
    logged = done(acting, reason=reason, detail={"days": days, "old_due": old_due})
    duty = duties.extend(
        duty,
        days=days,
        on=acting.today,
        reason="经政府信息公开工作机构负责人同意延长",
        basis=law.basis if law else basis,
        entry_seq=logged.seq,
    )
    new_due = clock.due_on(duty, today=acting.today)
    letter = issue(
        acting,
        LetterKind.EXTENSION,
        entry_seq=logged.seq,
        fields={"days": days, "reason": reason, "old_due": old_due, "new_due": new_due},
    )
    return Extension.objects.create(
        request=request,
        round=request.round,
        days=days,
        reason=impersonal(request, reason)[:300],
        decided_on=acting.today,
        approved_by=by.name,
        old_due=old_due,
        new_due=new_due,
        letter=letter,
        entry_seq=logged.seq,
    )
