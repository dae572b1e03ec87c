"""Giving a revision up: the document is again what it was before it was taken up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey
from django.utils import timezone

from mingtang.disclosure.course import version_before_revision
from mingtang.disclosure.models import Document, DocumentFile, DocumentLink, Version
from mingtang.files.models import StoredFile
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.genres import RelationKind
from mingtang.register.models import Entry, Section
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done
from .content import FIELDS, keep_version
from .gatekeeping import examine_document


@transaction.atomic
def abandon(document: Document, *, reason: str, by: Actor, at: datetime, edition: int) -> Document:
    """Give up a revision under way; a submitted one is recalled first.

    Metadata, text, joint units, columns, links and attachments are those of the version that the
    public reads (or read, or that was kept inside), and the state is the one before the revision.
    The duty that the revision opened falls away. Nothing public changes.
    """
    acting = begin(document, "abandon", by=by, edition=edition, at=at)
    document = acting.document
    if not reason.strip():
        raise RuleViolation("document.reason", "请写明放弃修订的原因。")
    version = version_before_revision(document)
    if version is None:
        raise RuleViolation("document.version", "找不到修订前的内容，不能恢复。")
    changed = restore(document, version)
    document.scheduled_for = None
    logged = done(
        acting,
        reason=reason.strip(),
        detail={"revision": document.revision, "restored": version.edition},
        changed=changed,
    )
    keep_version(document, by=by, at=at)
    clock.given_up(document, on=timezone.localdate(at), entry_seq=logged.seq, reason="修订已放弃")
    examine_document(document, by=by, at=at)
    return document


def restore(document: Document, version: Version) -> list[str]:
    """Set the content as a version kept it; returns the names of the fields, which are not saved.

    What hangs on the document is written. Raises :class:`RuleViolation` when a column or a file of
    the version is not there any more.
    """
    kept = version.metadata
    document.title, document.body_html = version.title, version.body_html
    for name in FIELDS:
        if name in kept:
            field = document._meta.get_field(name)
            attribute = field.attname if isinstance(field, ForeignKey) else name
            setattr(document, attribute, field.to_python(kept[name]))  # type: ignore[union-attr]
    document.guesses = {}
    document.joint_units.set(Unit.objects.filter(name__in=kept.get("joint_units", ())))
    document.sections.set(_sections(kept))
    _restore_links(document, kept)
    _restore_files(document, kept)
    return list(FIELDS)


def _sections(kept: dict[str, Any]) -> list[Section]:
    """The further columns: by key, or by name where the version was kept without keys."""
    if "section_keys" in kept:
        return list(Section.objects.filter(pk__in=kept["section_keys"]))
    return list(Section.objects.filter(name__in=kept.get("sections", ())))


def _restore_links(document: Document, kept: dict[str, Any]) -> None:
    kinds = {str(label): value for value, label in RelationKind.choices}
    wanted = [(kinds[label], number) for label, number, _ in kept.get("links", ())]
    targets = Entry.objects.in_bulk([number for _, number in wanted], field_name="index_number")
    document.links.all().delete()
    DocumentLink.objects.bulk_create(
        DocumentLink(document=document, target=targets[number], kind=kind)
        for kind, number in wanted
    )


def _restore_files(document: Document, kept: dict[str, Any]) -> None:
    """The attachments with their names and order; originals of an import are left as they are."""
    rows = list(document.files.filter(original=False))
    keys = kept.get("file_keys") or [None] * len(kept.get("files", ()))
    for order, ((name, sha256), key) in enumerate(
        zip(kept.get("files", ()), keys, strict=True), start=1
    ):
        file = _stored(document, sha256, key)
        row = next((each for each in rows if each.file_id == file.pk), None)
        if row is None:
            row = DocumentFile(document=document, file=file)
        else:
            rows.remove(row)
        row.name, row.order = name, order
        row.save()
    for row in rows:
        row.delete()


def _stored(document: Document, sha256: str, key: int | None) -> StoredFile:
    files = StoredFile.objects.filter(sha256=sha256)
    found = files.filter(pk=key).first() if key else files.filter(unit_id=document.unit_id).first()
    if found is None:
        raise RuleViolation("document.file", "修订前的附件已经不在，不能恢复。")
    return found
