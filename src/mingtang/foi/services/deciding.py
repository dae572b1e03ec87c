"""The answer: the matters, what is decided on each, the legality check, the signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from mingtang.foi.models import Item, LegalityCheck, Letter, Request
from mingtang.foi.replies import cites_law, usual_basis
from mingtang.foi.states import FLOW_RULE, LetterKind
from mingtang.journal.actor import Actor
from mingtang.statute.foi.grounds import ground
from mingtang.statute.foi.outcomes import outcome as outcome_of
from mingtang.statute.foi.outcomes import row_of
from mingtang.statute.violations import RuleViolation

from .acting import Acting, begin, done, wanted
from .arriving import keep_items
from .ending import rules_of
from .letters import issue


@transaction.atomic
def itemise(
    request: Request, *, matters: Iterable[str], by: Actor, at: datetime, edition: int | None
) -> list[Item]:
    """List the matters asked in one letter; each gets an answer of its own. What was decided on
    the former list is gone."""
    acting = begin(request, "itemise", by=by, edition=edition, at=at)
    Item.objects.filter(request=acting.request, round=acting.request.round).delete()
    items = keep_items(acting.request, matters)
    done(acting, detail={"items": len(items)})
    return items


@transaction.atomic
def decide(
    request: Request,
    *,
    item: Item,
    outcome: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    subkind: str = "",
    given: Mapping[str, str] | None = None,
    grounds: Iterable[str] = (),
    basis: str | None = None,
    reasons: str = "",
) -> Item:
    """Draft the answer to one matter.

    ``given`` maps the codes of its elements (``statute.foi.outcomes.needs_of``) to what the reply
    says; ``basis`` is the usual one unless another is given. What is still missing does not keep a
    draft from being saved, it keeps it from being submitted; without a basis it is refused.
    """
    acting = begin(request, "decide", by=by, edition=edition, at=at)
    fresh = Item.objects.filter(
        pk=item.pk, request=acting.request, round=acting.request.round
    ).first()
    if fresh is None:
        raise RuleViolation("decide.item", "这一事项不属于本申请，请刷新后再办。", FLOW_RULE)
    fresh.grounds = list(grounds)
    fresh.outcome, fresh.subkind = outcome, subkind
    fresh.basis = _basis(acting, fresh, basis)
    fresh.given = {str(key): str(value).strip() for key, value in (given or {}).items()}
    fresh.reasons = reasons.strip()
    fresh.decided_by_id, fresh.decided_at = by.account_id, at
    fresh.save()
    done(acting, detail={"item": fresh.n, "outcome": outcome, "subkind": subkind})
    return fresh


def _basis(acting: Acting, item: Item, basis: str | None) -> str:
    """The basis of an outcome that the request's own version of the rules knows."""
    try:
        found = outcome_of(item.outcome)
        usual = usual_basis(item.outcome, item.subkind, item.grounds)
        for code in item.grounds:
            ground(code)
    except LookupError as fault:
        raise RuleViolation("decide.outcome", f"{fault}。", acting.transition.basis) from fault
    rules = rules_of(acting.request)
    if found.rules is not rules:
        raise RuleViolation(
            "decide.rules", f"本申请适用{rules.label}，不能用这一答复类型。", rules.instrument
        )
    if basis is None and usual:
        return usual[:500]
    text = wanted(basis or "", "decide.basis", "答复应当写明依据。", acting.transition.basis)
    if not cites_law(text):
        raise RuleViolation(
            "decide.basis",
            "依据应当写明法律、法规等文件的名称或者条款，例如《政府信息公开条例》第三十六条。",
            acting.transition.basis,
        )
    return text[:500]


@transaction.atomic
def submit(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Hand the complete draft to the legality check. Refused while an element is missing."""
    acting = begin(request, "submit", by=by, edition=edition, at=at)
    request = acting.request
    logged = done(acting, detail={"outcomes": [item.outcome for item in acting.facts.items]})
    LegalityCheck.objects.create(
        request=request,
        round=request.round,
        submitted_by_id=by.account_id,
        submitted_at=at,
        entry_seq=logged.seq,
    )
    return request


@transaction.atomic
def send_back(
    request: Request, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """The check does not pass it; it goes back with the opinion (act ``return``)."""
    acting = begin(request, "return", by=by, edition=edition, at=at)
    reason = wanted(reason, "check.opinion", "请写明退回的理由。", acting.transition.basis)
    _settle(acting, passed=False, opinion=reason)
    done(acting, reason=reason)
    return acting.request


@transaction.atomic
def sign_off(
    request: Request,
    *,
    opinion: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    fields: Mapping[str, object] | None = None,
) -> Letter:
    """The legality check passes it and the reply is signed: numbered, DOCX and PDF made.

    ``fields`` goes to the template besides the request's own data.
    """
    acting = begin(request, "sign_off", by=by, edition=edition, at=at)
    request = acting.request
    opinion = wanted(opinion, "check.opinion", "请写明合法性审核意见。", acting.transition.basis)
    _settle(acting, passed=True, opinion=opinion)
    request.decided_on = acting.today
    items = acting.facts.items
    before = Letter.objects.filter(request=request, kind=LetterKind.REPLY).last()
    logged = done(
        acting,
        reason=opinion,
        detail={"outcomes": [item.outcome for item in items], "row": reply_row(items)},
        changed=("decided_on",),
    )
    return issue(
        acting,
        LetterKind.REPLY,
        entry_seq=logged.seq,
        fields={"decided_on": acting.today, **(fields or {})},
        replaces=before,
    )


@transaction.atomic
def recall(
    request: Request, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Take a signed reply back before it is served; its number stays used, the next names it."""
    acting = begin(request, "recall", by=by, edition=edition, at=at)
    reason = wanted(reason, "recall.reason", "请写明收回的理由。", FLOW_RULE)
    acting.request.decided_on = None
    done(acting, reason=reason, changed=("decided_on",))
    return acting.request


def reply_row(items: Iterable[Item]) -> str:
    """The one row of the form in which a reply to these matters is counted."""
    return row_of([item.outcome for item in items])


def _settle(acting: Acting, *, passed: bool, opinion: str) -> None:
    check = acting.facts.check
    if check is None:
        raise RuleViolation("check.none", "没有提交审核的记录。", FLOW_RULE)
    check.passed, check.opinion = passed, opinion[:500]
    check.checker_id, check.checker_name = acting.by.account_id, acting.by.name
    check.checked_at = acting.at
    check.save()
