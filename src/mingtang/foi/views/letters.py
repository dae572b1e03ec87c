"""Papers at the desk: the files of a letter, the draft of a reply, the office's templates."""

from __future__ import annotations

import io

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.files.models import StoredFile
from mingtang.files.queries import open_content
from mingtang.files.refusal import FileRefused
from mingtang.foi.desk.choosing import WORKERS
from mingtang.foi.desk.uploads import limits
from mingtang.foi.models import Letter, PaperTemplate, Request
from mingtang.foi.paperwork import previewing, templating
from mingtang.foi.paperwork.making import made_paper, uncovered
from mingtang.foi.paperwork.specimen import specimen_values
from mingtang.foi.states import LetterKind, State
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView

from .base import RequestView, seen_edition, tell
from .standing import standing_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterFile(RequestView):
    """A letter as DOCX (for saving) or PDF (to be read)."""

    roles = WORKERS

    def get(self, request: HttpRequest, pk: int, letter: int, form: str) -> HttpResponseBase:
        row = self.foi_request(pk)
        rows = Letter.objects.select_related("docx", "pdf")
        found = get_object_or_404(rows, pk=letter, request=row)
        stored: StoredFile | None = {"docx": found.docx, "pdf": found.pdf}.get(form)
        if stored is None:
            raise Http404
        try:
            stream = open_content(stored)
        except OSError as error:
            raise Http404("文件读不出来，请联系信息技术人员。") from error
        return _private(
            FileResponse(
                stream,
                as_attachment=form == "docx",
                filename=stored.name,
                content_type=stored.mime,
            )
        )


