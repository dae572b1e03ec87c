"""The attachments of a draft: add, rename and order, put a clean copy in the place, take off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mingtang.disclosure.models import Document, DocumentFile
from mingtang.disclosure.states import ACCESS_RULE
from mingtang.files.models import StoredFile
from mingtang.files.names import UNNAMED, display_name, extension
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from .acting import begin, done
from .content import keep_version

NAME_LENGTH = 180
"""Characters of an attachment's name, its ending among them."""


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
    """Add a stored file of the same unit. ``original`` is kept as evidence and never published.

    Names of attachments may hold personal data and never go into the journal.
    """
    acting = begin(document, "save", by=by, edition=edition, at=at)
    _require_same_unit(acting.document, file)
    order = acting.document.files.aggregate(last=Max("order"))["last"] or 0
    row = DocumentFile.objects.create(
        document=acting.document,
        file=file,
        name=name_for(file, name if name.strip() else file.name),
        order=order + 1,
        original=original,
    )
    done(acting, detail={"attached": row.pk, "file": file.pk})
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
    rows = {row.pk: row for row in acting.document.files.select_related("file")}
    wanted = [(rows.pop(pk), name) for pk, name in names if pk in rows]
    wanted = [(row, name_for(row.file, name)) for row, name in wanted]
    wanted += [(row, row.name) for row in rows.values()]
    changed = []
    for order, (row, name) in enumerate(wanted, start=1):
        if (row.order, row.name) != (order, name):
            changed.append(row.pk)
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
    """Put another stored file of the unit (a clean copy) in an attachment's place.

    The name stays, with the ending of the new file.
    """
    acting = begin(row.document, "save", by=by, edition=edition, at=at)
    _require_same_unit(acting.document, file)
    detail = {"replaced": row.pk, "file": row.file_id, "with": file.pk}
    ending = extension(row.file.name)
    stem = row.name[: -len(ending) - 1] if extension(row.name) == ending != "" else row.name
    row.name = name_for(file, stem)
    row.file = file
    row.save(update_fields=["file", "name"])
    done(acting, detail=detail)
    keep_version(acting.document, by=by, at=at)
    return acting.document


@transaction.atomic
def detach(row: DocumentFile, *, by: Actor, at: datetime, edition: int) -> Document:
    """Take an attachment off a draft; the stored file stays."""
    acting = begin(row.document, "save", by=by, edition=edition, at=at)
    detail = {"detached": row.pk, "file": row.file_id}
    row.delete()
    done(acting, detail=detail)
    keep_version(acting.document, by=by, at=at)
    return acting.document


def name_for(file: StoredFile, typed: str) -> str:
    """``typed`` as the name of ``file``: fit for an address and a header, with the true ending.

    The ending says what the file is, so it is that of the stored file: ``表.exe`` on a text file
    becomes ``表.exe.txt``. Raises :class:`RuleViolation` when nothing of the name is left.
    """
    name = display_name(typed)
    if name == UNNAMED and UNNAMED not in typed:
        raise RuleViolation("document.file_name", "附件名称不能为空，也不能只有符号。")
    ending = extension(file.name)
    if not ending or extension(name) == ending:
        return name
    return f"{name[: NAME_LENGTH - len(ending) - 1]}.{ending}"


def _require_same_unit(document: Document, file: StoredFile) -> None:
    if file.unit_id != document.unit_id:
        raise RuleViolation("document.file", "附件属于另一个单位。", ACCESS_RULE)
