"""Doing an act, settling findings, remarks, and the preview."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from mingtang.disclosure import preview, services
from mingtang.disclosure.acts import SERVICES, form_of, perform
from mingtang.disclosure.completeness import faults_of
from mingtang.disclosure.lifecycle import LIFECYCLE
from mingtang.disclosure.models import Document
from mingtang.disclosure.queries import SUBJECT
from mingtang.disclosure.services.gatekeeping import REVIEWERS
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.register.models import Finding
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.acts import refuse

from .base import DocumentView, back_to, seen_edition, tell, words_of
from .detail import detail_page


class Act(DocumentView):
    """One act of the transition table, by its button."""

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        if act not in SERVICES:
            raise Http404
        document = self.document(pk)
        desk = self.desk(document)
        choice = desk.choice(act)
        form = form_of(choice, desk, request.POST) or forms.Form(request.POST)
        if not form.is_valid():
            return detail_page(self, document, failed={act: form}, status=422)
        if choice.by is None:
            messages.error(request, "；".join(each.text for each in choice.verdict.reasons))
            return back_to(document)
        try:
            perform(
                choice,
                document,
                edition=seen_edition(request),
                at=self.now,
                values=form.cleaned_data,
            )
        except RuleViolation as violation:
            return self._refused(request, document, act, form, violation)
        if act == "hand_on" and not self.access.sees_unit(form.cleaned_data["to"].pk):
            messages.success(request, f"文件已转给{form.cleaned_data['to'].name}。")
            return redirect("disclosure:documents")
        document.refresh_from_db()
        state = LIFECYCLE.states[document.state]
        messages.success(request, f"{LIFECYCLE.label_of(act)}：现在的状态是“{state}”。")
        return back_to(document)

    def _refused(
        self,
        request: HttpRequest,
        document: Document,
        act: str,
        form: forms.Form,
        violation: RuleViolation,
    ) -> HttpResponse:
        fresh = self.document(document.pk)
        if form.visible_fields():
            refuse(form, violation)
            status = 409 if violation.code == "document.stale" else 422
            return detail_page(self, fresh, failed={act: form}, status=status)
        tell(request, violation)
        return back_to(fresh, "gate" if violation.code == "gate_clear" else "")


class PartView(DocumentView):
    """A view for whoever has something to do with the document in its state."""

    def part(self, document: Document, among: Collection[str] | None = None) -> Actor:
        """The person in that role. Raises ``RuleViolation`` when there is none."""
        actor = self.desk(document).part(among)
        if actor is None:
            raise RuleViolation("role", "您在文件现在的状态没有可办的事。", "")
        return actor


class Examine(PartView):
    """Run the release gate now."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        try:
            count = services.examine_document(document, by=self.part(document), at=self.now)
        except RuleViolation as violation:
            tell(request, violation)
        else:
            words = f"检查完毕，有 {count} 处待处理。" if count else "检查完毕，没有待处理的问题。"
            messages.success(request, words)
        return back_to(document, "gate")


AMONG = {"confirm": frozenset({Role.CONFIDENTIALITY}), "reopen": REVIEWERS}
"""In which roles a person deals so with a finding; otherwise whoever has a part."""


class Settle(PartView):
    """Mask a finding (``mask``), or let it stand for a reason (``justify``), which a reviewer
    accepts (``confirm``) or not (``reopen``)."""

    def post(self, request: HttpRequest, pk: int, finding: int, way: str) -> HttpResponse:
        document = self.document(pk)
        found = get_object_or_404(Finding.objects.about(SUBJECT, document.pk), pk=finding)
        try:
            by, edition = self.part(document, AMONG.get(way)), seen_edition(request)
            reason = request.POST.get("reason", "")
            if way == "mask":
                services.mask_finding(document, found, by=by, at=self.now, edition=edition)
                messages.success(request, f"已遮盖为“{found.mask}”。")
            elif way == "confirm":
                services.confirm_finding(document, found, by=by, at=self.now, edition=edition)
                messages.success(request, "已认可这一处的理由。")
            elif way == "reopen":
                services.reopen_finding(
                    document, found, reason=reason, by=by, at=self.now, edition=edition
                )
                messages.success(request, "没有认可，这一处重新待处理；要改的请退回修改。")
            else:
                services.justify_finding(
                    document, found, reason=reason, by=by, at=self.now, edition=edition
                )
                messages.success(request, "理由已记录，这一处按原样公开。")
        except RuleViolation as violation:
            tell(request, violation)
        return back_to(document, "gate")


class RemarkForm(forms.Form):
    """A remark on a paragraph (none: on the whole)."""

    block = forms.IntegerField(
        label="针对第几段",
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": "段号请填正文左边的数字。",
            "min_value": "段号请填正文左边的数字。",
            "max_value": "段号请填正文左边的数字。",
        },
    )
    text = forms.CharField(
        label="意见", max_length=500, error_messages={"required": "请写下批注的内容。"}
    )


class Remarks(PartView):
    """Put a remark at a place, or mark one as dealt with (POST with ``resolve``)."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        try:
            if "resolve" in request.POST:
                key = whole_number(request.POST["resolve"])
                row = get_object_or_404(document.comments, pk=key or 0)
                services.resolve_comment(row, by=self.part(document), at=self.now)
                messages.success(request, "已标为处理完。")
            else:
                self._add(request, document)
        except RuleViolation as violation:
            tell(request, violation)
        return back_to(document, "remarks")

    def _add(self, request: HttpRequest, document: Document) -> None:
        form = RemarkForm(request.POST)
        if not form.is_valid():
            messages.error(request, words_of(form))
            return
        services.comment(
            document,
            text=form.cleaned_data["text"],
            block=form.cleaned_data["block"] or None,
            by=self.part(document),
            at=self.now,
        )
        messages.success(request, "批注已加上。")


class Preview(DocumentView):
    """The page as the public will see it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        missing = [each.text for each in faults_of(document) if each.field in ("made_on", "home")]
        if missing or not preview.can_render():
            words = "；".join(missing) or "门户没有启用"
            messages.error(request, f"还不能预览：{words}。")
            return back_to(document)
        return preview.render_preview(request, document)
