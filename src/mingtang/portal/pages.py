"""The document page as plain values, built from a register entry or from a text in preview.

One template draws both, so that staff see before publication what the public will see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mingtang.files.names import display_name
from mingtang.look.tables import framed_tables
from mingtang.register.genres import SUBJECT_CLASSES, Genre, Validity
from mingtang.register.models import Entry, Section, SnapshotFile
from mingtang.register.publication import Publication
from mingtang.register.queries import Related
from mingtang.text.clean import clean_html

INLINE_KINDS = frozenset({"pdf", "png", "jpeg", "gif", "webp"})
"""Attachments that a browser may show in place; everything else is only saved."""

_IMAGE = re.compile(r"<img\b(?![^>]*\balt=)")


@dataclass(frozen=True, slots=True)
class PageFile:
    """An attachment as offered: its name, address, kind and size in bytes."""

    name: str
    url: str
    ending: str
    size: int
    inline: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """A related document: how it stands to this one, its title, address and day."""

    label: str
    title: str
    url: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the document template shows. Empty text and ``None`` are left out.

    ``facts`` are the rows of the metadata table (name, value, whether it is a code),
    plain text that the page, the text file and every other output may take as it is.
    """

    title: str
    publisher: str
    body: SafeString
    facts: list[tuple[str, str, bool]]
    section: Section | None
    doc_number: str = ""
    summary: str = ""
    keywords: str = ""
    validity: str = "valid"
    validity_since: date | None = None
    made_on: date | None = None
    published_at: datetime | None = None
    files: list[PageFile] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    replaced_by: PageLink | None = None
    versions: list[tuple[int, datetime]] = field(default_factory=list)
    citation: str = ""
    url: str = ""
    readings: int | None = None
    emergency: bool = False
    unit_url: str = ""
    preview: bool = False


@lru_cache(maxsize=64)
def safe_body(html: str) -> SafeString:
    """A body fit to be shown: cleaned once more, tables scrollable by keyboard.

    Bodies are cleaned when they are saved; doing it again at the last door keeps anything unsafe
    that reached the register by another way from ever being rendered.
    """
    cleaned = framed_tables(clean_html(html).html)
    return mark_safe(_IMAGE.sub('<img alt="正文插图"', cleaned))


def document_page(
    entry: Entry,
    *,
    url: str,
    files: Iterable[SnapshotFile],
    related: Iterable[Related],
    versions: Iterable[tuple[int, datetime]] = (),
    readings: int | None = None,
) -> DocumentPage:
    """The page of a public entry; ``url`` is its full address."""
    snapshot = entry.current
    if snapshot is None:
        raise ValueError("a withdrawn entry has no page")
    related = list(related)
    return DocumentPage(
        title=entry.title,
        publisher=entry.publisher_name,
        body=safe_body(snapshot.body_html),
        facts=_entry_facts(entry),
        section=entry.home,
        doc_number=entry.doc_number,
        summary=entry.summary,
        keywords=entry.keywords,
        validity=entry.validity,
        validity_since=entry.validity_since,
        made_on=entry.made_on,
        published_at=entry.published_at,
        files=[page_file(entry, each) for each in files],
        links=[_link_to(each) for each in related],
        replaced_by=_changed_by(entry, related),
        versions=list(versions),
        citation=citation_of(entry, url),
        url=url,
        readings=readings,
        emergency=entry.emergency,
        unit_url=reverse("portal:unit", args=[entry.unit_id]),
    )


def preview_page(
    publication: Publication,
    *,
    section: Section | None,
    files: Iterable[tuple[str, int]] = (),
    related: Iterable[Related] = (),
) -> DocumentPage:
    """The page a publication would have; ``files`` are (name, bytes) of its attachments,
    ``related`` the public entries that it would link to."""
    return DocumentPage(
        title=publication.title,
        publisher=publication.publisher_name,
        body=safe_body(publication.body_html),
        facts=_publication_facts(publication),
        section=section,
        doc_number=publication.doc_number,
        summary=publication.summary,
        keywords=publication.keywords,
        validity=publication.validity,
        made_on=publication.made_on,
        files=[PageFile(name, "", ending_of(name), size) for name, size in files],
        links=[_link_to(each) for each in related],
        emergency=publication.emergency,
        preview=True,
    )


