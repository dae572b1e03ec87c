"""How a finding is settled: masked, or left to stand for a reason that others may not accept.

A secret or internal marking is no matter of the drafter's opinion: the reason for letting one
stand counts only once the confidentiality reviewer has confirmed it himself
(保守国家秘密法实施条例 (2024) art. 42: reviewed first, item by item).
"""

from __future__ import annotations

import re
from datetime import datetime

from django.db import models, transaction

from mingtang.journal.actor import Actor
from mingtang.journal.plain import without_personal_data
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared
from mingtang.register.models import Finding
from mingtang.statute.violations import RuleViolation

GATE_BASIS = "政府信息公开条例第十七条；保守国家秘密法实施条例（2024）第四十二条"
SECRECY_BASIS = "保守国家秘密法实施条例（2024）第四十二条"
SECRET_KINDS = ("secret", "internal", "not_public")
"""Kinds of finding (``text.secrets``) of which a reason needs the confidentiality reviewer."""
LEAST_REASON = 6
"""Characters of a reason, so many of them letters or 汉字 and at least ``LEAST_DIFFERENT`` alike to
none of the others: enough to name a rule, too much for a key held down."""
LEAST_DIFFERENT = 4

_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z]")
_UNCONFIRMED = Prepared(
    lambda kind, key: (
        Finding.objects.about(kind, key)
        .filter(
            settlement=Finding.Settlement.JUSTIFIED,
            kind__in=SECRET_KINDS,
            confirmed_at__isnull=True,
        )
        .order_by()
        .values("subject_id")
        .annotate(count=models.Count("pk"))
        .values_list("count")
    ),
    str,
    str,
)


def unconfirmed_count(subject: models.Model) -> int:
    """How many markings of a thing stand for a reason that nobody has confirmed yet."""
    row = _UNCONFIRMED.first(subject._meta.label_lower, str(subject.pk))
    return int(row[0]) if row else 0


def is_reason(text: str) -> bool:
    """Whether a text can be a reason: long enough, of words, not one key held down."""
    words = [each.lower() for each in _WORDS.findall(text)]
    long_enough = len(text.strip()) >= LEAST_REASON and len(words) >= LEAST_DIFFERENT
    return long_enough and len(set(words)) >= LEAST_DIFFERENT


@transaction.atomic(savepoint=False)
def justify(
    subject: models.Model,
    finding: Finding,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    confirmed: bool = False,
) -> Finding:
    """Let a finding stand, with the reason why the law asks for or allows it.

    ``confirmed``: the confidentiality reviewer himself gives the reason.
    """
    if not is_reason(reason):
        raise RuleViolation(
            "gate.reason",
            f"请写明依法可以原样公开的理由，不少于 {LEAST_REASON} 个字，说清依据。",
            GATE_BASIS,
        )
    finding.reason = reason.strip()[:300]
    if confirmed:
        finding.confirmed_by, finding.confirmed_at = by.name, at
    settle(finding, Finding.Settlement.JUSTIFIED, by=by, at=at)
    journal(subject, "gate.justify", [finding], by=by, at=at, reason=finding.reason)
    return finding


@transaction.atomic(savepoint=False)
def confirm(subject: models.Model, finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """The confidentiality reviewer accepts the reason for which a marking stands."""
    if finding.settlement != Finding.Settlement.JUSTIFIED or finding.kind not in SECRET_KINDS:
        raise RuleViolation("gate.confirm", "这一处没有等保密审查员认可的理由。", SECRECY_BASIS)
    if finding.confirmed_at is not None:
        raise RuleViolation("gate.settled", "这一处的理由已经认可。")
    finding.confirmed_by, finding.confirmed_at = by.name, at
    finding.save()
    journal(subject, "gate.confirm", [finding], by=by, at=at)
    return finding


@transaction.atomic(savepoint=False)
def reopen(
    subject: models.Model, finding: Finding, *, reason: str, by: Actor, at: datetime
) -> Finding:
    """A reviewer does not accept the reason: the finding is open again, and says why."""
    if finding.settlement != Finding.Settlement.JUSTIFIED:
        raise RuleViolation("gate.reopen", "这一处不是说明理由后原样公开的。")
    if not reason.strip():
        raise RuleViolation("gate.reopen_reason", "请写明为什么不认可。", GATE_BASIS)
    given = finding.reason
    settle(finding, Finding.Settlement.OPEN, by=by, at=at)
    finding.settled_by, finding.settled_at = "", None
    finding.reason = f"{by.name}不认可“{given[:120]}”：{reason.strip()}"[:300]
    finding.save()
    journal(subject, "gate.reopen", [finding], by=by, at=at, reason=reason.strip()[:300])
    return finding


@transaction.atomic(savepoint=False)
def settle_masked(
    subject: models.Model, findings: list[Finding], *, by: Actor, at: datetime
) -> None:
    """Record that findings were covered at once; the owner of the text has just covered them."""
    for finding in findings:
        settle(finding, Finding.Settlement.MASKED, by=by, at=at)
    journal(subject, "gate.mask", findings, by=by, at=at)


def settle(finding: Finding, settlement: str, *, by: Actor, at: datetime) -> None:
    """Set how a finding was settled; what a former justification left goes."""
    finding.settlement = settlement
    if settlement != Finding.Settlement.JUSTIFIED:
        finding.reason = ""
        finding.confirmed_by, finding.confirmed_at = "", None
    finding.settled_by = by.name
    finding.settled_at = at
    finding.save()


def journal(
    subject: models.Model,
    act: str,
    findings: list[Finding],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Kinds and places go into the journal, never the personal data itself, which may also stand
    in the name of an attachment or the words of a link."""
    record(
        act=act,
        subject=subject,
        by=by,
        at=at,
        unit_id=getattr(subject, "unit_id", None),
        basis=GATE_BASIS,
        reason=_without(findings[0].excerpt, reason) if reason else "",
        detail={
            "findings": [
                [each.pk, each.kind, _without(each.excerpt, each.place)] for each in findings
            ]
        },
    )


def _without(excerpt: str, text: str) -> str:
    return without_personal_data(text.replace(excerpt, "＊＊"))
