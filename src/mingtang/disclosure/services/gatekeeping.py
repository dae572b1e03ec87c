"""The release gate of a document: examined before each approval, and settled finding by finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction

from mingtang.disclosure.facts import Facts
from mingtang.disclosure.lifecycle import GUARDS, LIFECYCLE
from mingtang.disclosure.models import Document
from mingtang.disclosure.states import ACCESS_RULE, FLOW_RULE, UNDER_REVIEW, State
from mingtang.journal.actor import Actor
from mingtang.journal.statements import update
from mingtang.orgs.roles import Role
from mingtang.register.gate import (
    SECRECY_BASIS,
    confirm,
    justify,
    mask_html,
    open_count,
    reopen,
    run_gate,
    settle_masked,
    words_stamp,
)
from mingtang.register.models import Finding
from mingtang.statute.violations import RuleViolation

from .acting import lock
from .content import content_stamp, gate_content, keep_version

MASKABLE_FIELDS = {"标题": "title", "内容概述": "summary", "主题词": "keywords"}
SETTLING_STATES = frozenset(
    {
        State.DRAFT,
        State.WITH_LEADER,
        State.WITH_CONFIDENTIALITY,
        State.REFERRED,
        State.WITH_OFFICE,
    }
)
REVIEWERS = frozenset({Role.LEADER, Role.CONFIDENTIALITY, Role.DISCLOSURE_OFFICE})


ActFunction = TypeVar("ActFunction", bound=Callable[..., Any])


def gated(act: ActFunction) -> ActFunction:
    """Run an act ``(document, *, by, at, edition, …)`` behind the gate, in one transaction.

    When it is refused its examination is undone with it; so the gate is run once more by itself,
    and what it found stays to be settled.
    """

    @wraps(act)
    def behind_gate(document: Document, *, by: Actor, at: datetime, **rest: Any) -> Any:
        try:
            with transaction.atomic():
                return act(document, by=by, at=at, **rest)
        except RuleViolation as refusal:
            if refusal.code != "document.stale":
                with transaction.atomic():
                    examine_document(lock(document, None), by=by, at=at)
            raise

    return cast(ActFunction, behind_gate)


@transaction.atomic(savepoint=False)
def examine_document(document: Document, *, by: Actor, at: datetime) -> int:
    """Bring the findings up to date; returns how many are open.

    When neither the content nor the word lists changed since the last time, nothing is read anew.
    """
    content = gate_content(document)
    stamp = content_stamp(content, words_stamp())
    if document.gate_stamp == stamp:
        return open_count(document)
    open_now = run_gate(document, content, version=document.edition, by=by, at=at)
    document.gate_stamp = stamp
    update(document, ("gate_stamp",))
    return len(open_now)


@transaction.atomic
def justify_finding(
    document: Document, finding: Finding, *, reason: str, by: Actor, at: datetime, edition: int
) -> Finding:
    """Let a finding stand for a reason. Whoever may work on the document in its state may do so."""
    document = lock(document, edition)
    finding = _settleable(document, finding, by=by, at=at)
    confirmed = by.role == Role.CONFIDENTIALITY and not _drafted(document, by, at)
    return justify(document, finding, reason=reason, by=by, at=at, confirmed=confirmed)


@transaction.atomic
def confirm_finding(
    document: Document, finding: Finding, *, by: Actor, at: datetime, edition: int
) -> Finding:
    """The confidentiality reviewer accepts the reason for which a secret or internal marking
    stands; without that the document does not pass. Nobody accepts it for his own text."""
    document = lock(document, edition)
    finding = _finding_of(document, finding, by=by, at=at)
    if by.role != Role.CONFIDENTIALITY:
        raise RuleViolation("role", "密级和内部标志的理由由保密审查员认可。", SECRECY_BASIS)
    if _drafted(document, by, at):
        raise RuleViolation("not_own_work", GUARDS["not_own_work"].reason(Facts(document, by, at)))
    return confirm(document, finding, by=by, at=at)


@transaction.atomic
def reopen_finding(
    document: Document, finding: Finding, *, reason: str, by: Actor, at: datetime, edition: int
) -> Finding:
    """A reviewer whose turn it is does not accept a justification: the finding is open again."""
    document = lock(document, edition)
    finding = _finding_of(document, finding, by=by, at=at)
    if document.state not in UNDER_REVIEW or by.role not in REVIEWERS:
        raise RuleViolation("role", "理由是否认可，由审核时的审核人决定。", FLOW_RULE)
    return reopen(document, finding, reason=reason, by=by, at=at)


def _drafted(document: Document, by: Actor, at: datetime) -> bool:
    return by.account_id in Facts(document, by, at).drafter_ids


@transaction.atomic
def mask_finding(
    document: Document, finding: Finding, *, by: Actor, at: datetime, edition: int
) -> Document:
    """Cover a finding by its mask, in one click.

    That changes the text: approvals of this round fall away, and a document that was past the
    unit leader goes back to him (三审三校: an edit voids the reviews before it). Whoever masks
    writes nothing of his own and may review the document as before.
    """
    document = lock(document, edition)
    finding = _settleable(document, finding, by=by, at=at)
    if not finding.mask:
        raise RuleViolation("gate.mask", "这一处不能遮盖，请修改原文或说明理由。")
    times = _cover(document, finding)
    if not times:
        raise RuleViolation("gate.gone", "原文已经没有这一处，请重新检查。")
    if document.state != State.DRAFT:
        document.state = State.WITH_LEADER
        document.round += 1
    document.edition += 1
    document.updated_at = at
    document.save()
    keep_version(document, by=by, at=at, masked_only=True)
    settle_masked(document, [finding, *_covered_with(document, finding)], by=by, at=at)
    examine_document(document, by=by, at=at)
    return document


def _cover(document: Document, finding: Finding) -> int:
    field = MASKABLE_FIELDS.get(finding.place)
    if field is not None:
        text: str = getattr(document, field)
        times = text.count(finding.excerpt)
        setattr(document, field, text.replace(finding.excerpt, finding.mask))
        return times
    document.body_html, times = mask_html(document.body_html, finding.excerpt, finding.mask)
    return times


def _covered_with(document: Document, finding: Finding) -> list[Finding]:
    """What was justified about the same words at the same kind of place, which are covered now."""
    field = finding.place in MASKABLE_FIELDS
    rows = Finding.objects.about(document._meta.label_lower, document.pk).filter(
        excerpt=finding.excerpt, settlement=Finding.Settlement.JUSTIFIED
    )
    return [
        each
        for each in rows
        if (each.place == finding.place if field else each.place.startswith("正文 第"))
    ]


def require_part_in(document: Document, *, by: Actor, at: datetime) -> None:
    """Refuse whoever has no act to do in the document's state: another unit, a mere reader."""
    roles = {role for line in LIFECYCLE.acts(document.state) for role in line.roles}
    if by.role not in roles:
        names = "、".join(LIFECYCLE.role_label(role) for role in sorted(roles - {"system"}))
        raise RuleViolation("role", f"文件现在由{names or '任何人都不能'}办理。", ACCESS_RULE)
    own_unit = GUARDS["own_unit"]
    facts = Facts(document, by, at)
    if not own_unit.holds(facts):
        raise RuleViolation("own_unit", own_unit.reason(facts), own_unit.basis)


def _settleable(document: Document, finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """The finding as it stands now, when it is open, of this document, and by may settle it."""
    found = _finding_of(document, finding, by=by, at=at)
    if found.settlement != Finding.Settlement.OPEN:
        raise RuleViolation("gate.settled", "这一处已经处理。")
    return found


def _finding_of(document: Document, finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """The finding as it stands now, of this document, in a state in which by may deal with it."""
    if document.state not in SETTLING_STATES:
        raise RuleViolation("gate.state", "文件现在的状态不能处理检查结果。", FLOW_RULE)
    require_part_in(document, by=by, at=at)
    fresh = Finding.objects.about(document._meta.label_lower, document.pk).filter(pk=finding.pk)
    found = fresh.first()
    if found is None:
        raise RuleViolation("gate.other", "这条检查结果属于另一份文件。")
    return found
