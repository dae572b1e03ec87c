"""From arrival to registration: confirmed, registered, found to be none, put right, handed on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingtang.foi import codes
from mingtang.foi.models import Request
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE, LetterKind, State
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Account, Grant
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import Acting, begin, day_of, done, impersonal, lock, wanted
from .arriving import Asked, asked_values
from .letters import issue


@transaction.atomic
def confirm(
    request: Request,
    *,
    how: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
) -> Request:
    """Both sides agree on the receipt; that day is the day of receipt (art. 31(2), (3)).

    ``how``: by what means, with what evidence.
    """
    acting = begin(request, "confirm", by=by, edition=edition, at=at)
    request = acting.request
    request.confirmed_on = day_of(on, acting, since=request.arrived_on, what="确认日期")
    request.confirmed_how = impersonal(
        request, wanted(how, "confirm.how", "请写明怎样与申请人确认。", acting.transition.basis)
    )[:200]
    logged = done(
        acting,
        detail={"confirmed_on": request.confirmed_on},
        changed=("confirmed_on", "confirmed_how"),
    )
    clock.confirmed(request, on=request.confirmed_on, entry_seq=logged.seq)
    return request


@transaction.atomic
def register(
    request: Request,
    *,
    by: Actor,
    at: datetime,
    edition: int | None,
    assignee: Account | None = None,
) -> Request:
    """Register it: the day of receipt is fixed and the time to answer runs from it."""
    acting = begin(request, "register", by=by, edition=edition, at=at)
    request = acting.request
    request.receipt_on = acting.facts.receipt_on
    request.registered_on = acting.today
    if assignee is not None:
        _require_colleague(acting, assignee)
        request.assignee = assignee
    if request.receipt_on is None:
        raise RuleViolation("received", "还没有收到申请之日。", acting.transition.basis)
    logged = done(
        acting,
        detail={"receipt_on": request.receipt_on},
        changed=("receipt_on", "registered_on", "assignee"),
    )
    clock.confirmed(request, on=request.receipt_on, entry_seq=logged.seq)
    duty = clock.open_reply(request, on=request.receipt_on, entry_seq=logged.seq)
    issue(
        acting,
        LetterKind.RECEIPT,
        entry_seq=logged.seq,
        fields={"receipt_on": request.receipt_on, "due_on": duty.due_on},
    )
    return request


@transaction.atomic
def not_request(
    request: Request, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """It is no request for information at all; the number stays, the writer is told why."""
    acting = begin(request, "not_request", by=by, edition=edition, at=at)
    reason = wanted(reason, "foi.reason", "请写明不作为申请登记的理由。", acting.transition.basis)
    logged = done(acting, reason=reason)
    clock.fallen_away(
        acting.request, on=acting.today, entry_seq=logged.seq, reason="不作为申请登记"
    )
    issue(acting, LetterKind.NOT_REQUEST, entry_seq=logged.seq, fields={"reason": reason})
    return acting.request


@transaction.atomic
def amend(
    request: Request, *, asked: Asked, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Put right what was keyed in wrongly; what the applicant asked does not change by it.

    The words of what is asked only before it is registered; afterwards only the applicant changes
    them, by a correction (art. 30).
    """
    acting = begin(request, "amend", by=by, edition=edition, at=at)
    request = acting.request
    values = asked_values(asked)
    changed = [name for name, value in values.items() if getattr(request, name) != value]
    if not changed:
        raise RuleViolation("amend.nothing", "没有改动。", FLOW_RULE)
    if request.state != State.ARRIVED and {"subject", "description"} & set(changed):
        raise RuleViolation(
            "amend.words", "登记以后不能更改所需信息的名称和描述，只能由申请人补正。", FLOW_RULE
        )
    for name in changed:
        setattr(request, name, values[name])
    items = acting.facts.items
    if len(items) == 1 and "subject" in changed and not items[0].outcome:
        items[0].wording = values["subject"]
        items[0].save(update_fields=["wording"])
    shown = [name for name in changed if name != "wording_key"]
    done(acting, detail={"fields": shown}, changed=changed)
    clock.relabel(request)
    return request


@transaction.atomic
def assign(
    request: Request, *, to: Account | None, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Hand the request to a person, or back to the unit; its duties go along."""
    acting = begin(request, "assign", by=by, edition=edition, at=at)
    request = acting.request
    before = request.assignee_id
    if to is not None:
        _require_colleague(acting, to)
    request.assignee = to
    done(acting, detail={"from": before, "to": to.pk if to else None}, changed=("assignee",))
    clock.reassign(request, to)
    return request


def _require_colleague(acting: Acting, person: Account) -> None:
    """Whoever is to work on it must hold a role that may, at the unit, today."""
    held = Grant.objects.in_force_on(acting.today).filter(
        account=person, unit_id=acting.request.unit_id, role__in=(Role.CLERK, Role.LEADER)
    )
    if not held.exists():
        raise RuleViolation(
            "assign.person", f"{person.name}不是本单位的信息员或者负责人。", ACCESS_RULE
        )


@transaction.atomic
def reissue_code(
    request: Request, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> str:
    """Give a new query code to somebody whose identity was checked; the old one is dead.

    Returns the code, which is kept nowhere.
    """
    fresh = lock(request, edition)
    if by.role not in (Role.CLERK, Role.DISCLOSURE_OFFICE) or (
        by.role == Role.CLERK and by.unit_id != fresh.unit_id
    ):
        raise RuleViolation("own_unit", "查询码由受理单位重新发放。", ACCESS_RULE)
    if fresh.anonymised_at:
        raise RuleViolation("foi.archived", "申请已经归档，不再发放查询码。", FLOW_RULE)
    reason = wanted(reason, "foi.reason", "请写明怎样核对了申请人的身份。", FLOW_RULE)
    code = codes.new_code()
    fresh.code_hash = codes.hash_of(code)
    fresh.save(update_fields=["code_hash"])
    record(
        act="request.reissue_code",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=FLOW_RULE,
        reason=impersonal(fresh, reason),
    )
    return code
