"""Notices that give somebody time: the period runs from the day the notice was received."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingtang.foi.models import Consultation, Correction, FeeNotice, ReasonsAsked, Request
from mingtang.foi.states import FLOW_RULE, Consulted, Progress
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import Acting, begin, day_of, done

Notice = Correction | Consultation | ReasonsAsked | FeeNotice

LIMITS: dict[str, str] = {
    "correction": "foi.correction_reply",
    "reasonsasked": "foi.reasons_reply",
    "feenotice": "foi.fee_payment",
    Consulted.THIRD_PARTY: "foi.thirdparty",
    Consulted.COMAKER: "foi.comaker",
}
"""The limit of each kind of notice; another agency has none (art. 33(3))."""

MOST_DAYS = 120
"""More working days for an answer is a slip of the keys."""


def limit_of(notice: Notice) -> str:
    """The code of the limit; empty where the law gives no number of days."""
    key = notice.kind if isinstance(notice, Consultation) else str(notice._meta.model_name)
    return LIMITS.get(key, "")


def run_from(notice: Notice, received_on: date | None, acting: Acting) -> None:
    """Set when the notice was received, and with it the last day; nothing is saved."""
    notice.received_on, notice.last_on = received_on, None
    code = limit_of(notice)
    if received_on is not None and (code or notice.days):
        notice.last_on = clock.last_day(
            code, rule_day=acting.facts.rule_day, start=received_on, days=notice.days
        )


def checked_days(days: int | None, basis: str) -> int | None:
    """A period chosen by the unit, in working days. Refused beyond reason."""
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise RuleViolation("notice.days", f"期限应在 1 到 {MOST_DAYS} 个工作日之间。", basis)
    return days


@transaction.atomic
def note_receipt(
    request: Request,
    *,
    notice: Notice,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
) -> Notice:
    """Say on which day a notice was received; the period of whoever must answer runs from it."""
    acting = begin(request, "note_receipt", by=by, edition=edition, at=at)
    rows = type(notice).objects.select_for_update().filter(request=acting.request)
    fresh = rows.filter(pk=notice.pk, progress=Progress.OPEN).first()
    if fresh is None:
        raise RuleViolation("notice.ended", "这份通知不在等待答复。", FLOW_RULE)
    run_from(fresh, day_of(on, acting, since=fresh.sent_on, what="收到日期"), acting)
    fresh.save(update_fields=["received_on", "last_on"])
    done(
        acting,
        detail={
            "notice": f"{fresh._meta.model_name}/{fresh.pk}",
            "received_on": fresh.received_on,
            "last_on": fresh.last_on,
        },
    )
    return fresh
