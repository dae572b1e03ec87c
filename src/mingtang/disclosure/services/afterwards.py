"""The unit leader's review after an emergency publication, and the duty to make it.

The law lets nothing be published unreviewed; an emergency only turns the order round. That the
leader reviews within some working days is this system's own limit (``disclosure.post_review``).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.disclosure.states import Step
from mingtang.duties.services import fulfil_all, open_duty, void_all
from mingtang.journal.actor import Actor
from mingtang.register.public_words import public_words
from mingtang.statute.violations import RuleViolation

from .acting import Acting, begin
from .reviewing import keep_step

POST_REVIEW = "disclosure.post_review"


@transaction.atomic
def post_review(
    document: Document,
    *,
    agrees: bool,
    opinion: str,
    by: Actor,
    at: datetime,
    edition: int,
) -> Document:
    """The leader of the document's unit reviews what was published in an emergency.

    Publicly recorded, whether he agrees or not; what he does not agree with the disclosure
    office withdraws or the unit revises. Fulfils the duty.
    """
    acting = begin(document, "post_review", by=by, edition=edition, at=at)
    opinion = public_words(opinion, what="补审意见")
    if not opinion:
        raise RuleViolation("post_review.opinion", "请写明补审意见。", acting.transition.basis)
    seq = keep_step(
        acting,
        Step.AFTERWARDS,
        approved=agrees,
        opinion=opinion,
        public=True,
        detail={"agrees": agrees},
    )
    fulfil_all(subject=acting.document, on=timezone.localdate(at), entry_seq=seq, rule=POST_REVIEW)
    return acting.document


def owe_review(acting: Acting, *, entry_seq: int) -> None:
    """Open the duty of the unit; one that runs from an emergency before is replaced."""
    document, today = acting.document, timezone.localdate(acting.at)
    needs_none(acting, entry_seq=entry_seq, reason="再次紧急发布")
    open_duty(
        rule=POST_REVIEW,
        unit_id=document.unit_id,
        subject=document,
        label=f"事后补审：{document.title}",
        path=document.get_absolute_url(),
        start_on=today,
        entry_seq=entry_seq,
    )


def needs_none(acting: Acting, *, entry_seq: int, reason: str) -> None:
    """What was published in an emergency was withdrawn, or went through all reviews since."""
    void_all(
        subject=acting.document,
        on=timezone.localdate(acting.at),
        entry_seq=entry_seq,
        reason=reason,
        rule=POST_REVIEW,
    )
