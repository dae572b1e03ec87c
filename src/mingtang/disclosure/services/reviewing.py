"""The reviews: unit leader, confidentiality, and the ways back to the draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import ConfidentialityReview, Document, Review
from mingtang.disclosure.states import Step
from mingtang.journal.actor import Actor
from mingtang.journal.statements import insert
from mingtang.statute.violations import RuleViolation

from .acting import Acting, begin, done
from .gatekeeping import examine_document, gated

REFERRAL = "政府信息公开条例第十七条"
SECRECY = "保守国家秘密法实施条例（2024）第四十二条"
STEP_OF_STATE = {
    "with_leader": Step.LEADER,
    "with_confidentiality": Step.CONFIDENTIALITY,
    "referred": Step.CONFIDENTIALITY,
    "with_office": Step.OFFICE,
}


@gated
def submit(document: Document, *, by: Actor, at: datetime, edition: int) -> Document:
    """Hand the draft to the unit leader; a new round of reviews begins."""
    acting = begin(document, "submit", by=by, edition=edition, at=at, examine=examine_document)
    acting.document.round += 1
    keep_step(acting, Step.SUBMIT, approved=True, opinion="")
    return acting.document


@transaction.atomic
def recall(document: Document, *, by: Actor, at: datetime, edition: int) -> Document:
    """Take a submitted draft back before the leader has looked at it."""
    acting = begin(document, "recall", by=by, edition=edition, at=at)
    done(acting)
    return acting.document


@gated
def approve(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str = ""
) -> Document:
    """The unit leader agrees; on to the confidentiality review."""
    acting = begin(document, "approve", by=by, edition=edition, at=at, examine=examine_document)
    keep_step(acting, Step.LEADER, approved=True, opinion=opinion)
    return acting.document


@transaction.atomic
def return_for_changes(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str
) -> Document:
    """Send a document back to its author with an opinion; remarks at places stay on it."""
    acting = begin(document, "return", by=by, edition=edition, at=at)
    _require(opinion, "return.opinion", "请写明退回的意见。", acting.transition.basis)
    keep_step(acting, Step.RETURN, approved=False, opinion=opinion)
    return acting.document


@gated
def secrecy_clear(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str = ""
) -> Document:
    """The confidentiality reviewer finds that it may be published."""
    acting = begin(document, "clear", by=by, edition=edition, at=at, examine=examine_document)
    finding = ConfidentialityReview.Finding.PASS
    _secrecy(acting, finding, opinion=opinion, referred_to="")
    return acting.document


@transaction.atomic
def refer(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str, referred_to: str
) -> Document:
    """In doubt: the question goes to the competent department or the secrecy administration."""
    acting = begin(document, "refer", by=by, edition=edition, at=at)
    _require(opinion, "secrecy.opinion", "请写明难以确定的原因。", SECRECY)
    _require(referred_to, "secrecy.referred_to", "请写明提请哪个部门确定。", REFERRAL)
    finding = ConfidentialityReview.Finding.REFER
    _secrecy(acting, finding, opinion=opinion, referred_to=referred_to)
    return acting.document


@transaction.atomic
def refuse(document: Document, *, by: Actor, at: datetime, edition: int, opinion: str) -> Document:
    """It must not be published; back to the author, to be masked, changed or given up."""
    acting = begin(document, "refuse", by=by, edition=edition, at=at)
    _require(opinion, "secrecy.opinion", "请写明不得公开的理由和依据。", SECRECY)
    finding = ConfidentialityReview.Finding.REFUSE
    _secrecy(acting, finding, opinion=opinion, referred_to="")
    return acting.document


def _require(text: str, code: str, message: str, basis: str) -> None:
    if not text.strip():
        raise RuleViolation(code, message, basis)


def keep_step(
    acting: Acting,
    step: str,
    *,
    approved: bool,
    opinion: str,
    public: bool = False,
    detail: dict[str, Any] | None = None,
) -> int:
    """Do the act and keep it as a review step; returns the number of its journal entry."""
    edition = acting.document.edition
    logged = done(
        acting,
        reason=opinion.strip(),
        detail={"step": step, "reviewed": edition, **(detail or {})},
        public=public,
    )
    review = Review(
        document=acting.document,
        round=acting.document.round,
        edition=edition,
        step=step,
        approved=approved,
        reviewer_id=acting.by.account_id,
        reviewer_name=acting.by.name,
        opinion=opinion.strip()[:500],
        at=acting.at,
        entry_seq=logged.seq,
    )
    insert(review)
    return logged.seq


def _secrecy(acting: Acting, finding: str, *, opinion: str, referred_to: str) -> None:
    passed = finding == ConfidentialityReview.Finding.PASS
    seq = keep_step(acting, Step.CONFIDENTIALITY, approved=passed, opinion=opinion)
    enter_ledger(acting, finding=finding, opinion=opinion, referred_to=referred_to, entry_seq=seq)


def enter_ledger(
    acting: Acting, *, finding: str, opinion: str, referred_to: str, entry_seq: int
) -> ConfidentialityReview:
    """A line in the ledger of confidentiality reviews."""
    document, reviewer = acting.document, acting.by.account_id
    if reviewer is None:
        raise RuleViolation("secrecy.reviewer", "保密审查须由人员作出。", SECRECY)
    line = ConfidentialityReview(
        document=document,
        unit_id=document.unit_id,
        title=document.title,
        summary=document.summary,
        attribute=document.attribute,
        reviewer_id=reviewer,
        reviewer_name=acting.by.name,
        reviewed_on=timezone.localdate(acting.at),
        finding=finding,
        opinion=opinion.strip()[:500],
        referred_to=referred_to.strip()[:100],
        entry_seq=entry_seq,
    )
    return insert(line)


__all__ = [
    "STEP_OF_STATE",
    "approve",
    "enter_ledger",
    "keep_step",
    "recall",
    "refer",
    "refuse",
    "return_for_changes",
    "secrecy_clear",
    "submit",
]
