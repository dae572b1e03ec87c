"""Units and regions: list, detail, new, change."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.orgs.models import Region, Unit, UnitKind
from mingtang.orgs.roles import Role
from mingtang.orgs.services import change_unit, create_unit
from mingtang.orgs.staff_services import create_region
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab

ADMINS = (Role.DISCLOSURE_OFFICE, Role.IT)


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day, picked or typed as 2026-01-05."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class UnitFilters(ListFilters):
    """Kind, and whether it still exists."""

    kind = django_filters.ChoiceFilter(label="类别", choices=UnitKind.choices, empty_label="全部")
    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("now", "现有"), ("ended", "已撤销")],
        method="of_state",
        empty_label="全部",
    )

    class Meta:
        model = Unit
        fields: list[str] = []

    def of_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(ended_on__isnull=value == "now")


class UnitList(ScopedList):
    """All units, for those who administer them."""

    code = "units"
    heading = "单位"
    roles = OFFICE_AND_IT
    columns = (
        Column("name", "单位全称", kind="long", sort="name", opens=True),
        Column("short_name", "规范简称"),
        Column("kind", "类别", "get_kind_display"),
        Column("uscc", "信用代码"),
        Column("region", "所在区划", "region.name"),
        Column("parent", "上级单位", "parent.short_name"),
        Column("ended_on", "撤销", kind="date"),
        Column("order", "排序", kind="number", sort="order"),
    )
    filters = UnitFilters
    search_fields = ("name__icontains", "short_name__icontains", "uscc__iexact")
    search_label = "按名称或信用代码查找"
    order = "order"
    empty_heading = "还没有单位"
    empty_explain = "用表格一次导入全部单位，或逐个新建。"

    def get_queryset(self) -> QuerySet[Any]:
        # Units are public facts; who administers them sees all.
        return Unit.objects.select_related("region", "parent")

    def row_url(self, row: Any) -> str:
        return reverse("workbench:unit", args=[row.pk])

    def buttons(self) -> list[Tab]:
        return [
            Tab("新建单位", reverse("workbench:unit-new"), active=True),
            Tab("表格导入", reverse("workbench:unit-import")),
        ]


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """The facts of a unit. Its end comes by succession, never by hand."""

    class Meta:
        model = Unit
        fields = (
            "name",
            "short_name",
            "uscc",
            "kind",
            "region",
            "parent",
            "doc_prefix",
            "founded_on",
            "functions",
            "address",
            "phone",
            "office_hours",
            "head_name",
            "order",
        )
        widgets = {
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "functions": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "name": "这里只更正写错的名称；机构更名请在单位页办理“并入、更名或拆分”。",
            "uscc": "18 位，末位为校验位（GB 32100—2015）。",
            "doc_prefix": "发文字号中的机关代字，如“云溪教发”。",
        }

    def clean_uscc(self) -> str:
        return str(self.cleaned_data["uscc"]).upper()


class UnitEditView(StaffView):
    """New unit, or change one."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        unit = get_object_or_404(Unit, pk=pk) if pk else None
        start = {} if unit else {"region": settings.MINGTANG_REGION_CODE}
        return self._page(request, unit, UnitForm(instance=unit, initial=start))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        unit = get_object_or_404(Unit, pk=pk) if pk else None
        # The form works on a copy: the service compares with what is stored.
        form = UnitForm(request.POST, instance=get_object_or_404(Unit, pk=pk) if pk else None)
        if form.is_valid():
            actor = self.actor(*ADMINS)
            try:
                if unit is None:
                    unit = create_unit(by=actor, at=self.now, **form.cleaned_data)
                    messages.success(request, f"已新建{unit.name}。")
                else:
                    change_unit(unit, by=actor, at=self.now, **form.cleaned_data)
                    messages.success(request, f"已保存{unit.name}的信息。")
            except (RuleViolation, ValidationError) as fault:
                refuse(form, fault)
            else:
                return redirect("workbench:unit", pk=unit.pk)
        return self._page(request, unit, form)

    def _page(self, request: HttpRequest, unit: Unit | None, form: UnitForm) -> HttpResponse:
        heading = f"修改{unit.name}" if unit else "新建单位"
        context = {
            "heading": heading,
            "form": form,
            "effect": "保存后立即生效，前后内容都记入日志。已公开的文件仍写发布时的单位名称。",
            "button": "保存" if unit else "新建单位",
            "crumbs": [("单位", reverse("workbench:units")), (heading, "")],
        }
        return render(request, "workbench/form.html", context)


class UnitView(StaffView):
    """One unit with its staff, predecessors and successors."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = get_object_or_404(Unit.objects.select_related("region", "parent"), pk=pk)
        context = {
            "unit": unit,
            "grants": unit.grants.in_force_on(self.today).select_related("account"),
            "successions": unit.successions.select_related("successor"),
            "inheritances": unit.inheritances.select_related("predecessor"),
            "running": Duty.objects.running().filter(unit=unit).count(),
            "succeeds": not unit.ended_on and self.access.has(Role.DISCLOSURE_OFFICE),
            "history": history_of(("orgs.unit", unit.pk)),
            "crumbs": [("单位", reverse("workbench:units")), (unit.name, "")],
        }
        return render(request, "workbench/unit.html", context)


class RegionForm(forms.Form):
    """A region and what it lies in."""

    code = forms.CharField(label="区划代码", max_length=12, help_text="6、9 或 12 位数字。")
    name = forms.CharField(label="名称", max_length=60)
    parent = forms.ModelChoiceField(
        label="上级区划", queryset=Region.objects.all(), required=False, empty_label="（没有）"
    )


class RegionList(ScopedList):
    """The regions of the county."""

    code = "regions"
    heading = "行政区划"
    roles = OFFICE_AND_IT
    columns = (
        Column("code", "代码", sort="code"),
        Column("name", "名称", kind="long"),
        Column("parent", "上级", "parent.name"),
        Column("valid_from", "启用", kind="date"),
        Column("valid_until", "停用", kind="date"),
    )
    search_fields = ("name__icontains", "code__startswith")
    search_label = "按名称或代码查找"
    order = "code"
    empty_heading = "还没有区划"
    empty_explain = "安装时登记本县，再在这里登记乡镇（街道）。"

    def get_queryset(self) -> QuerySet[Any]:
        return Region.objects.select_related("parent")

    def buttons(self) -> list[Tab]:
        return [Tab("登记区划", reverse("workbench:region-new"), active=True)]


class RegionNewView(StaffView):
    """Register a region."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, RegionForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RegionForm(request.POST)
        if form.is_valid():
            try:
                region = create_region(by=self.actor(*ADMINS), at=self.now, **form.cleaned_data)
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                messages.success(request, f"已登记{region.name}。")
                return redirect("workbench:regions")
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: RegionForm) -> HttpResponse:
        context = {
            "heading": "登记区划",
            "form": form,
            "effect": "登记后可作为单位的所在区划。",
            "button": "登记",
            "crumbs": [("行政区划", reverse("workbench:regions")), ("登记区划", "")],
        }
        return render(request, "workbench/form.html", context)
