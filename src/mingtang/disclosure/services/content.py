"""The content of a document: what may be typed in, how it is kept as a version, what is handed to
the gate and to the register."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import CharField

from mingtang.disclosure.models import Document, DocumentFile, DocumentLink, Version
from mingtang.disclosure.numbers import number_hits
from mingtang.files.names import display_name
from mingtang.journal.actor import Actor
from mingtang.journal.statements import Prepared, insert
from mingtang.orgs.models import Unit
from mingtang.register.gate import AttachmentContent, GateContent, foreign_links
from mingtang.register.genres import RelationKind
from mingtang.register.models import Entry, Section
from mingtang.register.publication import Link, PassedReview, Publication, PublishedFile
from mingtang.statute.violations import RuleViolation
from mingtang.text.clean import clean_html
from mingtang.text.docnumber import DocNumberError, normalise
from mingtang.text.folding import without_format_marks

FIELDS = (
    "title",
    "genre",
    "normative",
    "doc_number",
    "subject_class",
    "made_on",
    "changed_on",
    "earlier_published_on",
    "summary",
    "keywords",
    "attribute",
    "attribute_reason",
    "validity",
    "valid_from",
    "valid_until",
    "home",
    "body_html",
)
"""The fields that a draft may set."""

MOST_BODY = 1_000_000
"""Characters of a body, markup included."""

_JOINT = Prepared(
    lambda key: Unit.objects.filter(joint_documents=key).values_list("name", "pk"), int
)
_SECTIONS = Prepared(
    lambda key: Section.objects.filter(
        pk__in=Document.sections.through.objects.filter(document_id=key).values("section_id")
    ).values_list("pk", "name"),
    int,
)
_FILES = Prepared(
    lambda key: DocumentFile.objects.filter(document_id=key, original=False).values_list(
        "name", "file_id", "file__sha256"
    ),
    int,
)
_EXAMINED = Prepared(
    lambda key: DocumentFile.objects.filter(document_id=key, original=False).values_list(
        "name", "file__text_excerpt", "file__hidden_data"
    ),
    int,
)
_LINKS = Prepared(
    lambda key: (
        DocumentLink.objects.filter(document_id=key)
        .order_by("pk")
        .values_list("kind", "target_id", "target__index_number", "target__title")
    ),
    int,
)
_UNIT_NAME = Prepared(lambda key: Unit.objects.filter(pk=key).values_list("name"), int)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation wished for: the register entry and its kind."""

    target: Entry
    kind: str


@dataclass(frozen=True, slots=True)
class Content:
    """New values of a draft: ``values`` holds any of ``FIELDS``; ``None`` leaves as it is."""

    values: Mapping[str, Any] = field(default_factory=dict)
    joint_units: tuple[Unit, ...] | None = None
    sections: tuple[Section, ...] | None = None
    links: tuple[Related, ...] | None = None


def put(document: Document, content: Content) -> list[str]:
    """Set the fields (body cleaned, 文号 normalised); returns the names that changed. Not saved."""
    changed = []
    for name, value in content.values.items():
        if name not in FIELDS:
            raise KeyError(name)
        if name == "body_html":
            value = _body(value)
        elif name == "doc_number":
            value = _doc_number(value)
        elif isinstance(value, str):
            value = without_format_marks(value).strip()
        if getattr(document, name) != value:
            setattr(document, name, value)
            changed.append(name)
    _require_storable(document)
    return changed


def _body(typed: str) -> str:
    """The body, cleaned. Refuses one that no reader and no check could get through."""
    if len(typed) > MOST_BODY:
        raise RuleViolation("document.body_html", body_too_long(typed))
    return clean_html(typed).html


def body_too_long(typed: str) -> str:
    """Why a body longer than ``MOST_BODY`` is refused, in Chinese."""
    return (
        f"正文最多 {MOST_BODY // 10_000} 万字符（含格式代码），现有 {len(typed):,} 字符。"
        "请分成几份，或把长表格放进附件。"
    )


def _doc_number(typed: str) -> str:
    """The standard form; what is no 文号 is kept as typed, and refused on submission."""
    typed = without_format_marks(typed).strip()
    try:
        return normalise(typed) if typed else ""
    except DocNumberError:
        return typed


def _require_storable(document: Document) -> None:
    """Refuse what the table cannot hold: a text too long, a period that ends before it begins."""
    for name in FIELDS:
        column = document._meta.get_field(name)
        longest = getattr(column, "max_length", None)
        if isinstance(column, CharField) and longest:
            length = len(getattr(document, name) or "")
            if length > longest:
                raise RuleViolation(
                    f"document.{name}",
                    f"{column.verbose_name}最多 {longest} 字，现有 {length} 字。",
                )
    begins, ends = document.valid_from, document.valid_until
    if begins and ends and ends < begins:
        raise RuleViolation("document.valid_until", "有效期不能早于生效日期。")


