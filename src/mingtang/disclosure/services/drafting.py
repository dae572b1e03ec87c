"""Writing: a new draft, its changes, its attachments, and taking a published text up again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mingtang.disclosure.models import Document, DocumentFile
from mingtang.disclosure.states import State
from mingtang.files.models import StoredFile
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import COUNTY_WIDE
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done
from .content import Content, keep_version, put, put_related

BASIS = "政府信息公开条例第十二条"


@transaction.atomic
def create(
    *,
    unit: Unit,
    content: Content,
    by: Actor,
    at: datetime,
    guesses: dict[str, Any] | None = None,
) -> Document:
    """A new draft of ``unit``. ``guesses`` names what an import filled in (field → why).

    Raises :class:`RuleViolation` for another unit's clerk, a missing title, an ended unit.
    """
    if by.role not in COUNTY_WIDE and by.role != "system" and by.unit_id != unit.pk:
        raise RuleViolation("document.unit", "只能为本单位起草文件。", BASIS)
    if not unit.exists_on(timezone.localdate(at)):
        raise RuleViolation("document.unit", f"{unit.name}已撤销，不能再起草文件。", BASIS)
    document = Document(
        unit=unit,
        created_by_id=by.account_id,
        created_at=at,
        updated_at=at,
        guesses=guesses or {},
    )
    put(document, content)
    if not document.title:
        raise RuleViolation("document.title", "请填写标题。", BASIS)
    document.save()
    put_related(document, content)
    keep_version(document, by=by, at=at)
    logged = record(
        act="document.create",
        subject=document,
        by=by,
        at=at,
        unit_id=unit.pk,
        basis=BASIS,
        detail={"guessed": sorted(document.guesses)},
    )
    clock.follow_content(document, entry_seq=logged.seq, today=timezone.localdate(at))
    return document


@transaction.atomic
def save(
    document: Document, content: Content, *, by: Actor, at: datetime, edition: int
) -> Document:
    """Change a draft. What an import guessed counts as confirmed by the person who saves."""
    acting = begin(document, "save", by=by, edition=edition, at=at)
    document = acting.document
    changed = put(document, content)
    if not document.title:
        raise RuleViolation("document.title", "请填写标题。", BASIS)
    put_related(document, content)
    confirmed, document.guesses = sorted(document.guesses), {}
    logged = done(acting, detail={"changed": changed, "confirmed": confirmed})
    keep_version(document, by=by, at=at)
    clock.follow_content(document, entry_seq=logged.seq, today=timezone.localdate(at))
    return document


@transaction.atomic
def attach(
    document: Document,
    file: StoredFile,
    *,
    by: Actor,
    at: datetime,
    edition: int,
    name: str = "",
    original: bool = False,
) -> DocumentFile:
    """Add a stored file of the same unit. ``original`` is kept as evidence and never published."""
    acting = begin(document, "save", by=by, edition=edition, at=at)
    if file.unit_id != acting.document.unit_id:
        raise RuleViolation("document.file", "附件属于另一个单位。", BASIS)
    order = acting.document.files.aggregate(last=Max("order"))["last"] or 0
    row = DocumentFile.objects.create(
        document=acting.document,
        file=file,
        name=(name or file.name)[:200],
        order=order + 1,
        original=original,
    )
    done(acting, detail={"attached": row.name, "file": file.pk})
    keep_version(acting.document, by=by, at=at)
    return row


@transaction.atomic
def detach(row: DocumentFile, *, by: Actor, at: datetime, edition: int) -> Document:
    """Take an attachment off a draft; the stored file stays."""
    acting = begin(row.document, "save", by=by, edition=edition, at=at)
    detail = {"detached": row.name, "file": row.file_id}
    row.delete()
    done(acting, detail=detail)
    keep_version(acting.document, by=by, at=at)
    return acting.document


@transaction.atomic
def discard(document: Document, *, reason: str, by: Actor, at: datetime, edition: int) -> Document:
    """Give a draft up for good; it can still be looked at."""
    acting = begin(document, "discard", by=by, edition=edition, at=at)
    if not reason.strip():
        raise RuleViolation("document.reason", "请写明作废的原因。", BASIS)
    logged = done(acting, reason=reason.strip())
    clock.fallen_away(
        acting.document, on=timezone.localdate(at), entry_seq=logged.seq, reason="草稿作废"
    )
    return acting.document


@transaction.atomic
def revise(
    document: Document, *, changed_on: date, reason: str, by: Actor, at: datetime, edition: int
) -> Document:
    """Take up a published, withdrawn or kept document again.

    Until it is published anew the public reads what it reads now. The duty to publish runs from
    ``changed_on``, the day on which the information changed.
    """
    acting = begin(document, "revise", by=by, edition=edition, at=at)
    if changed_on > timezone.localdate(at):
        raise RuleViolation("document.changed_on", "信息变更日期不能在将来。", BASIS)
    document = acting.document
    document.revision += 1
    document.changed_on = changed_on
    document.scheduled_for = None
    logged = done(acting, reason=reason.strip(), detail={"revision": document.revision})
    keep_version(document, by=by, at=at)
    clock.follow_content(document, entry_seq=logged.seq, today=timezone.localdate(at))
    return document


def is_draft(document: Document) -> bool:
    """Whether the text may be changed now."""
    return document.state == State.DRAFT
