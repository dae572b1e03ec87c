"""The attachments of a draft: add, rename and order, put a clean copy in the place, take off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mingtang.disclosure.models import Document, DocumentFile
from mingtang.files.models import StoredFile
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from .acting import begin, done
from .content import keep_version

BASIS = "政府信息公开条例第十二条"


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
    _require_same_unit(acting.document, file)
    order = acting.document.files.aggregate(last=Max("order"))["last"] or 0
    row = DocumentFile.objects.create(
        document=acting.document,
        file=file,
        name=(name.strip() or file.name)[:200],
        order=order + 1,
        original=original,
    )
    done(acting, detail={"attached": row.name, "file": file.pk})
    keep_version(acting.document, by=by, at=at)
    return row


@transaction.atomic
def arrange(
    document: Document,
    names: Sequence[tuple[int, str]],
    *,
    by: Actor,
    at: datetime,
    edition: int,
) -> Document:
    """Rename and order the attachments: ``names`` lists (key of the row, name) in the new order.

    Rows not listed keep their name and follow behind. Raises :class:`RuleViolation` for an empty
    name. Nothing is written when nothing changes.
    """
    acting = begin(document, "save", by=by, edition=edition, at=at)
    rows = {row.pk: row for row in acting.document.files.all()}
    wanted = [(rows.pop(pk), name.strip()[:200]) for pk, name in names if pk in rows]
    wanted += [(row, row.name) for row in rows.values()]
    changed = []
    for order, (row, name) in enumerate(wanted, start=1):
        if not name:
            raise RuleViolation("document.file_name", "附件名称不能为空。", BASIS)
        if (row.order, row.name) != (order, name):
            changed.append([row.name, name])
            row.order, row.name = order, name
            row.save(update_fields=["order", "name"])
    if changed:
        done(acting, detail={"arranged": changed})
        keep_version(acting.document, by=by, at=at)
    return acting.document


@transaction.atomic
def replace_file(
    row: DocumentFile, file: StoredFile, *, by: Actor, at: datetime, edition: int
) -> Document:
    """Put another stored file of the unit (a clean copy) in an attachment's place."""
    acting = begin(row.document, "save", by=by, edition=edition, at=at)
    _require_same_unit(acting.document, file)
    detail = {"replaced": row.name, "file": row.file_id, "with": file.pk}
    row.file = file
    row.save(update_fields=["file"])
    done(acting, detail=detail)
    keep_version(acting.document, by=by, at=at)
    return acting.document


@transaction.atomic
def detach(row: DocumentFile, *, by: Actor, at: datetime, edition: int) -> Document:
    """Take an attachment off a draft; the stored file stays."""
    acting = begin(row.document, "save", by=by, edition=edition, at=at)
    detail = {"detached": row.name, "file": row.file_id}
    row.delete()
    done(acting, detail=detail)
    keep_version(acting.document, by=by, at=at)
    return acting.document


def _require_same_unit(document: Document, file: StoredFile) -> None:
    if file.unit_id != document.unit_id:
        raise RuleViolation("document.file", "附件属于另一个单位。", BASIS)