RELATION_LABELS = {
    ("interprets", True): "所解读的文件",
    ("interprets", False): "政策解读",
    ("replaces", True): "本文件代替",
    ("replaces", False): "已由此代替",
    ("amends", True): "本文件修改",
    ("amends", False): "已由此修改",
    ("repeals", True): "本文件废止",
    ("repeals", False): "已由此废止",
    ("related", True): "相关文件",
    ("related", False): "相关文件",
}
"""What to call a related document, seen from the page: (kind, whether this page relates to it)."""


_CHANGING = {Validity.REPEALED: ("replaces", "repeals"), Validity.AMENDED: ("amends",)}


def _changed_by(entry: Entry, related: Iterable[Related]) -> PageLink | None:
    """What the validity banner leads to: the successor, else what repealed or amended it."""
    successor = entry.successor
    if successor is not None and not successor.withdrawn:
        return PageLink("现行文件", successor.title, successor.get_absolute_url())
    kinds = _CHANGING.get(Validity(entry.validity), ())
    changes = [each for each in related if not each.outward and each.kind in kinds]
    return _link_to(changes[-1]) if changes else None


def _link_to(related: Related) -> PageLink:
    entry = related.entry
    label = RELATION_LABELS[related.kind, related.outward]
    return PageLink(label, entry.title, entry.get_absolute_url(), entry.made_on)


def page_file(entry: Entry, row: SnapshotFile) -> PageFile:
    """The attachment of a public entry with its address."""
    return PageFile(
        name=row.name,
        url=reverse(
            "portal:file", args=[*entry.index_parts, row.file.public_id, display_name(row.name)]
        ),
        ending=ending_of(row.name),
        size=row.file.size,
        inline=row.file.kind in INLINE_KINDS,
    )


def ending_of(name: str) -> str:
    """``PDF`` for ``附件1.pdf``; ``文件`` where there is none."""
    _, dot, ending = name.rpartition(".")
    return ending.upper() if dot and 0 < len(ending) <= 5 else "文件"


def citation_of(entry: Entry, url: str) -> str:
    """How to cite a document: body, title, number, day, index number, address."""
    number = f"（{entry.doc_number}）" if entry.doc_number else ""
    return (
        f"{entry.publisher_name}：《{entry.title}》{number}，{entry.made_on:%Y-%m-%d}成文，"
        f"{entry.published_on:%Y-%m-%d}公开，索引号 {entry.index_number}，{url}"
    )


def _entry_facts(entry: Entry) -> list[tuple[str, str, bool]]:
    return _facts(
        ("索引号", entry.index_number, True),
        ("发布机构", entry.publisher_name, False),
        ("联合发文", entry.joint_names, False),
        ("文号", entry.doc_number, False),
        ("体裁", str(Genre(entry.genre).label), False),
        ("主题分类", entry.subject_name, False),
        ("成文日期", f"{entry.made_on:%Y-%m-%d}", False),
        ("发布日期", f"{entry.published_on:%Y-%m-%d}", False),
        ("此前公开", _day(entry.earlier_published_on), False),
        ("生效日期", _day(entry.valid_from), False),
        ("有效期至", _day(entry.valid_until), False),
        ("主题词", entry.keywords, False),
        ("公开方式", "主动公开", False),
    )


def _publication_facts(publication: Publication) -> list[tuple[str, str, bool]]:
    return _facts(
        ("索引号", "发布时编排", False),
        ("发布机构", publication.publisher_name, False),
        ("联合发文", publication.joint_names, False),
        ("文号", publication.doc_number, False),
        ("体裁", str(Genre(publication.genre).label), False),
        ("主题分类", SUBJECT_CLASSES.get(publication.subject_class, ""), False),
        ("成文日期", _day(publication.made_on), False),
        ("此前公开", _day(publication.earlier_published_on), False),
        ("生效日期", _day(publication.valid_from), False),
        ("有效期至", _day(publication.valid_until), False),
        ("主题词", publication.keywords, False),
        ("公开方式", "主动公开", False),
    )


def _facts(*rows: tuple[str, str, bool]) -> list[tuple[str, str, bool]]:
    return [row for row in rows if row[1]]


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
