"""Reasons 说明理由 for many or frequent requests (政府信息公开条例 art. 35)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from mingtang.foi.models import ReasonsAsked, Request
from mingtang.foi.states import LetterKind, Progress
from mingtang.journal.actor import Actor

from . import clock
from .acting import Acting, begin, day_of, done, wanted
from .letters import issue
from .noticing import checked_days, run_from


@transaction.atomic
def ask_reasons(
    request: Request,
    *,
    grounds: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    days: int | None = None,
    received_on: date | None = None,
) -> ReasonsAsked:
    """Ask why so much or so often; ``grounds`` are the counts relied on.

    Art. 35 does not say whether the time counts: by the option ``foi_reasons_stop_clock`` the
    clock stands still meanwhile.
    """
    acting = begin(request, "ask_reasons", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    asked = ReasonsAsked(
        request=request,
        grounds=wanted(grounds, "reasons.grounds", "请写明数量、频次等事实。", basis),
        sent_on=acting.today,
        days=checked_days(days, basis),
        stopped=settings.MINGTANG_FOI_REASONS_STOP_CLOCK,
    )
    on = received_on and day_of(received_on, acting, since=acting.today, what="收到日期")
    run_from(asked, on, acting)
    logged = done(acting, detail={"last_on": asked.last_on, "stops": asked.stopped})
    if asked.stopped:
        clock.stop(
            request, on=acting.today, reason="请申请人说明理由", basis=basis, entry_seq=logged.seq
        )
    asked.entry_seq = logged.seq
    asked.letter = issue(
        acting,
        LetterKind.REASONS,
        entry_seq=logged.seq,
        fields={"grounds": asked.grounds, "days": asked.days, "last_on": asked.last_on},
    )
    asked.save()
    return asked


@transaction.atomic
def give_reasons(
    request: Request,
    *,
    reasons: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
) -> Request:
    """The applicant's reasons came; whether they convince is decided with the request (C5.4)."""
    acting = begin(request, "give_reasons", by=by, edition=edition, at=at)
    asked = _asked(acting)
    day = day_of(on, acting, since=asked.sent_on, what="收到理由的日期")
    asked.reasons = wanted(reasons, "reasons.empty", "请写明理由。", acting.transition.basis)
    asked.answered_on, asked.progress = day, Progress.ANSWERED
    asked.save()
    return _run_on(acting, asked, day)


@transaction.atomic
def lapse_reasons(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """No reasons came in time; the clock runs on from the last day, whenever it is entered."""
    acting = begin(request, "lapse_reasons", by=by, edition=edition, at=at)
    asked = _asked(acting)
    asked.progress = Progress.LAPSED
    asked.save(update_fields=["progress"])
    return _run_on(acting, asked, asked.last_on or acting.today)


def _asked(acting: Acting) -> ReasonsAsked:
    rows = ReasonsAsked.objects.select_for_update().filter(request=acting.request)
    return rows.filter(progress=Progress.OPEN).latest("pk")


def _run_on(acting: Acting, asked: ReasonsAsked, day: date) -> Request:
    logged = done(acting, detail={"on": day})
    if asked.stopped:
        clock.restart(
            acting.request,
            on=day,
            reason=acting.transition.label,
            basis=acting.transition.basis,
            entry_seq=logged.seq,
        )
    return acting.request
