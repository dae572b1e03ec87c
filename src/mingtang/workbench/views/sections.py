"""The columns of the portal: the tree, a new one, changes, closing and opening again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.orgs.roles import Role
from mingtang.register.models import Entry, Section
from mingtang.register.services import (
    change_section,
    close_section,
    create_section,
    delete_section,
    reopen_section,
)
from mingtang.register.services.sections import BASIS, in_use
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of

from .units import day_field

EDITORS = frozenset({Role.DISCLOSURE_OFFICE})
COLUMN_TYPES = ("概况信息", "机构职能", "政策文件", "政策解读", "工作动态", "公示公告", "统计信息")


@dataclass(frozen=True, slots=True)
class Line:
    """A column in the tree: how much lies in it (by home) and when the last came."""

    section: Section
    below: bool
    count: int
    last: Any


class SectionList(StaffView):
    """All columns as a tree of two levels, in their order."""

    roles = EDITORS

    def get(self, request: HttpRequest) -> HttpResponse:
        tallies = {
            home: (count, last)
            for home, count, last in Entry.objects.public()
            .order_by()
            .values_list("home_id")
            .annotate(count=Count("pk"), last=Max("published_on"))
        }
        rows = list(Section.objects.all())
        lines = []
        for top in (row for row in rows if row.parent_id is None):
            for row in (top, *(each for each in rows if each.parent_id == top.pk)):
                lines.append(Line(row, row is not top, *tallies.get(row.pk, (0, None))))
        return render(request, "workbench/sections.html", {"lines": lines})


class SectionForm(forms.Form):
    """A column; the address can be chosen once only."""

    name = forms.CharField(label="栏目名称", max_length=60)
    slug = forms.SlugField(
        label="栏目地址",
        max_length=40,
        help_text="小写字母、数字和连字符，如 zcjd；建好后不再改，别人收藏的网址一直有效。",
    )
    description = forms.CharField(
        label="栏目说明", max_length=200, help_text="一句话说清放什么，显示在栏目名下面。"
    )
    column_type = forms.CharField(
        label="栏目类别",
        max_length=40,
        help_text=f"网页标签 ColumnType 的值，如{'、'.join(COLUMN_TYPES)}。",
    )
    parent = forms.ModelChoiceField(
        label="上级栏目",
        queryset=Section.objects.none(),
        required=False,
        empty_label="没有，是一级栏目",
    )
    order = forms.IntegerField(
        label="排序", min_value=0, max_value=9999, initial=100, help_text="小的在前。"
    )
    renew_within_days = forms.IntegerField(
        label="更新期限（日）",
        min_value=0,
        max_value=3660,
        initial=0,
        help_text="超过这么多天没有新内容就算逾期；0 表示不限。",
    )

    def __init__(self, *args: Any, section: Section | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = Section.objects.filter(parent__isnull=True)
        now = section.parent_id if section else None
        tops = tops.filter(Q(closed_on__isnull=True) | Q(pk=now))
        if section is not None:
            del self.fields["slug"]
            tops = tops.exclude(pk=section.pk)
        self.fields["parent"].queryset = tops  # type: ignore[attr-defined]


class SectionView(StaffView):
    """A new column, or one there is."""

    roles = EDITORS

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        section = get_object_or_404(Section, pk=pk) if pk else None
        start = {name: getattr(section, name) for name in _NAMES} if section else None
        return self._page(request, section, SectionForm(initial=start, section=section))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        section = get_object_or_404(Section, pk=pk) if pk else None
        form = SectionForm(request.POST, section=section)
        if form.is_valid():
            actor = self.actor(Role.DISCLOSURE_OFFICE)
            try:
                if section is None:
                    section = create_section(by=actor, at=self.now, **form.cleaned_data)
                else:
                    change_section(section, by=actor, at=self.now, **form.cleaned_data)
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                messages.success(request, f"栏目“{form.cleaned_data['name']}”已保存。")
                return redirect("workbench:sections")
        return self._page(request, section, form)

    def _page(
        self, request: HttpRequest, section: Section | None, form: SectionForm
    ) -> HttpResponse:
        heading = f"栏目：{section.name}" if section else "新建栏目"
        context = {
            "heading": heading,
            "section": section,
            "form": form,
            "effect": "门户上立即按新的名称和次序显示，网址不变。改动记入日志。",
            "basis": BASIS,
            "button": "保存",
            "history": history_of(("register.section", section.pk)) if section else None,
            "crumbs": [("栏目", reverse("workbench:sections")), (heading, "")],
        }
        return render(request, "workbench/section.html", context)


_NAMES = ("name", "description", "column_type", "parent", "order", "renew_within_days")


class ClosingForm(forms.Form):
    """From when, and why."""

    on = day_field("停止更新日期")
    reason = forms.CharField(
        label="原因", max_length=200, help_text="如“职能划转，内容并入‘社会救助’栏目”。"
    )


class ClosingView(StaffView):
    """Close a column, open it again, or remove one that was never used."""

    roles = EDITORS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ClosingForm(initial={"on": self.today})
        return self._page(request, get_object_or_404(Section, pk=pk), form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = get_object_or_404(Section, pk=pk)
        form = ClosingForm(request.POST)
        act = request.POST.get("act", "close")
        if act == "close" and not form.is_valid():
            return self._page(request, section, form)
        actor = self.actor(Role.DISCLOSURE_OFFICE)
        try:
            if act == "delete":
                delete_section(section, by=actor, at=self.now)
                done = f"栏目“{section.name}”已删除。"
            elif act == "reopen":
                reopen_section(section, by=actor, at=self.now)
                done = f"栏目“{section.name}”已恢复更新。"
            else:
                close_section(section, by=actor, at=self.now, **form.cleaned_data)
                done = f"栏目“{section.name}”已停止更新，原有内容照常可查。"
        except RuleViolation as violation:
            if act != "close":
                messages.error(request, violation.text)
                return redirect("workbench:section-closing", pk=pk)
            refuse(form, violation)
            return self._page(request, section, form)
        messages.success(request, done)
        return redirect("workbench:sections")

    def _page(self, request: HttpRequest, section: Section, form: ClosingForm) -> HttpResponse:
        context = {
            "section": section,
            "form": form,
            "used": in_use(section),
            "basis": BASIS,
            "crumbs": [
                ("栏目", reverse("workbench:sections")),
                (section.name, reverse("workbench:section", args=[section.pk])),
                ("停止更新", ""),
            ],
        }
        return render(request, "workbench/section_closing.html", context)
