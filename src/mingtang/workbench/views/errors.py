"""我要纠错: what readers reported, and its answer."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingtang.duties.clocks import explanation_of
from mingtang.duties.models import Duty
from mingtang.orgs.roles import COUNTY_WIDE, Role
from mingtang.register.models import ErrorReport
from mingtang.register.services import answer_error
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import BUSINESS, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList, attach_dues, unit_filter

ANSWERERS = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)
SUBJECT = "register.errorreport"


class ErrorFilters(ListFilters):
    """Open or answered, kind, unit."""

    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("open", "待答复"), ("done", "已答复")],
        method="of_state",
        empty_label="全部",
    )
    kind = django_filters.ChoiceFilter(
        label="问题", choices=ErrorReport.Kind.choices, empty_label="全部"
    )
    unit = unit_filter()

    class Meta:
        model = ErrorReport
        fields: list[str] = []

    def of_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(answered_at__isnull=value == "open")


class ErrorList(ScopedList):
    """Reports on the entries of the person's units."""

    code = "errors"
    heading = "网友纠错"
    roles = BUSINESS
    columns = (
        Column("due", "期限", kind="due"),
        Column("entry", "网页", "entry.title", kind="long", opens=True),
        Column("kind", "问题", "get_kind_display"),
        Column("unit", "单位", "unit.short_name"),
        Column("received_at", "收到", kind="time", sort="received_at"),
        Column("answered_at", "答复", kind="time", sort="answered_at"),
    )
    filters = ErrorFilters
    search_fields = ("entry__title__icontains", "text__icontains")
    search_label = "按网页标题或问题查找"
    order = "-received_at"
    first_filters = {"state": "open"}
    empty_heading = "没有待答复的纠错"
    empty_explain = "公众在网页下方点“我要纠错”后，会列在这里；3 个工作日内答复。"

    def get_queryset(self) -> QuerySet[Any]:
        rows = ErrorReport.objects.visible_to(self.access)
        return rows.select_related("entry", "unit")

    def row_url(self, row: Any) -> str:
        return reverse("workbench:error", args=[row.pk])

    def prepare(self, rows: list[Any]) -> None:
        attach_dues(rows, SUBJECT, today=self.today)


class AnswerForm(forms.Form):
    """The answer as the reader will see it."""

    answer = forms.CharField(
        label="处理结果",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="网友凭查询码可以看到，请写清改了什么，或者为什么不改。",
    )


class ErrorView(StaffView):
    """One report and its answer."""

    roles = BUSINESS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self._report(pk), AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self._report(pk)
        form = AnswerForm(request.POST)
        why_not = self._why_not(report)
        if why_not:
            form.is_valid()
            form.add_error(None, why_not)
        elif form.is_valid():
            actor = self.actor(*self._roles_here(report), unit_id=report.unit_id)
            try:
                answer_error(report, by=actor, at=self.now, answer=form.cleaned_data["answer"])
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                messages.success(request, "已答复，这一期限办结。")
                return redirect("workbench:error", pk=report.pk)
        return self._page(request, self._report(pk), form)

    def _report(self, pk: int) -> ErrorReport:
        return self.scoped(ErrorReport.objects.select_related("entry", "unit"), pk=pk)

    def _roles_here(self, report: ErrorReport) -> list[str]:
        return [
            held.role
            for held in self.access.held
            if held.role in ANSWERERS
            and (held.role in COUNTY_WIDE or held.unit_id == report.unit_id)
        ]

    def _why_not(self, report: ErrorReport) -> str:
        if report.answered_at:
            return "这条纠错已经答复。"
        if not self._roles_here(report):
            return f"由{report.unit.name}的信息员、负责人或政务公开办答复。"
        return ""

    def _page(self, request: HttpRequest, report: ErrorReport, form: AnswerForm) -> HttpResponse:
        duty = Duty.objects.about(SUBJECT, report.pk).order_by("-pk").first()
        context = {
            "report": report,
            "form": form,
            "why_not": self._why_not(report),
            "duty": duty,
            "explanation": explanation_of(duty, today=self.today) if duty else None,
            "history": history_of((SUBJECT, report.pk)),
            "today": self.today,
            "crumbs": [("网友纠错", reverse("workbench:errors")), (report.entry.title, "")],
        }
        return render(request, "workbench/error.html", context)
