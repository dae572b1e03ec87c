"""Duties: the lists by right, and one duty with its clock."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from mingtang.duties.clocks import clock_of, explanation_of
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.duties.services import assign
from mingtang.orgs.models import Account
from mingtang.orgs.roles import COUNTY_WIDE, Role
from mingtang.workbench.access import BUSINESS, StaffView
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab, due_of, unit_filter
from mingtang.workbench.lists.filters import date_range
from mingtang.workbench.rules import rule_choices, rule_name

ASSIGNERS = (Role.LEADER, Role.CLERK, Role.DISCLOSURE_OFFICE)


class DutyFilters(ListFilters):
    """The filters of a list of duties."""

    status = django_filters.ChoiceFilter(
        label="状态", choices=Duty.Status.choices, empty_label="全部"
    )
    card = django_filters.ChoiceFilter(label="牌", choices=Duty.Card.choices, empty_label="全部")
    rule = django_filters.ChoiceFilter(label="时限", choices=rule_choices, empty_label="全部时限")
    unit = unit_filter()
    when = django_filters.ChoiceFilter(
        label="紧急",
        choices=[("late", "已经逾期"), ("today", "今天到期")],
        method="of_when",
        empty_label="全部",
    )
    due_from, due_to = date_range("due_on", "到期日")

    class Meta:
        model = Duty
        fields: list[str] = []

    def of_when(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Running clocks only: a stopped one is neither late nor due."""
        today = timezone.localdate()
        running = rows.filter(status=Duty.Status.OPEN, stopped=False)
        return running.filter(**({"due_on__lt": today} if value == "late" else {"due_on": today}))


class DutyList(ScopedList):
    """All duties by right, those of the person's units, or the person's own."""

    code = "duties"
    heading = "时限"
    roles = BUSINESS
    columns = (
        Column("due", "期限", kind="due", sort="due_on"),
        Column("label", "事项", "subject_label", kind="long", opens=True),
        Column("rule", "时限", lambda duty: rule_name(duty.rule), kind="wrap"),
        Column("unit", "单位", "unit.short_name"),
        Column("assignee", "经办人", "assignee.name"),
        Column("due_on", "到期日", kind="date"),
        Column("status", "状态", "get_status_display"),
    )
    filters = DutyFilters
    search_fields = ("subject_label__icontains",)
    search_label = "按事项名称查找"
    order = "due"
    first_filters = {"status": Duty.Status.OPEN}
    empty_heading = "现在没有在办的期限"
    empty_explain = "文件成文、收到纠错后，期限按规定自动开始计算，并列在这里，不用手填。"

    def get_queryset(self) -> QuerySet[Any]:
        rows = Duty.objects.visible_to(self.access).select_related("unit", "assignee")
        match self.kwargs.get("scope", "all"):
            case "mine":
                return rows.mine(self.access.account_id)
            case "unit":
                return rows.filter(unit_id__in=self.access.unit_ids)
            case _:
                return rows

    def row_url(self, row: Any) -> str:
        return reverse("workbench:duty", args=[row.pk])

    def prepare(self, rows: list[Any]) -> None:
        calendar = current_calendar()
        for duty in rows:
            duty.due = due_of(duty, today=self.today, calendar=calendar)

    def tabs(self) -> list[Tab]:
        now = self.kwargs.get("scope", "all")
        choices = [("mine", "我经办的", "workbench:duties-mine")]
        if self.access.sees_all_units:
            choices += [("unit", "本单位", "workbench:duties-unit")]
            choices += [("all", "全部单位", "workbench:duties")]
        else:
            choices += [("all", "本单位", "workbench:duties")]
        return [Tab(label, reverse(name), scope == now) for scope, label, name in choices]


class AssignForm(forms.Form):
    """Who takes the duty on: somebody with a role at its unit, or the unit as a whole."""

    person = forms.ModelChoiceField(
        label="经办人", queryset=Account.objects.none(), required=False, empty_label="交回单位"
    )

    def __init__(self, *args: Any, people: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DutyView(StaffView):
    """One duty: its strip, how the date came about, what happened, who does it."""

    roles = BUSINESS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        duty = self._duty(pk)
        return self._page(request, duty, self._form(duty))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the duty to a person of its unit."""
        duty = self._duty(pk)
        refusal = self._refusal(duty)
        form = self._form(duty, request.POST)
        if refusal:
            messages.error(request, refusal)
        elif form.is_valid():
            person = form.cleaned_data["person"]
            if person != duty.assignee:
                actor = self.actor(*self._roles_here(duty), unit_id=duty.unit_id)
                assign(duty, to=person, by=actor, at=self.now)
                done = f"已交给{person.name}办理。" if person else "已交回单位，尚未指定经办人。"
                messages.success(request, done)
            return redirect("workbench:duty", pk=duty.pk)
        return self._page(request, duty, form)

    def _duty(self, pk: int) -> Duty:
        return self.scoped(Duty.objects.select_related("unit", "assignee"), pk=pk)

    def _roles_here(self, duty: Duty) -> list[str]:
        """The assigning roles that this person holds for the duty's very unit."""
        return [
            held.role
            for held in self.access.held
            if held.role in ASSIGNERS and (held.role in COUNTY_WIDE or held.unit_id == duty.unit_id)
        ]

    def _refusal(self, duty: Duty) -> str:
        if duty.status != Duty.Status.OPEN:
            return "此项职责已经了结，不能再指派经办人。"
        if not self._roles_here(duty):
            return f"经办人由{duty.unit.name}的信息员、负责人或政务公开办指派。"
        return ""

    def _form(self, duty: Duty, data: Any = None) -> AssignForm:
        people = (
            Account.objects.filter(
                is_active=True,
                pk__in=duty.unit.grants.in_force_on(self.today).values("account_id"),
            )
            .order_by("name")
            .distinct()
        )
        return AssignForm(data, people=people, initial={"person": duty.assignee_id})

    def _page(self, request: HttpRequest, duty: Duty, form: AssignForm) -> HttpResponse:
        explanation = explanation_of(duty, today=self.today)
        context = {
            "duty": duty,
            "due": due_of(duty, today=self.today, calendar=current_calendar()),
            "law": explanation.clock.rule,
            "explanation": explanation,
            "clock": clock_of(duty, today=self.today),
            "events": duty.events.all(),
            "cards": duty.cards.all(),
            "history": history_of((duty.subject_type, duty.subject_id), ("duties.duty", duty.pk)),
            "form": form,
            "refusal": self._refusal(duty),
            "today": self.today,
            "crumbs": [("时限", reverse("workbench:duties")), (duty.subject_label, "")],
        }
        return render(request, "workbench/duty.html", context)
