"""Named counts of the reviews: the confidentiality ledger and the findings of the gate."""

from __future__ import annotations

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from mingtang.figures.registry import Figure, Rows, register
from mingtang.orgs.models import Unit
from mingtang.register.models import Finding

from .models import ConfidentialityReview, Document

SECRECY = "保守国家秘密法实施条例（2024）第四十二条"
GATE = "政府信息公开条例第十七条"


def _reviews(finding: str) -> Rows:
    def rows(year: int, unit: Unit | None) -> QuerySet[ConfidentialityReview]:
        found = ConfidentialityReview.objects.filter(reviewed_on__year=year, finding=finding)
        return found if unit is None else found.filter(unit=unit)

    return rows


def _findings(settlement: str) -> Rows:
    """Settled ones by the day of settling; open ones by the day their document was last changed."""

    def rows(year: int, unit: Unit | None) -> QuerySet[Finding]:
        found = Finding.objects.filter(
            subject_type=Document._meta.label_lower, settlement=settlement
        )
        documents = Document.objects.all()
        if settlement == Finding.Settlement.OPEN:
            documents = documents.filter(updated_at__year=year)
        else:
            found = found.filter(settled_at__year=year)
            if unit is None:
                return found
        if unit is not None:
            documents = documents.filter(unit=unit)
        keys = documents.order_by().annotate(key=Cast("pk", CharField())).values("key")
        return found.filter(subject_id__in=keys)

    return rows


_REVIEW_NAMES = {
    ConfidentialityReview.Finding.PASS: ("审查认为可以公开", "reviews that let pass"),
    ConfidentialityReview.Finding.REFER: (
        "难以确定、提请上级",
        "reviews that referred the question",
    ),
    ConfidentialityReview.Finding.REFUSE: ("审查认为不得公开", "reviews that refused"),
}
_FINDING_NAMES = {
    Finding.Settlement.OPEN: ("待处理", "gate findings still open"),
    Finding.Settlement.FIXED: ("已修改", "gate findings fixed"),
    Finding.Settlement.MASKED: ("已遮盖", "gate findings masked"),
    Finding.Settlement.JUSTIFIED: ("已说明理由", "gate findings justified"),
}


def register_figures() -> None:
    """Called once from ``AppConfig.ready``."""
    for review, (name, english) in _REVIEW_NAMES.items():
        register(
            Figure(
                f"disclosure.secrecy.{review.value}",
                f"保密审查：{name}",
                f"confidentiality {english}",
                "次",
                f"本年的保密审查中{name}的",
                SECRECY,
                _reviews(review),
            )
        )
    for settlement, (name, english) in _FINDING_NAMES.items():
        register(
            Figure(
                f"disclosure.findings.{settlement.value}",
                f"发布前检查：{name}",
                english,
                "处",
                f"发布前检查发现的问题中{name}的",
                GATE,
                _findings(settlement),
                unit_field="",
            )
        )
