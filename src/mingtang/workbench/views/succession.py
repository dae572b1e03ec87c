"""The end of a unit: merger, renaming or splitting, and what goes on where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Succession, Unit
from mingtang.orgs.roles import Role
from mingtang.orgs.succession import rename_unit, succeed
from mingtang.register.models import Entry
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse

from .units import day_field

STAFF = [
    ("", "按方式：更名、并入的随转，拆分的不转"),
    ("yes", "全部随转到承接单位"),
    ("no", "都不随转，另行授予"),
]
_RENAMED = Succession.Kind.RENAMED


class SuccessionForm(forms.Form):
    """Merger, renaming or splitting, with the bodies that go on.

    A renaming needs the new name only: the credit code and everything else stay.
    """

    kind = forms.ChoiceField(
        label="方式", choices=Succession.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="新名称（更名）",
        max_length=100,
        required=False,
        help_text="更名的填写；统一社会信用代码、索引号、下级单位和联系方式不变。",
    )
    short_name = forms.CharField(label="新简称（更名）", max_length=40, required=False)
    doc_prefix = forms.CharField(
        label="新机关代字（更名）",
        max_length=20,
        required=False,
        help_text="发文字号中的机关代字；不填则沿用。",
    )
    main = forms.ModelChoiceField(
        label="承接单位（并入、拆分）",
        queryset=Unit.objects.none(),
        required=False,
        help_text="在办事项和目录条目都转到这个单位，已有的索引号不变。",
    )
    others = forms.ModelMultipleChoiceField(
        label="其他承接单位（拆分）",
        queryset=Unit.objects.none(),
        required=False,
        help_text="拆分时选；按住 Ctrl 可多选。",
    )
    staff = forms.ChoiceField(
        label="工作人员的角色", choices=STAFF, required=False, widget=forms.RadioSelect
    )
    on = day_field("生效日期")
    document = forms.CharField(label="依据文件", max_length=200, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.living().exclude(pk=unit.pk)
        self.fields["main"].queryset = rows  # type: ignore[attr-defined]
        self.fields["others"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind, main = data.get("kind"), data.get("main")
        others = [unit for unit in data.get("others") or [] if unit != main]
        data["others"] = others
        if kind == _RENAMED:
            if not data.get("name"):
                self.add_error("name", "更名请填写新名称。")
            if not data.get("short_name"):
                self.add_error("short_name", "更名请填写新简称。")
            if main or others:
                self.add_error("main", "更名后仍是同一单位，不选承接单位；换了单位的请办并入。")
        elif kind and "main" not in self.errors and main is None:
            self.add_error("main", "请选择承接单位。")
        if kind == Succession.Kind.SPLIT and not others:
            self.add_error("others", "拆分至少有两个承接单位。")
        if kind == Succession.Kind.MERGED and others:
            self.add_error("others", "并入只有一个承接单位。")
        return data


class SuccessionView(StaffView):
    """End a unit and hand its work on; the office's act, since roles move with it."""

    roles = frozenset({Role.DISCLOSURE_OFFICE})

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = get_object_or_404(Unit, pk=pk)
        return self._page(request, unit, SuccessionForm(unit=unit, initial={"on": self.today}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = get_object_or_404(Unit, pk=pk)
        form = SuccessionForm(request.POST, unit=unit)
        if form.is_valid():
            try:
                heir = self._carry_out(
                    unit, form.cleaned_data, by=self.actor(Role.DISCLOSURE_OFFICE)
                )
            except (RuleViolation, ValidationError) as fault:
                refuse(form, fault)
            else:
                messages.success(request, f"{unit.name}的在办事项和目录已转到{heir.name}。")
                return redirect("workbench:unit", pk=heir.pk)
        return self._page(request, get_object_or_404(Unit, pk=pk), form)

    def _carry_out(self, unit: Unit, data: dict[str, Any], *, by: Actor) -> Unit:
        """Rename or hand on; returns the unit that goes on with the work."""
        staff = {"yes": True, "no": False}.get(data["staff"])
        shared = {"on": data["on"], "document": data["document"], "by": by, "at": self.now}
        if data["kind"] == _RENAMED:
            changes = {"doc_prefix": data["doc_prefix"]} if data["doc_prefix"] else {}
            return rename_unit(
                unit,
                name=data["name"],
                short_name=data["short_name"],
                move_staff=staff is not False,
                **shared,
                **changes,
            )
        successors: list[Unit] = [data["main"], *data["others"]]
        succeed(unit, successors=successors, kind=data["kind"], move_staff=staff, **shared)
        return successors[0]

    def _page(self, request: HttpRequest, unit: Unit, form: SuccessionForm) -> HttpResponse:
        running = Duty.objects.running().filter(unit=unit).count()
        entries = Entry.objects.filter(unit=unit).count()
        staff = unit.grants.in_force_on(self.today).count()
        context = {
            "heading": f"{unit.name}：并入、更名或拆分",
            "form": form,
            "effect": f"{unit.name}自生效日起撤销；{running} 项在办时限和 {entries} 条目录"
            "随即转到承接单位（更名的转到新名称的单位），期限和索引号不变，旧页面注明由谁承接；"
            f"{staff} 项在任角色按上面所选办理。撤销后不能恢复。",
            "basis": "国办公开办函〔2019〕14号",
            "why_not": "该单位已经撤销。" if unit.ended_on else "",
            "button": "办理承接",
            "danger": True,
            "crumbs": [
                ("单位", reverse("workbench:units")),
                (unit.name, reverse("workbench:unit", args=[unit.pk])),
                ("承接", ""),
            ],
        }
        return render(request, "workbench/form.html", context)
