"""How a request ends besides the reply: no longer processed, withdrawn, closed, archived."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.foi.models import Item, Request
from mingtang.foi.replies import usual_basis
from mingtang.foi.states import LetterKind, Progress, Purpose
from mingtang.journal.actor import Actor
from mingtang.statute.foi.outcomes import row_of
from mingtang.statute.foi.rules import NotKnown, Rules, rules_on
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import Acting, begin, day_of, done, wanted
from .letters import issue

WITHDRAWN_BASIS = "申请人书面撤回"


def rules_of(request: Request) -> Rules:
    """The version of the Regulation that governs a request."""
    try:
        return rules_on(request.receipt_on or request.arrived_on)
    except NotKnown:
        return Rules.R2007


def finish(
    acting: Acting,
    *,
    on: date,
    outcome: str,
    given: Mapping[str, str],
    old_outcome: str = "",
    subkind: str = "",
    basis: str = "",
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    entered: date | None = None,
) -> Request:
    """End a request without a reply, as of ``on``: every matter gets the outcome, the duty is
    fulfilled on that day, what still waits for others is called off, a closing note goes out.

    A duty that was overdue already when the end was entered by hand ends on that day
    (``entered``), late. ``old_outcome`` takes the place of ``outcome`` under the Regulation of
    2007.
    """
    request = acting.request
    if old_outcome and rules_of(request) is Rules.R2007:
        outcome = old_outcome
    basis = basis or usual_basis(outcome, subkind)
    rows = Item.objects.filter(request=request, round=request.round)
    rows.update(
        outcome=outcome,
        subkind=subkind,
        given=dict(given),
        grounds=[],
        basis=basis,
        reasons="",
        decided_by=acting.by.account_id,
        decided_at=acting.at,
    )
    request.answered_on, request.row = on, row_of([outcome])
    logged = done(
        acting,
        reason=reason,
        detail={"on": on, "outcome": outcome, **(detail or {})},
        changed=("answered_on", "row"),
    )
    duty = acting.facts.duty
    late = entered is not None and duty is not None and clock.is_late(duty, entered)
    clock.answered(request, on=entered if entered and late else on, entry_seq=logged.seq)
    call_off(request, on=on)
    issue(
        acting,
        LetterKind.CLOSING,
        entry_seq=logged.seq,
        fields={"outcome": outcome, "basis": basis, "on": on, **given},
    )
    return request


def call_off(request: Request, *, on: date) -> None:
    """Whatever of this request still waits for somebody is needed no more."""
    waiting = {"progress": Progress.OPEN}
    cancelled = {"progress": Progress.CANCELLED}
    for rows in (request.corrections, request.reasons_asked, request.fee_notices):
        rows.filter(**waiting).update(**cancelled)
    for consultation in request.consultations.filter(**waiting):
        consultation.progress = Progress.CANCELLED
        consultation.ended_on = max(on, consultation.sent_on)
        consultation.save(update_fields=["progress", "ended_on"])
    request.assistances.filter(**waiting).update(**cancelled)
    request.suspensions.filter(until__isnull=True).update(until=on)
    request.legality_checks.filter(passed__isnull=True).delete()


@transaction.atomic
def withdraw(
    request: Request,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
) -> Request:
    """The applicant takes the request back, in writing; it ends on the day that came (C6.3).

    Where staff enter a day before today, what the applicant wrote is among the files since; and a
    request that is overdue by then stays late.
    """
    acting = begin(request, "withdraw", by=by, edition=edition, at=at)
    since = acting.request.receipt_on or acting.request.arrived_on
    day = day_of(on, acting, since=since, what="收到撤回的日期")
    by_staff = acting.by.account_id is not None
    if by_staff and day < acting.today and not _has_proof(acting.request, since=day):
        raise RuleViolation(
            "withdraw.proof",
            "补登以前收到的撤回，请先把撤回书加入材料（用途选“送达凭证”或者“其他”）。",
            acting.transition.basis,
        )
    reason = wanted(reason, "withdraw.reason", "请写明撤回的方式和凭据。", acting.transition.basis)
    return finish(
        acting,
        on=day,
        outcome="C6.3",
        subkind="withdrawn",
        basis=WITHDRAWN_BASIS,
        reason=reason,
        given={"explanation": "申请人撤回申请，不再办理。"},
        detail={"subkind": "withdrawn"},
        entered=acting.today if by_staff else None,
    )


def _has_proof(request: Request, *, since: date) -> bool:
    """Whether a paper that may be the applicant's was added on that day or later."""
    added = request.files.filter(purpose__in=(Purpose.EVIDENCE, Purpose.OTHER))
    moments = added.values_list("added_at", flat=True)
    return any(timezone.localdate(moment) >= since for moment in moments)


@transaction.atomic
def close(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """The file is complete; only a review or court can open it again."""
    acting = begin(request, "close", by=by, edition=edition, at=at)
    acting.request.closed_at = at
    done(acting, changed=("closed_at",))
    return acting.request
