"""The last step: publication at once or at a time, in an emergency, and taking off again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from mingtang.disclosure.models import ConfidentialityReview, Document, Review
from mingtang.disclosure.states import FLOW_RULE, State, Step
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, insert
from mingtang.register import services as register
from mingtang.register.models import Entry
from mingtang.register.public_words import public_words
from mingtang.register.publication import PassedReview
from mingtang.statute.violations import RuleViolation

from . import afterwards, clock
from .acting import Acting, begin, done
from .content import publication_of
from .gatekeeping import examine_document, gated
from .reviewing import SECRECY, enter_ledger, keep_step

FARTHEST = timedelta(days=2 * 365)
"""How far ahead a publication may be timed. The law allows 20 working days; what lies years ahead
is a slip of the keys and would never be published."""

logger = logging.getLogger(__name__)

_PASSED = Prepared(
    lambda key, number: (
        Review.objects.filter(document_id=key, round=number, approved=True)
        .order_by("entry_seq")
        .annotate(
            role=Subquery(
                JournalEntry.objects.filter(seq=OuterRef("entry_seq")).values("actor_role")
            )
        )
        .values_list("step", "role", "at", "entry_seq")
    ),
    int,
    int,
)


@gated
def publish(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str = ""
) -> Entry:
    """The disclosure office agrees and it becomes public now."""
    acting = begin(document, "publish", by=by, edition=edition, at=at, examine=examine_document)
    _office_review(acting, opinion)
    return _release(acting, steps=acting.facts.review_count + 1)


@gated
def schedule(
    document: Document,
    *,
    when: datetime,
    by: Actor,
    at: datetime,
    edition: int,
    opinion: str = "",
    late_reason: str = "",
) -> Document:
    """The disclosure office agrees; the programme publishes at ``when``.

    A day after the due day of the duty to publish needs its ``late_reason``.
    """
    acting = begin(document, "schedule", by=by, edition=edition, at=at, examine=examine_document)
    if when <= at:
        raise RuleViolation("schedule.past", "定时发布的时间应在现在之后。")
    if when > at + FARTHEST:
        raise RuleViolation("schedule.far", f"定时发布最远定到 {at + FARTHEST:%Y-%m-%d}，请核对。")
    day = timezone.localdate(when)
    missed = clock.due_missed_on(acting.document, day)
    if missed and not late_reason.strip():
        raise RuleViolation(
            "schedule.late",
            f"定在 {day} 发布，晚于公开期限 {missed}，属于逾期公开，请写明理由。",
            clock.BASIS,
        )
    _office_review(acting, opinion)
    acting.document.scheduled_for = when
    given = (opinion.strip(), late_reason.strip() if missed else "")
    done(
        acting,
        reason="；".join(filter(None, given)),
        detail={"scheduled_for": when, **({"late_after": str(missed)} if missed else {})},
    )
    return acting.document


@transaction.atomic
def unschedule(
    document: Document, *, reason: str, by: Actor, at: datetime, edition: int
) -> Document:
    """Take a timed publication back; the document is a draft again and reviewed anew.

    To its author it is a return like any other: the reason is kept as the opinion of the step.
    """
    acting = begin(document, "unschedule", by=by, edition=edition, at=at)
    if not reason.strip():
        raise RuleViolation("return.opinion", "请写明退回的原因。", acting.transition.basis)
    acting.document.scheduled_for = None
    keep_step(acting, Step.RETURN, approved=False, opinion=reason)
    return acting.document


class ReleaseFailed(Exception):
    """Documents could not be published at their time for a fault that is not theirs."""


def release_due(now: datetime) -> int:
    """Publish everything whose time has come, each in its own transaction; returns how many.

    Missed runs lose nothing: what is overdue is published by the next run. A document that may
    not be published any more stays, and the reason is logged. A fault with one (its file is not
    there) keeps none of the others: it is logged, and :class:`ReleaseFailed` raised at the end.
    """
    waiting = Document.objects.filter(state=State.SCHEDULED, scheduled_for__lte=now)
    released, failed = 0, []
    for document in waiting.order_by("scheduled_for", "pk"):
        try:
            _release_one(document, by=Actor.system(), at=now, edition=None)
            released += 1
        except RuleViolation as violation:
            logger.warning("document %s was not released: %s", document.pk, violation)
        except Exception as fault:
            logger.exception("document %s was not released", document.pk)
            failed.append(f"文件 {document.pk}（{type(fault).__name__}）")
    if failed:
        raise ReleaseFailed(
            f"已发布 {released} 件，出错未发布 {len(failed)} 件：{'、'.join(failed)}"
        )
    return released


@gated
def _release_one(document: Document, *, by: Actor, at: datetime, edition: int | None) -> Entry:
    acting = begin(document, "release", by=by, edition=edition, at=at, examine=examine_document)
    return _release(acting, steps=acting.facts.review_count)


@gated
def emergency_publish(
    document: Document, *, reason: str, secrecy_opinion: str, by: Actor, at: datetime, edition: int
) -> Entry:
    """Publish at once without the unit's reviews, and say so publicly.

    The confidentiality review is never skipped: the office makes it itself, its opinion goes
    into the ledger; the unit leader owes his review afterwards (``afterwards``). Basis:
    政府信息公开条例 arts. 6 and 20(12).
    """
    acting = begin(document, "emergency", by=by, edition=edition, at=at, examine=examine_document)
    reason = public_words(reason, what="紧急发布的原因")
    if not reason:
        raise RuleViolation("emergency.reason", "请写明紧急发布的原因；原因会公开显示。", FLOW_RULE)
    if not secrecy_opinion.strip():
        raise RuleViolation("emergency.secrecy", "请写明保密审查意见：先审查、后公开。", SECRECY)
    document = acting.document
    document.round += 1
    seq = _keep_review(acting, Step.EMERGENCY, reason)
    enter_ledger(
        acting,
        finding=ConfidentialityReview.Finding.PASS,
        opinion=secrecy_opinion,
        referred_to="",
        entry_seq=seq,
    )
    return _release(acting, steps=1, emergency=True, reason=reason)


@transaction.atomic
def keep(
    document: Document, *, by: Actor, at: datetime, edition: int, opinion: str = ""
) -> Document:
    """The disclosure office agrees that it is not disclosed proactively; it stays inside."""
    acting = begin(document, "keep", by=by, edition=edition, at=at)
    _office_review(acting, opinion)
    logged = done(acting, reason=opinion.strip(), detail={"attribute": document.attribute})
    clock.fallen_away(
        acting.document, on=timezone.localdate(at), entry_seq=logged.seq, reason="不主动公开"
    )
    return acting.document


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: Actor, at: datetime, edition: int) -> Document:
    """Take the public version off; its register entry stays and shows the reason."""
    acting = begin(document, "withdraw", by=by, edition=edition, at=at)
    entry = acting.document.entry
    if entry is None:
        raise RuleViolation("withdraw.none", "这份文件没有公开过。")
    register.withdraw(entry, by=by, at=at, reason=reason)
    acting.document.scheduled_for = None
    logged = done(acting, reason=reason.strip())
    clock.fallen_away(
        acting.document, on=timezone.localdate(at), entry_seq=logged.seq, reason="已撤下"
    )
    afterwards.needs_none(acting, entry_seq=logged.seq, reason="已撤下")
    acting.document.refresh_from_db()
    return acting.document


def _release(acting: Acting, *, steps: int, emergency: bool = False, reason: str = "") -> Entry:
    """Hand the content to the register, fulfil the duty, close the document; one transaction."""
    document, at = acting.document, acting.at
    publication = publication_of(
        document, review_steps=steps, emergency=emergency, reviews=_passed(document)
    )
    if document.entry is None:
        entry = register.publish(
            publication, by=acting.by, at=at, front_style=settings.MINGTANG_INDEX_FRONT
        )
        document.entry = entry
    else:
        entry = register.revise(document.entry, publication, by=acting.by, at=at)
    document.scheduled_for = None
    logged = done(
        acting,
        reason=reason.strip(),
        detail={"index_number": entry.index_number, "steps": steps, "emergency": emergency},
        public=True,
    )
    clock.fulfilled(document, on=timezone.localdate(at), entry_seq=logged.seq)
    if emergency:
        afterwards.owe_review(acting, entry_seq=logged.seq)
    elif document.revision > 1:
        afterwards.needs_none(acting, entry_seq=logged.seq, reason="已经三审重新发布")
    return entry


def _passed(document: Document) -> tuple[PassedReview, ...]:
    """The passed steps of the present round, as anyone may see them."""
    return tuple(
        PassedReview(str(Step(step).label), role, at, seq)
        for step, role, at, seq in _PASSED.rows(document.pk, document.round)
    )


def _office_review(acting: Acting, opinion: str) -> None:
    _keep_review(acting, Step.OFFICE, opinion)


def _keep_review(acting: Acting, step: str, opinion: str) -> int:
    """Keep the office's own step, with a journal entry of its own; returns its number."""
    document = acting.document
    logged = record(
        act=f"review.{step}",
        subject=document,
        by=acting.by,
        at=acting.at,
        unit_id=document.unit_id,
        basis=acting.transition.basis,
        reason=opinion.strip(),
        detail={"reviewed": document.edition},
    )
    review = Review(
        document=document,
        round=document.round,
        edition=document.edition,
        step=step,
        approved=True,
        reviewer_id=acting.by.account_id,
        reviewer_name=acting.by.name,
        opinion=opinion.strip()[:500],
        at=acting.at,
        entry_seq=logged.seq,
    )
    insert(review)
    return logged.seq
