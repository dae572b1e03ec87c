"""Reviews and suits about an answer, the rating, and answering anew when it is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mingtang.foi.models import Challenge, Item, Rating, Request
from mingtang.foi.states import (
    ACCESS_RULE,
    APPLICANT,
    FLOW_RULE,
    ChallengeKind,
    ChallengeResult,
    State,
)
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Succession, Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done, impersonal, lock, wanted

BASIS = "行政复议法；行政诉讼法"
STAGES = ("accepted_on", "answered_on", "heard_on")


@dataclass(frozen=True, slots=True)
class Stages:
    """The dates of a challenge on its way; those left out stay as they are."""

    accepted_on: date | None = None
    answered_on: date | None = None
    heard_on: date | None = None


@transaction.atomic
def open_challenge(
    request: Request,
    *,
    kind: str,
    body: str,
    filed_on: date,
    by: Actor,
    at: datetime,
    case_number: str = "",
    after: Challenge | None = None,
) -> Challenge:
    """Enter that a review was applied for or a suit brought, at whatever state of the request.

    ``after`` is the review that a suit follows; only :attr:`ChallengeKind.SUIT_AFTER_REVIEW` has
    one.
    """
    fresh = lock(request, None)
    _require_staff(fresh, by)
    if kind not in ChallengeKind.values:
        raise RuleViolation("challenge.kind", "请选择复议或者诉讼的类别。", BASIS)
    if (kind == ChallengeKind.SUIT_AFTER_REVIEW) is not (after is not None):
        raise RuleViolation("challenge.after", "复议后起诉的，请选择先前的行政复议。", BASIS)
    if after is not None and (after.request_id != fresh.pk or after.kind != ChallengeKind.REVIEW):
        raise RuleViolation("challenge.after", "所选的不是本申请的行政复议。", BASIS)
    _require_days(filed_on, fresh.arrived_on, at)
    body = wanted(body, "challenge.body", "请写明复议机关或者法院。", BASIS)[:100]
    logged = record(
        act="challenge.open",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=BASIS,
        detail={"kind": kind, "filed_on": filed_on},
    )
    return Challenge.objects.create(
        request=fresh,
        kind=kind,
        body=body,
        case_number=case_number.strip()[:100],
        filed_on=filed_on,
        after=after,
        entry_seq=logged.seq,
    )


@transaction.atomic
def advance_challenge(
    challenge: Challenge, *, stages: Stages, by: Actor, at: datetime, case_number: str = ""
) -> Challenge:
    """Enter a stage: accepted, our answer handed in, heard."""
    row = _pending(challenge, by)
    changed: list[str] = []
    for name in STAGES:
        day: date | None = getattr(stages, name)
        if day is not None and day != getattr(row, name):
            _require_days(day, row.filed_on, at)
            setattr(row, name, day)
            changed.append(name)
    if case_number.strip():
        row.case_number = case_number.strip()[:100]
        changed.append("case_number")
    if not changed:
        raise RuleViolation("challenge.nothing", "没有改动。", FLOW_RULE)
    row.save(update_fields=changed)
    _record("challenge.advance", row, by=by, at=at, detail={"fields": changed})
    return row


@transaction.atomic
def decide_challenge(
    challenge: Challenge,
    *,
    result: str,
    decided_on: date,
    by: Actor,
    at: datetime,
    orders_anew: bool = False,
    result_text: str = "",
) -> Challenge:
    """Enter the decision or judgment; ``orders_anew`` when it has the unit answer again."""
    row = _pending(challenge, by)
    if result not in ChallengeResult.values or not result:
        raise RuleViolation("challenge.result", "请选择结果：维持、纠正或者其他。", BASIS)
    if orders_anew and result == ChallengeResult.UPHELD:
        raise RuleViolation("challenge.result", "结果维持的，不会责令重新答复。", BASIS)
    _require_days(decided_on, row.filed_on, at)
    row.result, row.decided_on, row.orders_anew = result, decided_on, orders_anew
    row.result_text = impersonal(row.request, result_text)[:500]
    row.save(update_fields=["result", "decided_on", "orders_anew", "result_text"])
    _record(
        "challenge.decide",
        row,
        by=by,
        at=at,
        detail={"result": result, "decided_on": decided_on, "anew": orders_anew},
    )
    return row


@transaction.atomic
def reopen(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Answer again as a review or court ordered: a new round, a new duty from the day of the
    decision, under the law of that day. What was answered before stays in its round."""
    acting = begin(request, "reopen", by=by, edition=edition, at=at)
    request, order = acting.request, acting.facts.order_anew
    if order is None or order.decided_on is None:
        raise RuleViolation("ordered_anew", "没有责令重新答复的决定。", acting.transition.basis)
    detail = {
        "challenge": order.pk,
        "decided_on": order.decided_on,
        "before": {"answered_on": request.answered_on, "row": request.row},
    }
    items = acting.facts.items
    request.round += 1
    request.unit = _living(request.unit)
    request.answered_on = request.decided_on = request.closed_at = None
    request.row = ""
    if request.receipt_on is None:  # ended before it was registered
        request.receipt_on = request.registered_on = order.decided_on
    logged = done(
        acting,
        detail=detail,
        changed=(
            *("unit", "round", "answered_on", "decided_on", "closed_at", "row"),
            *("receipt_on", "registered_on"),
        ),
    )
    for item in items:
        Item.objects.create(request=request, round=request.round, n=item.n, wording=item.wording)
    order.reopened_on = acting.today
    order.save(update_fields=["reopened_on"])
    clock.open_reply(request, on=order.decided_on, entry_seq=logged.seq)
    return request


