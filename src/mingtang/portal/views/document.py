"""A document: its page, text, data, QR code and attachments."""

from __future__ import annotations

import io
import logging
from typing import Any
from urllib.parse import quote

import segno
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mingtang.files.names import display_name
from mingtang.files.queries import path_of
from mingtang.portal.caching import etag_of, mark, not_modified
from mingtang.portal.context import absolute
from mingtang.portal.pages import INLINE_KINDS, DocumentPage, document_page, page_file
from mingtang.register.counting import READINGS, is_robot
from mingtang.register.models import Entry, Section
from mingtang.register.queries import entry_at, public_file, public_files, related_to

logger = logging.getLogger(__name__)


def entry_or_404(front: str, back: str) -> Entry:
    """The entry of an index number, withdrawn or not."""
    entry = entry_at(front, back)
    if entry is None:
        raise Http404("目录中没有这个索引号。")
    return entry


def gone(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What a reader of a withdrawn document gets: the reason, and its register entry."""
    response = render(request, "portal/withdrawn.html", {"entry": entry}, status=410)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def page(request: HttpRequest, front: str, back: str) -> HttpResponseBase:
    """The document as the public reads it."""
    entry = entry_or_404(front, back)
    if entry.withdrawn:
        return gone(request, entry)
    if not is_robot(request.headers.get("User-Agent", "")):
        READINGS.note(entry.pk)
    related = related_to(entry)
    versions = list(entry.snapshots.values_list("number", "published_at"))
    changed_at = max((entry.changed_at, *(each.entry.changed_at for each in related)))
    etag = etag_of(
        request,
        entry.pk,
        entry.changed_at,
        entry.home.name,
        [(each.label, each.entry.pk, each.entry.changed_at) for each in related],
        entry.successor and entry.successor.changed_at,
    )
    if answer := not_modified(request, etag, changed_at):
        return answer
    url = absolute(request, entry.get_absolute_url())
    document = document_page(
        entry,
        url=url,
        files=public_files(entry),
        related=related,
        versions=versions,
        readings=readings_of(entry),
    )
    response = render(request, "portal/document.html", document_context(document, entry))
    mark(response, etag, changed_at)
    return response


def readings_of(entry: Entry) -> int:
    """Readings written so far and those this process still holds."""
    stored = entry.views.total if hasattr(entry, "views") else 0
    return stored + READINGS.pending(entry.pk)


def document_context(document: DocumentPage, entry: Entry | None = None) -> dict[str, Any]:
    """Template context of a document page; without an entry it is a preview."""
    section = document.section
    meta: dict[str, Any] = {
        "article_title": document.title,
        "pub_date": document.published_at,
        "content_source": document.publisher,
        "keywords": document.keywords,
        "description": document.summary,
        "url": document.url,
        "canonical": document.url,
        "noindex": document.preview,
    }
    crumbs = [("首页", "/")]
    if section is not None:
        if section.parent is not None:
            crumbs.append((section.parent.name, section_url(section.parent)))
        crumbs.append((section.name, section_url(section)))
        meta |= column_meta(section)
    return {
        "document": document,
        "entry": entry,
        "meta": meta,
        "crumbs": [*crumbs, ("正文", "")],
        "door": "open",
    }


def section_url(section: Section) -> str:
    """The address of a section's list."""
    return reverse("portal:section", args=[section.slug])


def column_meta(section: Section) -> dict[str, str]:
    """The column tags of a page (国办发〔2017〕47号 附件)."""
    return {
        "column_name": section.name,
        "column_description": section.description or section.name,
        "column_keywords": section.name,
        "column_type": section.column_type,
    }


@require_safe
def as_text(request: HttpRequest, front: str, back: str) -> HttpResponseBase:
    """The document as a text file, its metadata above it."""
    entry = entry_or_404(front, back)
    if entry.withdrawn or entry.current is None:
        return gone(request, entry)
    url = absolute(request, entry.get_absolute_url())
    document = document_page(entry, url=url, files=public_files(entry), related=())
    lines = [entry.title, ""]
    lines += [f"{name}：{value}" for name, value, _ in document.facts]
    lines += [f"有效性：{entry.get_validity_display()}", f"网址：{url}", "", entry.current.text, ""]
    lines += [f"附件：{each.name}（{absolute(request, each.url)}）" for each in document.files]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = _disposition("attachment", f"{entry.title[:60]}.txt")
    mark(response, etag_of(request, "text", entry.pk, entry.changed_at), entry.changed_at)
    return response


@require_safe
def as_json(request: HttpRequest, front: str, back: str) -> HttpResponseBase:
    """Metadata and text as JSON, for programs."""
    entry = entry_or_404(front, back)
    if entry.withdrawn or entry.current is None:
        body = {
            "index_number": entry.index_number,
            "withdrawn_at": entry.withdrawn_at,
            "reason": entry.withdrawal_reason,
        }
        return _json(body, status=410)
    response = _json(_described(request, entry))
    mark(response, etag_of(request, "json", entry.pk, entry.changed_at), entry.changed_at)
    return response


def _described(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    assert entry.current is not None  # noqa: S101 - the caller has seen that it is public
    return {
        "index_number": entry.index_number,
        "title": entry.title,
        "summary": entry.summary,
        "publisher": entry.publisher_name,
        "joint_publishers": entry.joint_names,
        "doc_number": entry.doc_number,
        "genre": entry.get_genre_display(),
        "subject": entry.subject_name,
        "keywords": entry.keywords,
        "normative": entry.normative,
        "made_on": entry.made_on,
        "published_at": entry.published_at,
        "changed_at": entry.changed_at,
        "validity": entry.get_validity_display(),
        "validity_since": entry.validity_since,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "section": entry.home.name,
        "url": absolute(request, entry.get_absolute_url()),
        "register_url": absolute(request, entry.register_url),
        "content_hash": entry.content_hash,
        "version": entry.current.number,
        "text": entry.current.text,
        "files": [
            {
                "name": row.name,
                "size": row.file.size,
                "type": row.file.mime,
                "sha256": row.file.sha256,
                "url": absolute(request, page_file(entry, row).url),
            }
            for row in public_files(entry)
        ],
        "related": [
            {
                "relation": each.label,
                "title": each.entry.title,
                "url": absolute(request, each.entry.get_absolute_url()),
            }
            for each in related_to(entry)
        ],
    }


def _json(body: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def qr_code(request: HttpRequest, front: str, back: str) -> HttpResponseBase:
    """The permanent address as a QR code (SVG), for print and for a phone."""
    entry = entry_or_404(front, back)
    out = io.BytesIO()
    code = segno.make(absolute(request, entry.get_absolute_url()), error="m", micro=False)
    code.save(out, kind="svg", border=2, scale=4, xmldecl=False, title="本页网址二维码")
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def attachment(
    request: HttpRequest, front: str, back: str, public_id: object, name: str
) -> HttpResponseBase:
    """An attachment, as long as the current snapshot of a public entry holds it.

    Pictures and PDF may open in the browser (``?save=1`` saves them); everything else is saved.
    """
    entry = entry_or_404(front, back)
    if entry.withdrawn:
        return gone(request, entry)
    row = public_file(entry, public_id)
    if row is None or name not in (row.name, display_name(row.name)):
        raise Http404("这份文件的现行版本没有这个附件。")
    inline = row.file.kind in INLINE_KINDS and "save" not in request.GET
    etag = f'"{row.file.sha256[:32]}"'
    if answer := not_modified(request, etag):
        return answer
    try:
        stream = path_of(row.file).open("rb")
    except OSError as error:
        logger.error("attachment %s is missing on disk", row.file.public_id)
        raise Http404("附件暂时不能打开，请与网站联系。") from error
    response = FileResponse(stream, content_type=row.file.mime)
    response.headers["Content-Disposition"] = _disposition(
        "inline" if inline else "attachment", row.name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A sandbox would keep browsers from showing a PDF; it cannot run scripts of this site anyway.
    sandbox = "" if row.file.kind == "pdf" and inline else "; sandbox"
    response.headers["Content-Security-Policy"] = f"default-src 'none'{sandbox}"
    mark(response, etag)
    return response


def _disposition(kind: str, name: str) -> str:
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