def put_related(document: Document, content: Content, *, fresh: bool = False) -> None:
    """Set what hangs on the saved document: joint units, further sections, links.

    On a ``fresh`` document nothing hangs yet, so that there is nothing to take off.
    """
    if fresh and not (content.joint_units or content.sections or content.links):
        return
    if content.joint_units is not None:
        document.joint_units.set(content.joint_units)
    if content.sections is not None:
        document.sections.set(each for each in content.sections if each.pk != document.home_id)
    if content.links is not None:
        if any(each.target.pk == document.entry_id for each in content.links):
            raise RuleViolation("document.links", "文件不能与自己建立关系。")
        document.links.all().delete()
        DocumentLink.objects.bulk_create(
            DocumentLink(document=document, target=each.target, kind=each.kind)
            for each in dict.fromkeys(content.links)
        )


def metadata_of(document: Document) -> dict[str, Any]:
    """The typed metadata and what hangs on it as JSON values, for the version."""
    row: dict[str, Any] = {}
    for name in FIELDS:
        if name in ("title", "body_html"):
            continue
        value = getattr(document, "home_id" if name == "home" else name)
        row[name] = value.isoformat() if isinstance(value, date) else value
    row["joint_units"] = [name for name, _ in _JOINT.rows(document.pk)]
    sections = _SECTIONS.rows(document.pk)
    row["sections"] = [name for _, name in sections]
    row["section_keys"] = [key for key, _ in sections]
    files = _FILES.rows(document.pk)
    row["files"] = [[name, sha256] for name, _, sha256 in files]
    row["file_keys"] = [key for _, key, _ in files]
    row["links"] = [
        [str(RelationKind(kind).label), number, title]
        for kind, _, number, title in _LINKS.rows(document.pk)
    ]
    return row


def keep_version(
    document: Document, *, by: Actor, at: datetime, masked_only: bool = False
) -> Version:
    """Keep the content as it now stands under the present edition."""
    version = Version(
        document=document,
        edition=document.edition,
        revision=document.revision,
        saved_at=at,
        saved_by=by.name,
        saved_by_id_was=by.account_id,
        masked_only=masked_only,
        title=document.title,
        metadata=metadata_of(document),
        body_html=document.body_html,
    )
    return insert(version)


def joint_names(document: Document) -> str:
    return "、".join(name for name, _ in _JOINT.rows(document.pk))


def gate_content(document: Document) -> GateContent:
    """Everything of the document that would become public."""
    joint = _JOINT.rows(document.pk)
    return GateContent(
        fields={
            "标题": document.title,
            "内容概述": document.summary,
            "主题词": document.keywords,
        },
        fixed={
            "发文字号": document.doc_number,
            "联合发文机关": "、".join(name for name, _ in joint),
        },
        body_html=document.body_html,
        attachments=tuple(
            AttachmentContent(name, text or "", tuple(hidden or ()))
            for name, text, hidden in _EXAMINED.rows(document.pk)
        ),
        links=foreign_links(
            [(kind, key) for kind, key, _, _ in _LINKS.rows(document.pk)],
            publisher=document.unit_id,
            joint=[key for _, key in joint],
        ),
        further=number_hits(document, joint=[key for _, key in joint]),
    )


def content_stamp(content: GateContent, words: str) -> str:
    """Fingerprint of what the gate would examine, and of the word lists it would use."""
    body = [
        dict(content.fields),
        dict(content.fixed),
        content.body_html,
        [
            [each.name, each.text, [dict(hidden) for hidden in each.hidden]]
            for each in content.attachments
        ],
        [[each.kind, each.title, each.unit_name] for each in content.links],
        [[each.kind, each.excerpt, each.advice] for each in content.further],
        words,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def publication_of(
    document: Document,
    *,
    review_steps: int,
    emergency: bool = False,
    reviews: tuple[PassedReview, ...] = (),
) -> Publication:
    """The document as the register takes it over. It must be complete."""
    if document.made_on is None or document.home_id is None:
        raise ValueError("an incomplete document cannot be published")
    return Publication(
        source_type=document._meta.label_lower,
        source_id=str(document.pk),
        unit_id=document.unit_id,
        publisher_name=str(_UNIT_NAME.rows(document.unit_id)[0][0]),
        joint_names=joint_names(document),
        title=document.title,
        summary=document.summary,
        genre=document.genre,
        subject_class=document.subject_class,
        doc_number=document.doc_number,
        keywords=document.keywords,
        normative=document.normative,
        made_on=document.made_on,
        earlier_published_on=document.earlier_published_on,
        validity=document.validity,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        home_id=document.home_id,
        section_ids=tuple(key for key, _ in _SECTIONS.rows(document.pk)),
        body_html=document.body_html,
        files=tuple(
            PublishedFile(key, display_name(name)) for name, key, _ in _FILES.rows(document.pk)
        ),
        links=tuple(Link(key, kind) for kind, key, _, _ in _LINKS.rows(document.pk)),
        review_steps=review_steps,
        emergency=emergency,
        reviews=reviews,
    )