@transaction.atomic
def rate(request: Request, *, stars: int, at: datetime, by: Actor, comment: str = "") -> Rating:
    """What the applicant thinks of the answer, from one star to five; once."""
    fresh = lock(request, None)
    if by.role != APPLICANT:
        raise RuleViolation("role", "评价由申请人作出。", ACCESS_RULE)
    if fresh.state not in (State.ANSWERED, State.CLOSED):
        raise RuleViolation("rate.state", "答复以后才能评价。", FLOW_RULE)
    if Rating.objects.filter(request=fresh).exists():
        raise RuleViolation("rate.twice", "已经评价过。", FLOW_RULE)
    if not 1 <= stars <= 5:
        raise RuleViolation("rate.stars", "请选择一星到五星。", FLOW_RULE)
    record(
        act="request.rate",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=FLOW_RULE,
        detail={"stars": stars},
    )
    return Rating.objects.create(request=fresh, stars=stars, comment=comment.strip()[:500], at=at)


def _living(unit: Unit) -> Unit:
    """The unit that goes on with the work of one that has ended (国办公开办函〔2019〕14号)."""
    while unit.ended_on is not None:
        following = Succession.objects.filter(predecessor=unit, main=True).first()
        if following is None:
            break
        unit = following.successor
    return unit


def _pending(challenge: Challenge, by: Actor) -> Challenge:
    row = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    _require_staff(row.request, by)
    if row.decided_on is not None:
        raise RuleViolation("challenge.ended", "这件复议或者诉讼已经审结。", FLOW_RULE)
    return row


def _require_staff(request: Request, by: Actor) -> None:
    if by.role == Role.DISCLOSURE_OFFICE:
        return
    if by.role not in (Role.CLERK, Role.LEADER) or by.unit_id != request.unit_id:
        raise RuleViolation("own_unit", "只能登记本单位申请的复议和诉讼。", ACCESS_RULE)


def _require_days(day: date, since: date, at: datetime) -> None:
    if not since <= day <= timezone.localdate(at):
        raise RuleViolation("challenge.day", f"日期 {day} 不相衔接，请核对。", FLOW_RULE)


def _record(
    act: str, row: Challenge, *, by: Actor, at: datetime, detail: dict[str, object]
) -> None:
    record(
        act=act,
        subject=row.request,
        by=by,
        at=at,
        unit_id=row.request.unit_id,
        basis=BASIS,
        detail={"challenge": row.pk, **detail},
    )
