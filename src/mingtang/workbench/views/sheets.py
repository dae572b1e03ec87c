"""Units and staff by sheet: template, upload, what was taken, what comes back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from mingtang.orgs import staff_sheet, unit_sheet
from mingtang.orgs.roles import Role
from mingtang.orgs.sheets import SheetResult, SheetRow, read_sheet
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.lists.export import guarded, xlsx_response
from mingtang.workbench.models import RefusedSheet

from .units import ADMINS

SHOWN = 100


class SheetForm(forms.Form):
    """The sheet."""

    sheet = forms.FileField(
        label="表格", help_text="XLSX，或 CSV（UTF-8、GB 18030）。最多 5000 行。"
    )


class SheetImportView(StaffView):
    """What both imports share. Refused rows are kept for the person to fetch and correct."""

    roles = OFFICE_AND_IT
    heading: ClassVar[str]
    thing: ClassVar[str]
    columns: ClassVar[Sequence[str]]
    required: ClassVar[Sequence[str]]
    sample: ClassVar[Sequence[str]]
    list_url: ClassVar[str]
    list_label: ClassVar[str]

    def take(self, rows: list[SheetRow]) -> SheetResult:
        """Store the rows that hold."""
        raise NotImplementedError

    def template(self) -> tuple[Sequence[str], Sequence[str]]:
        """The columns that this person may fill, and a line of them as a sample."""
        return self.columns, self.sample

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if "template" in request.GET:
            columns, sample = self.template()
            header = [f"{name}*" if name in self.required else name for name in columns]
            return xlsx_response(header, [sample], f"{self.heading}模板")
        return self._page(request, SheetForm())

    @sensitive_variables()
    def post(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            upload: UploadedFile[Any] = form.cleaned_data["sheet"]
            try:
                raw = io.BytesIO(upload.read(11 * 1024 * 1024))
                rows = read_sheet(raw, upload.name or "表格", self.columns, self.required)
                result = self.take(rows)
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                return self._outcome(request, result, len(rows))
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: SheetForm) -> HttpResponse:
        context = {
            "view": self,
            "heading": self.heading,
            "columns": self.template()[0],
            "form": form,
            "multipart": True,
            "button": "检查并导入",
            "effect": f"逐行检查：没有问题的行立即存为{self.thing}并记入日志；有问题的行不存，"
            "连同原因退回成一张表，改好再传即可。已有的行会认出来，重复上传不会重复。",
            "crumbs": [(self.list_label, reverse(self.list_url)), (self.heading, "")],
        }
        return render(request, "workbench/sheet.html", context)

    def _outcome(self, request: HttpRequest, result: SheetResult, total: int) -> HttpResponse:
        kept = None
        if result.refused:
            kept = RefusedSheet.objects.create(
                account_id=self.access.account_id,
                name=f"{self.heading}退回",
                made_at=self.now,
                lines=result.refused_lines(),
            )
        context = {
            "view": self,
            "result": result,
            "total": total,
            "kept": kept,
            "shown": result.refused[:SHOWN],
            "crumbs": [
                (self.list_label, reverse(self.list_url)),
                (self.heading, request.path),
                ("结果", ""),
            ],
        }
        response = render(request, "workbench/sheet_outcome.html", context)
        response["Cache-Control"] = "no-store"
        return response


class UnitImportView(SheetImportView):
    """Units by sheet."""

    heading, thing = "单位导入", "单位"
    list_url, list_label = "workbench:units", "单位"
    columns, required, sample = unit_sheet.COLUMNS, unit_sheet.REQUIRED, unit_sheet.SAMPLE

    def take(self, rows: list[SheetRow]) -> SheetResult:
        return unit_sheet.take_units(rows, by=self.actor(*ADMINS), at=self.now)


class AccountImportView(SheetImportView):
    """Staff by sheet."""

    heading, thing = "人员导入", "账号和角色"
    list_url, list_label = "workbench:accounts", "账号"
    columns, required, sample = staff_sheet.COLUMNS, staff_sheet.REQUIRED, staff_sheet.SAMPLE

    def template(self) -> tuple[Sequence[str], Sequence[str]]:
        """Roles only for the disclosure office, who gives them."""
        if self.access.has(Role.DISCLOSURE_OFFICE):
            return super().template()
        return staff_sheet.ACCOUNT_COLUMNS, staff_sheet.ACCOUNT_SAMPLE

    def take(self, rows: list[SheetRow]) -> SheetResult:
        return staff_sheet.take_staff(rows, by=self.actor(*ADMINS), at=self.now, today=self.today)


class RefusedSheetView(StaffView):
    """The refused rows as a workbook, for the person who sent them."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        own = RefusedSheet.objects.filter(account_id=self.access.account_id)
        kept = get_object_or_404(own, pk=pk)
        header, *lines = kept.lines
        body = [[guarded(value) for value in line] for line in lines]
        return xlsx_response(header, body, kept.name)