class ReplyDraft(RequestView):
    """The reply before it is signed: what it lacks, how it looks, the words still open."""

    roles = WORKERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self.foi_request(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        given = {name: request.POST.get(name, "") for name in ("course", "remedy")}
        try:
            previewing.set_words(
                row, **given, by=self._drafter(row), at=self.now, edition=seen_edition(request)
            )
        except RuleViolation as violation:
            tell(request, violation)
            return self._page(self.foi_request(pk), typed=given, status=409)
        messages.success(request, "已保存，预览按新的文字生成。")
        return redirect("foi:reply-draft", pk=row.pk)

    def _page(
        self, row: Request, *, typed: dict[str, str] | None = None, status: int = 200
    ) -> HttpResponse:
        lacks: tuple[str, ...] = ()
        fault = ""
        try:
            lacks = previewing.draft_of(row, by=self._reader, at=self.now).lacks
        except RuleViolation as violation:
            fault = violation.text
        words = previewing.words_of(row)
        context = {
            "row": row,
            "lacks": lacks,
            "faults": [
                each
                for each in (fault, self.desk(row).facts().reply_faults, uncovered(row))
                if each
            ],
            "typed": typed or {"course": words.course, "remedy": words.remedy},
            "proposed": previewing.proposed_words(row, at=self.now),
            "may_word": row.state == State.IN_HAND and self.desk(row).keeper is not None,
            **standing_of(row, today=self.today),
        }
        return render(self.request, "foi/paper/draft.html", context, status=status)

    @property
    def _reader(self) -> Actor:
        return Actor(self.access.account_id, self.access.name, "staff")

    def _drafter(self, row: Request) -> Actor:
        try:
            return self.actor(Role.CLERK, Role.DISCLOSURE_OFFICE, unit_id=row.unit_id)
        except PermissionError as error:
            raise RuleViolation("role", "答复由信息员、政务公开办拟写。", "") from error


class ReplyDraftPdf(ReplyDraft):
    """The draft as PDF, marked as such and without a number."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        try:
            content = previewing.draft_pdf(row, by=self._reader, at=self.now)
        except RuleViolation as violation:
            tell(request, violation)
            return redirect("foi:reply-draft", pk=row.pk)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="draft.pdf"'
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.foi_request(pk)
        return HttpResponse(status=405)


class TemplateView(StaffView):
    """A page about templates: they are the disclosure office's."""

    roles = frozenset({Role.DISCLOSURE_OFFICE})

    def paper(self, kind: str, rules: str) -> templating.Paper:
        found = templating.paper_of(kind, rules)
        if found is None:
            raise Http404
        return found


class Templates(TemplateView):
    """Every paper with the template that holds for it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        papers = templating.papers()
        context = {
            "groups": [
                ("现行条例（2019年）", [each for each in papers if each.rules.value == "2019"]),
                ("2019年5月15日前收到的申请", [x for x in papers if x.rules.value == "2007"]),
            ]
        }
        return render(request, "foi/paper/templates.html", context)


class TemplatePage(TemplateView):
    """One paper: its fields, its versions; a new version, or back to the shipped one."""

    def get(self, request: HttpRequest, kind: str, rules: str) -> HttpResponse:
        return self._page(self.paper(kind, rules))

    def post(self, request: HttpRequest, kind: str, rules: str) -> HttpResponse:
        paper = self.paper(kind, rules)
        by = self.actor(Role.DISCLOSURE_OFFICE)
        note = request.POST.get("note", "")
        try:
            if "shipped" in request.POST:
                templating.back_to_shipped(paper, note=note, by=by, at=self.now)
                messages.success(request, "已恢复系统自带的模板。")
            else:
                self._take(paper, by, note)
                messages.success(request, "新模板已启用，以后的文书按它生成。")
        except RuleViolation as violation:
            return self._page(paper, fault=violation.text, note=note, status=422)
        except FileRefused as refused:
            return self._page(paper, fault=refused.text_zh, note=note, status=422)
        return redirect("foi:template", kind=kind, rules=rules)

    def _take(self, paper: templating.Paper, by: Actor, note: str) -> None:
        uploaded = self.request.FILES.get("file")
        if uploaded is None:
            raise RuleViolation("template.file", "请先选择改好的模板文件（DOCX）。")
        uploaded.name = f"{paper.label}模板.docx"
        templating.put_in_place(
            paper,
            uploaded,
            note=note,
            by=by,
            unit=get_object_or_404(Unit, pk=by.unit_id or 0),
            at=self.now,
            limits=limits(),
            scanner=settings.MINGTANG_CLAMAV_ADDRESS,
        )

    def _page(
        self, paper: templating.Paper, *, fault: str = "", note: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            "paper": paper,
            "versions": list(PaperTemplate.objects.of(paper.kind, paper.rules.value)),
            "fault": fault,
            "note": note,
            "list_url": reverse("foi:templates"),
        }
        return render(self.request, "foi/paper/template.html", context, status=status)


class TemplateFile(TemplateView):
    """The DOCX of a paper for editing in WPS (``version`` 0: the shipped one), or a specimen."""

    def get(self, request: HttpRequest, kind: str, rules: str, version: int) -> HttpResponseBase:
        paper = self.paper(kind, rules)
        held = None
        if version:
            rows = PaperTemplate.objects.of(kind, rules).exclude(file=None)
            held = get_object_or_404(rows.select_related("file"), version=version)
            content = templating.content_of(paper, held)
        else:
            content = templating.content_of(templating.Paper(kind, paper.rules, None))
        name = f"{paper.label}模板{f'第{version}版' if version else ''}.docx"
        return _private(
            FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)
        )


class TemplateSpecimen(TemplateView):
    """The paper filled with a specimen, as PDF."""

    def get(self, request: HttpRequest, kind: str, rules: str) -> HttpResponse:
        paper = self.paper(kind, rules)
        try:
            made = made_paper(LetterKind(kind), specimen_values(kind, paper.rules), paper.rules)
        except RuleViolation as violation:
            tell(request, violation)
            return redirect("foi:template", kind=kind, rules=rules)
        response = HttpResponse(made.pdf, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="specimen.pdf"'
        return response


def _private(response: FileResponse) -> FileResponse:
    """Not kept by any cache, and never taken for something else than it says."""
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
