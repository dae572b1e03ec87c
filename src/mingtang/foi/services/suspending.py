"""Suspension 中止办理. The Regulation knows none: each case gives a basis of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.foi.models import Request, Suspension
from mingtang.foi.states import FLOW_RULE, LetterKind
from mingtang.journal.actor import Actor

from . import clock
from .acting import begin, done, impersonal, wanted
from .letters import issue


@transaction.atomic
def suspend(
    request: Request, *, reason: str, basis: str, by: Actor, at: datetime, edition: int | None
) -> Suspension:
    """Let the request rest, for a reason with its own basis in law; the clock stands still."""
    acting = begin(request, "suspend", by=by, edition=edition, at=at)
    request = acting.request
    reason = wanted(reason, "suspend.reason", "请写明中止办理的理由。", FLOW_RULE)
    basis = wanted(basis, "suspend.basis", "请写明中止办理的依据。", FLOW_RULE)
    basis = impersonal(request, basis)[:300]
    logged = done(acting, reason=reason, detail={"basis": basis})
    clock.stop(
        request,
        on=acting.today,
        reason="中止办理",
        basis=basis,
        entry_seq=logged.seq,
    )
    letter = issue(
        acting,
        LetterKind.SUSPENSION,
        entry_seq=logged.seq,
        fields={"reason": reason, "basis": basis},
    )
    return Suspension.objects.create(
        request=request,
        reason=impersonal(request, reason)[:300],
        basis=basis,
        since=acting.today,
        letter=letter,
        entry_seq=logged.seq,
    )


@transaction.atomic
def resume(
    request: Request, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Take it up again; counting goes on tomorrow."""
    acting = begin(request, "resume", by=by, edition=edition, at=at)
    reason = wanted(reason, "suspend.reason", "请写明恢复办理的理由。", FLOW_RULE)
    logged = done(acting, reason=reason)
    suspension = acting.facts.suspension
    if suspension is not None:
        suspension.until = acting.today
        suspension.save(update_fields=["until"])
    clock.restart(
        acting.request,
        on=acting.today,
        reason="恢复办理",
        basis=acting.transition.basis,
        entry_seq=logged.seq,
    )
    return acting.request
