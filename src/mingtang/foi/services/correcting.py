"""Correction 补正 (政府信息公开条例 art. 30): asked once, within seven working days; the clock
starts anew when the corrected request comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from mingtang.duties.law import limit
from mingtang.files.models import StoredFile
from mingtang.foi.models import Correction, Request
from mingtang.foi.states import FLOW_RULE, LetterKind, Progress
from mingtang.foi.wording import wording_key
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, day_of, done, impersonal, wanted
from .ending import finish
from .letters import issue
from .noticing import LIMITS, checked_days, run_from
from .papers import Paper, keep_papers

MOST_CHARACTERS = 20_000


@transaction.atomic
def ask_correction(
    request: Request,
    *,
    wanted_items: str,
    guidance: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    days: int | None = None,
    received_on: date | None = None,
) -> Correction:
    """Tell the applicant once what to correct, with guidance and a reasonable period.

    ``days`` (working days) instead of the usual period; ``received_on`` when the applicant has the
    notice at once (online, at the counter), else :func:`~.noticing.note_receipt` says it later.
    """
    acting = begin(request, "ask_correction", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    if days is None and not clock.in_force(LIMITS["correction"], acting.facts.rule_day):
        raise RuleViolation(
            "correction.days", "请写明合理的补正期限（工作日）：2007年条例没有规定。", basis
        )
    correction = Correction(
        request=request,
        wanted=wanted(wanted_items, "correction.items", "请写明需要补正的事项。", basis),
        guidance=wanted(guidance, "correction.guidance", "请给予指导和释明。", basis),
        sent_on=acting.today,
        days=checked_days(days, basis),
    )
    on = received_on and day_of(received_on, acting, since=acting.today, what="收到日期")
    run_from(correction, on, acting)
    logged = done(acting, detail={"last_on": correction.last_on})
    clock.stop(request, on=acting.today, reason="告知补正", basis=basis, entry_seq=logged.seq)
    correction.entry_seq = logged.seq
    correction.letter = issue(
        acting,
        LetterKind.CORRECTION,
        entry_seq=logged.seq,
        fields={
            "wanted": correction.wanted,
            "guidance": correction.guidance,
            "days": _days_of(correction, acting.facts.rule_day),
            "last_on": correction.last_on,
        },
    )
    correction.save()
    return correction


def _days_of(correction: Correction, rule_day: date) -> int | None:
    """The working days that the notice gives."""
    if correction.days is not None:
        return correction.days
    code = "foi.correction_reply"
    return limit(code, rule_day).amount if clock.in_force(code, rule_day) else None


@transaction.atomic
def correct(
    request: Request,
    *,
    answer: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
    late_reason: str = "",
    description: str | None = None,
    files: Iterable[Paper | tuple[StoredFile, str]] = (),
) -> Request:
    """The corrected request came in on ``on``; 20 working days run anew from that day.

    ``description`` replaces what was asked, where the correction says it anew. Late, while the
    request is not closed yet, it needs a good reason when staff enter it (art. 30).
    """
    acting = begin(request, "correct", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    correction = Correction.objects.select_for_update().get(request=request)
    day = day_of(on, acting, since=correction.sent_on, what="收到补正的日期")
    late = correction.last_on is not None and day > correction.last_on
    if late and by.account_id is not None and not late_reason.strip():
        raise RuleViolation(
            "correction.late",
            f"补正期限已于 {correction.last_on} 届满，请写明逾期的正当理由，或者不再处理。",
            basis,
        )
    answer = answer.strip()
    changed = _take_over(request, answer, description)
    correction.answer = answer
    correction.answered_on = day
    correction.late_reason = impersonal(request, late_reason)[:300]
    correction.progress = Progress.ANSWERED
    correction.save()
    kept = keep_papers(request, files, at=at)
    if not (correction.answer or kept or changed):
        raise RuleViolation("correction.empty", "请写明补正的内容，或者上传材料。", basis)
    logged = done(
        acting,
        reason=late_reason,
        detail={"answered_on": day, "late": late, "files": len(kept), "fields": changed},
        changed=changed,
    )
    clock.reset(request, on=day, reason="收到补正的申请", basis=basis, entry_seq=logged.seq)
    return request


def _take_over(request: Request, answer: str, description: str | None) -> list[str]:
    """Change what is asked, where the correction says it anew; returns the fields changed."""
    if len(answer) > MOST_CHARACTERS or len(description or "") > MOST_CHARACTERS:
        raise RuleViolation("foi.long", f"补正内容最多 {MOST_CHARACTERS} 个字。", FLOW_RULE)
    if description is None or description.strip() == request.description:
        return []
    request.description = description.strip()
    request.wording_key = wording_key(request.subject, request.doc_number, request.description)
    return ["description", "wording_key"]


@transaction.atomic
def lapse_correction(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """The period passed without a correction and without good reason: no longer processed (C6.1;
    under the Regulation of 2007 the answer that it must be changed stands).

    It counts as ended on the day after the period, whenever it is entered.
    """
    acting = begin(request, "lapse_correction", by=by, edition=edition, at=at)
    correction = Correction.objects.select_for_update().get(request=acting.request)
    last = correction.last_on or acting.today
    day = last + timedelta(days=1)
    correction.progress = Progress.LAPSED
    correction.save(update_fields=["progress"])
    return finish(
        acting,
        on=day,
        outcome="C6.1",
        old_outcome="O7",
        given={
            "notice_on": correction.sent_on.isoformat(),
            "period": f"至 {last} 止",
            "unclear": correction.wanted,
        },
        detail={"last_on": correction.last_on},
    )
