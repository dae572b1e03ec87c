"""Remarks of reviewers at places of the text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.disclosure.models import Comment, Document
from mingtang.disclosure.numbering import LONGEST_QUOTE, place_at
from mingtang.disclosure.states import FLOW_RULE, UNDER_REVIEW
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .gatekeeping import require_part_in

BASIS = "三审三校"


@transaction.atomic
def comment(
    document: Document,
    *,
    text: str,
    by: Actor,
    at: datetime,
    block: int | None = None,
    quote: str = "",
) -> Comment:
    """Put a remark at a paragraph (counted from 1 as the gate counts) or on the whole.

    A table is one place; the remark keeps the beginning of the text that it is made on.
    """
    if document.state not in UNDER_REVIEW:
        raise RuleViolation("comment.state", "文件不在审核中，不能批注。", FLOW_RULE)
    if not text.strip():
        raise RuleViolation("comment.text", "批注是空的。")
    require_part_in(document, by=by, at=at)
    if block is not None:
        place = place_at(document.body_html, block)
        if place is None:
            raise RuleViolation("comment.block", f"正文没有第 {block} 段，请看正文左边的段号。")
        block, quote = place.number, quote.strip() or place.text[:LONGEST_QUOTE]
    row = Comment.objects.create(
        document=document,
        edition=document.edition,
        block=block,
        quote=quote.strip()[:200],
        text=text.strip()[:500],
        author_name=by.name,
        at=at,
    )
    record(
        act="document.comment",
        subject=document,
        by=by,
        at=at,
        unit_id=document.unit_id,
        basis=BASIS,
        detail={"comment": row.pk, "block": block},
    )
    return row


@transaction.atomic
def resolve_comment(row: Comment, *, by: Actor, at: datetime) -> Comment:
    """Mark a remark as dealt with."""
    if row.resolved_at is None:
        require_part_in(row.document, by=by, at=at)
        row.resolved_at = at
        row.save(update_fields=["resolved_at"])
        record(
            act="document.resolve_comment",
            subject=row.document,
            by=by,
            at=at,
            unit_id=row.document.unit_id,
            basis=BASIS,
            detail={"comment": row.pk},
        )
    return row
