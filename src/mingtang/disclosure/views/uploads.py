"""Attachments: several at once, each taken or refused by itself; named, ordered, cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from mingtang.disclosure import services
from mingtang.disclosure.models import Document, DocumentFile
from mingtang.files.limits import Limits
from mingtang.files.queries import open_content
from mingtang.files.refusal import FileRefused
from mingtang.files.services import check_count, store_clean_copy, store_upload
from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number

from .base import DocumentView, back_to, seen_edition, tell


def limits() -> Limits:
    """The limits of this installation."""
    return Limits.from_options(
        max_mb=settings.MINGTANG_UPLOAD_MAX_MB,
        max_unpacked_mb=settings.MINGTANG_UPLOAD_MAX_UNPACKED_MB,
        max_files=settings.MINGTANG_UPLOAD_MAX_FILES,
    )


def take_files(
    document: Document,
    files: Sequence[UploadedFile[Any]],
    *,
    by: Actor,
    at: datetime,
    edition: int,
) -> tuple[Document, list[tuple[str, str]]]:
    """Attach what can be attached; returns the document and (name, reason) of the refused."""
    bounds, refused = limits(), []
    count = document.files.count()
    for uploaded in files:
        name = uploaded.name or "未命名"
        try:
            check_count(count + 1, bounds)
            stored = store_upload(
                uploaded,
                by=by,
                unit=document.unit,
                at=at,
                limits=bounds,
                scanner=settings.MINGTANG_CLAMAV_ADDRESS,
            )
            row = services.attach(document, stored, by=by, at=at, edition=edition)
        except FileRefused as fault:
            refused.append((name, fault.text_zh))
        except RuleViolation as fault:
            refused.append((name, fault.text))
        else:
            document = Document.objects.select_related("unit").get(pk=row.document_id)
            edition, count = document.edition, count + 1
    return document, refused


def tell_refused(request: HttpRequest, refused: list[tuple[str, str]], taken: int) -> None:
    """One line a refused file; the others were kept."""
    for name, reason in refused:
        messages.error(request, f"“{name}”没有收下：{reason}")
    if taken:
        messages.success(request, f"已收下 {taken} 个附件。")


class Files(DocumentView):
    """Take uploads in (POST with files), or names and order (POST with ``names``)."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        choice = self.desk(document).may_edit()
        if choice.by is None or not choice.verdict.allowed:
            messages.error(request, "；".join(each.text for each in choice.verdict.reasons))
            return back_to(document, "files")
        edition = seen_edition(request)
        if "arrange" in request.POST:
            return self._arrange(request, document, choice.by, edition)
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, "请先选择要上传的文件。")
            return back_to(document, "files")
        document, refused = take_files(document, files, by=choice.by, at=self.now, edition=edition)
        services.examine_document(document, by=choice.by, at=self.now)
        tell_refused(request, refused, len(files) - len(refused))
        return back_to(document, "files")

    def _arrange(
        self, request: HttpRequest, document: Document, by: Actor, edition: int
    ) -> HttpResponse:
        rows = list(document.files.filter(original=False))
        rows.sort(key=lambda row: (_place(request, row), row.order))
        names = [(row.pk, request.POST.get(f"name-{row.pk}", row.name)) for row in rows]
        try:
            document = services.arrange(document, names, by=by, at=self.now, edition=edition)
            services.examine_document(document, by=by, at=self.now)
        except RuleViolation as violation:
            tell(request, violation)
        else:
            messages.success(request, "附件的名称和顺序已保存。")
        return back_to(document, "files")


def _place(request: HttpRequest, row: DocumentFile) -> int:
    wanted = whole_number(request.POST.get(f"order-{row.pk}", ""), most=99_999)
    return row.order if wanted is None else wanted


class FileAct(DocumentView):
    """Something done to one attachment of a draft: ``clean`` or ``remove``."""

    def post(self, request: HttpRequest, pk: int, row: int, act: str) -> HttpResponse:
        document = self.document(pk)
        attachment = get_object_or_404(document.files.select_related("file__unit"), pk=row)
        choice = self.desk(document).may_edit()
        if choice.by is None or not choice.verdict.allowed:
            messages.error(request, "；".join(each.text for each in choice.verdict.reasons))
            return back_to(document, "files")
        try:
            words = self._do(act, attachment, choice.by, seen_edition(request))
        except RuleViolation as violation:
            tell(request, violation)
        except FileRefused as fault:
            messages.error(request, f"“{attachment.name}”不能清除：{fault.text_zh}")
        else:
            document.refresh_from_db()
            services.examine_document(document, by=choice.by, at=self.now)
            messages.success(request, words)
        return back_to(document, "files")

    def _do(self, act: str, attachment: DocumentFile, by: Actor, edition: int) -> str:
        if act == "remove":
            services.detach(attachment, by=by, at=self.now, edition=edition)
            return f"已移除“{attachment.name}”。"
        copy, result = store_clean_copy(
            attachment.file,
            by=by,
            at=self.now,
            limits=limits(),
            scanner=settings.MINGTANG_CLAMAV_ADDRESS,
        )
        services.replace_file(attachment, copy, by=by, at=self.now, edition=edition)
        removed = "、".join(str(each) for each in result.removed) or "没有可清除的内容"
        return f"已换成干净的副本，清除了：{removed}。"


class FileContent(DocumentView):
    """An attachment of a working document, for saving."""

    def get(self, request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
        document = self.document(pk)
        attachment = get_object_or_404(document.files.select_related("file"), pk=row)
        name = attachment.name
        ending = attachment.file.name.rpartition(".")[2]
        if ending and not name.endswith(f".{ending}"):
            name = f"{name}.{ending}"
        response = FileResponse(
            open_content(attachment.file),
            as_attachment=True,
            filename=name,
            content_type="application/octet-stream",
        )
        response["Cache-Control"] = "no-store"
        return response
