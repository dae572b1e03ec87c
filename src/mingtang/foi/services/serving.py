"""Service 送达 of the reply: the day it counts as given (国办公开办函〔2016〕235号)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingtang.foi.models import Delivery, Letter, Request
from mingtang.foi.states import LetterKind, Way
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, day_of, done, impersonal
from .deciding import reply_row
from .ending import call_off
from .telling import tell


@transaction.atomic
def serve(
    request: Request,
    *,
    way: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
    post_number: str = "",
    evidence: str = "",
) -> Delivery:
    """The reply was given: directly or through another agency on the day it was signed for, by
    the post (the postal enterprise alone) on the day it was posted, electronically on the day it
    was sent with evidence of arrival. The duty to answer is fulfilled on that day.
    """
    acting = begin(request, "serve", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    if way not in Way.values:
        raise RuleViolation("serve.way", "请选择送达方式。", basis)
    if way == Way.POST and not post_number.strip():
        raise RuleViolation("serve.post", "邮寄送达请填写邮政企业的邮件号。", basis)
    if way == Way.ELECTRONIC and not evidence.strip():
        raise RuleViolation("serve.evidence", "电子送达请写明到达的凭据。", basis)
    day = day_of(on, acting, since=request.decided_on, what="送达日期")
    request.answered_on, request.row = day, reply_row(acting.facts.items)
    letter = Letter.objects.filter(
        request=request, kind=LetterKind.REPLY, round=request.round
    ).latest("pk")
    logged = done(
        acting,
        detail={"way": way, "on": day, "row": request.row, "letter": letter.number},
        changed=("answered_on", "row"),
    )
    clock.answered(request, on=day, entry_seq=logged.seq)
    call_off(request, on=day)
    delivery = Delivery.objects.create(
        request=request,
        round=request.round,
        letter=letter,
        way=way,
        on=day,
        post_number=post_number.strip()[:60],
        evidence=impersonal(request, evidence)[:300],
        row=request.row,
        entry_seq=logged.seq,
    )
    tell(delivery, acting)
    return delivery
