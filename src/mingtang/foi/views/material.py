"""Files of a request, a new query code, and the page on which a helping unit answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from mingtang.files.queries import open_content
from mingtang.files.refusal import FileRefused
from mingtang.foi import services
from mingtang.foi.desk.choosing import KEEPERS, READERS, actors_for
from mingtang.foi.desk.uploads import store_all
from mingtang.foi.forms.material import AnswerForm, AttachForm, CodeForm
from mingtang.foi.models import Assistance
from mingtang.foi.states import FROM_APPLICANT, Progress, Purpose
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse

from .base import RequestView, back_to, seen_edition, tell
from .intake import slip


class Attach(RequestView):
    """Material added to a request."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        by = self.desk(row).worker
        form = AttachForm(request.POST, request.FILES)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, "；".join(str(each) for each in errors))
            return back_to(row, "files")
        try:
            if by is None:
                raise RuleViolation("role", "材料由受理单位加入。", "")
            purpose = form.cleaned_data["purpose"]
            kept = store_all(
                form.cleaned_data["papers"],
                purpose=purpose,
                by=by,
                unit=row.unit,
                at=self.now,
                already=row.files.count(),
            )
            services.attach(
                row,
                files=kept,
                by=by,
                at=self.now,
                edition=seen_edition(request),
            )
        except RuleViolation as violation:
            tell(request, violation)
        except FileRefused as fault:
            messages.error(request, f"没有收下：{fault.text_zh}")
        else:
            messages.success(request, f"已收下 {len(kept)} 个文件。")
        return back_to(row, "files")


class FileContent(RequestView):
    """A file of a request, for saving. Whoever only reads has no file of the applicant's."""

    def get(self, request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
        row = self.foi_request(pk)
        found = get_object_or_404(row.files.select_related("file"), pk=file)
        if found.purpose in FROM_APPLICANT and self.desk(row).worker is None:
            raise Http404
        response = FileResponse(
            open_content(found.file),
            as_attachment=True,
            filename=found.name,
            content_type="application/octet-stream",
        )
        response["Cache-Control"] = "no-store"
        return response


class NewCode(RequestView):
    """A new query code for somebody whose identity was checked."""

    roles = KEEPERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        return render(request, "foi/desk/code.html", {"row": row, "form": CodeForm()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        form = CodeForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                code = services.reissue_code(
                    row,
                    reason=form.cleaned_data["reason"],
                    by=self.actor(Role.CLERK, Role.DISCLOSURE_OFFICE, unit_id=row.unit_id),
                    at=self.now,
                    edition=seen_edition(request),
                )
            except RuleViolation as violation:
                refuse(form, violation)
                status = 409 if violation.code == "foi.stale" else 422
                row = self.foi_request(pk)
            else:
                return slip(request, row, code)
        return render(request, "foi/desk/code.html", {"row": row, "form": form}, status=status)


class Help(StaffView):
    """The question to a helping unit, and its answer. It never sees who asked."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self._assistance(pk), AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._assistance(pk)
        by = self._helper(row)
        form = AnswerForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(row, form, status=422)
        try:
            if by is None:
                raise RuleViolation("helper", "这件协办由协办单位的信息员反馈。", "")
            kept = store_all(
                form.cleaned_data["papers"],
                purpose=Purpose.HELP,
                by=by,
                unit=row.unit,
                at=self.now,
            )
            services.give_help(
                row.request,
                assistance=row,
                answer=form.cleaned_data["answer"],
                by=by,
                at=self.now,
                files=kept,
            )
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(row, form, status=422)
        except FileRefused as fault:
            form.add_error("papers", fault.text_zh)
            return self._page(row, form, status=422)
        messages.success(request, "协办意见已反馈。")
        return redirect("foi:help", pk=row.pk)

    def _assistance(self, pk: int) -> Assistance:
        rows = Assistance.objects.select_related("unit", "request__unit")
        return self.scoped(rows, pk=pk)

    def _helper(self, row: Assistance) -> Actor | None:
        roles = (Role.CLERK, Role.DISCLOSURE_OFFICE)
        found = actors_for(self.access, row.unit_id, roles)
        return found[0] if found else None

    def _page(self, row: Assistance, form: AnswerForm, *, status: int = 200) -> HttpResponse:
        context = {
            "help": row,
            "form": form,
            "may": row.progress == Progress.OPEN and self._helper(row) is not None,
            "sees_request": self.access.sees_unit(row.request.unit_id),
        }
        return render(self.request, "foi/desk/help.html", context, status=status)
