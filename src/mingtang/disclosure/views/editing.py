"""Writing a new draft and changing one; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingtang.disclosure import buffers, services
from mingtang.disclosure.comparing import Comparison, compare_versions
from mingtang.disclosure.forms import DocumentForm
from mingtang.disclosure.models import Document
from mingtang.disclosure.queries import import_remarks, running_duty, units_of
from mingtang.disclosure.remarks import open_remarks, remark_rows
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.clean import clean_html
from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse

from .base import DocumentView, back_to
from .detail import sent_back_context
from .uploads import take_files, tell_refused

FIELD_OF_CODE = {
    "document.title": "title",
    "document.valid_until": "valid_until",
    "document.clock_reason": "clock_reason",
}


def tell_removed(request: HttpRequest, form: DocumentForm) -> None:
    """Say what was taken out of the pasted body."""
    removed = clean_html(form.cleaned_data["body_html"]).removed
    if removed:
        messages.warning(request, f"粘贴的正文已清理，去掉了 {'；'.join(removed)}。")


def put_fault(form: DocumentForm, violation: RuleViolation) -> None:
    """A refusal beside the field that it is about, else above the form."""
    name = FIELD_OF_CODE.get(violation.code)
    if name == "clock_reason":
        form.clock_asked = True
    if name in form.fields:
        form.add_error(name, violation.text)
    else:
        refuse(form, violation)


def _ticked(request: HttpRequest) -> set[int | None]:
    """The remarks that the person says he has dealt with."""
    return {whole_number(each) for each in request.POST.getlist("handled")}


class DocumentNew(StaffView):
    """A new draft: of one's own unit, or of any unit for the disclosure office."""

    roles = frozenset({Role.CLERK, Role.DISCLOSURE_OFFICE})

    def _units(self) -> Any:
        rows = Unit.objects.existing_on(self.today)
        if self.access.has(Role.DISCLOSURE_OFFICE):
            return rows
        return rows.filter(pk__in=units_of(self.access, Role.CLERK))

    def _actor(self, unit: Unit) -> Actor:
        if unit.pk in units_of(self.access, Role.CLERK):
            return self.access.actor(Role.CLERK, unit.pk)
        return self.access.actor(Role.DISCLOSURE_OFFICE)

    def _page(self, request: HttpRequest, form: DocumentForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "document": None,
            "cancel_url": reverse("disclosure:documents"),
        }
        return render(request, "disclosure/edit.html", context, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        units = self._units()
        own = units_of(self.access, Role.CLERK)
        first = own[0] if own else self.access.held[0].unit_id
        form = DocumentForm(today=self.today, units=units, initial={"unit": first})
        return self._page(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DocumentForm(request.POST, today=self.today, units=self._units())
        if not form.is_valid():
            return self._page(request, form, 422)
        unit = form.cleaned_data["unit"]
        by = self._actor(unit)
        try:
            document = services.create(unit=unit, content=form.content(), by=by, at=self.now)
        except RuleViolation as violation:
            put_fault(form, violation)
            return self._page(request, form, 422)
        files = request.FILES.getlist("files")
        document, refused = take_files(
            document, files, by=by, at=self.now, edition=document.edition
        )
        services.examine_document(document, by=by, at=self.now)
        messages.success(request, "草稿已建立。")
        tell_removed(request, form)
        tell_refused(request, refused, len(files) - len(refused))
        return back_to(document)


class DocumentEdit(DocumentView):
    """Change a draft. Whoever comes second keeps what he typed and sees what the other changed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        if self._writer(document) is None:
            return self._closed(request, document)
        buffer = buffers.of(document, self.access.account_id)
        if buffer is not None and "restore" in request.GET:
            form = DocumentForm(
                buffers.as_form_data(buffer),
                today=self.today,
                document=document,
            )
            messages.info(request, "已恢复上次没有保存的内容，请核对后保存。")
            return self._page(request, form, document)
        form = DocumentForm(today=self.today, document=document)
        return self._page(request, form, document, buffer=buffer)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        by = self._writer(document)
        if by is None:
            return self._closed(request, document)
        form = DocumentForm(request.POST, today=self.today, document=document)
        if not form.is_valid():
            return self._page(request, form, document, status=422)
        edition = form.cleaned_data["edition"] or 0
        try:
            saved = services.save(
                document,
                form.content(),
                by=by,
                at=self.now,
                edition=edition,
                clock_reason=form.cleaned_data["clock_reason"],
            )
        except RuleViolation as violation:
            return self._refused(request, form, violation, document, edition)
        buffers.drop(saved, self.access.account_id)
        self._handle_remarks(request, saved, by)
        files = request.FILES.getlist("files")
        saved, refused = take_files(saved, files, by=by, at=self.now, edition=saved.edition)
        services.examine_document(saved, by=by, at=self.now)
        messages.success(request, "已保存。")
        tell_removed(request, form)
        tell_refused(request, refused, len(files) - len(refused))
        return back_to(saved)

    def _handle_remarks(self, request: HttpRequest, document: Document, by: Actor) -> None:
        """Mark the remarks that were ticked as dealt with, together with the save."""
        ticked = _ticked(request)
        for remark in open_remarks(document):
            if remark.pk in ticked:
                services.resolve_comment(remark, by=by, at=self.now)

    def _writer(self, document: Document) -> Actor | None:
        """The person as whoever may change the text now."""
        choice = self.desk(document).may_edit()
        return choice.by if choice.verdict.allowed else None

    def _closed(self, request: HttpRequest, document: Document) -> HttpResponse:
        choice = self.desk(document).may_edit()
        kept = buffers.of(document, self.access.account_id)
        words = "；".join(each.text for each in choice.verdict.reasons) or "现在不能修改。"
        drafts = self.access.roles_at(document.unit_id) & DocumentNew.roles
        if request.method == "POST" and drafts and not kept:
            payload = buffers.readable(dict(request.POST.lists()))
            buffers.keep(document, self.access.account_id, payload, self.now)
            words += "您填写的内容已暂存，能修改时可以恢复。"
        messages.error(request, words)
        return redirect(document.get_absolute_url())

    def _refused(
        self,
        request: HttpRequest,
        form: DocumentForm,
        violation: RuleViolation,
        document: Document,
        edition: int,
    ) -> HttpResponse:
        if violation.code != "document.stale":
            put_fault(form, violation)
            return self._page(request, form, document, status=422)
        theirs = self._changed_since(document, edition)
        # The next save is a decision taken on the edition that is shown now.
        data = request.POST.copy()
        data["edition"] = str(document.edition)
        form.data = data
        return self._page(request, form, document, status=409, stale=True, theirs=theirs)

    def _changed_since(self, document: Document, edition: int) -> Comparison | None:
        seen = document.versions.filter(edition__lte=edition).first()
        newest = document.versions.first()
        if seen is None or newest is None or seen.pk == newest.pk:
            return None
        return compare_versions(seen, newest)

    def _page(
        self,
        request: HttpRequest,
        form: DocumentForm,
        document: Document,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        context = {
            "form": form,
            "document": document,
            "running": running_duty(document),
            "today": self.today,
            "import_remarks": import_remarks(document),
            "open_remarks": [each for each in remark_rows(document) if each.waits],
            "ticked": _ticked(request),
            **sent_back_context(document),
            "others": buffers.others_at_work(document, self.access.account_id, self.now),
            "cancel_url": document.get_absolute_url(),
            "buffer_url": reverse("disclosure:buffer", args=[document.pk]),
            **more,
        }
        return render(request, "disclosure/edit.html", context, status=status)
