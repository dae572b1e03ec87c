"""Supervision: how units do, and the cards they were given."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mingtang.duties.models import CardGiven, Duty
from mingtang.orgs.roles import Role
from mingtang.workbench.access import OVERSEERS, StaffView
from mingtang.workbench.lists import Column, ListFilters, ScopedList, unit_filter
from mingtang.workbench.lists.filters import date_range
from mingtang.workbench.queries import board_rows
from mingtang.workbench.rules import rule_name

WATCHERS = OVERSEERS | {Role.LEADER}
CARD_LEVELS = {Duty.Card.YELLOW.value: "warn", Duty.Card.RED.value: "full"}


class PeriodForm(forms.Form):
    """From and to, both days included."""

    since = forms.DateField(label="自", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "止期不能早于起期。")
        return data


class WatchView(StaffView):
    """The fair board of a period (this year at first)."""

    roles = WATCHERS

    def get(self, request: HttpRequest) -> HttpResponse:
        start = {"since": date(self.today.year, 1, 1).isoformat(), "until": self.today.isoformat()}
        form = PeriodForm(request.GET if "since" in request.GET else start)
        rows: list[dict[str, Any]] = []
        period = ""
        if form.is_valid():
            since, until = form.cleaned_data["since"], form.cleaned_data["until"]
            period = f"{since} 至 {until}"
            rows = board_rows(self.access, since=since, until=until, today=self.today)
            for row in rows:
                row["url"] = (
                    f"{reverse('workbench:cards')}?unit={row['unit_id']}"
                    f"&since={since.isoformat()}&until={until.isoformat()}"
                )
        context = {"form": form, "rows": rows, "period": period}
        return render(request, "workbench/watch.html", context)


class CardFilters(ListFilters):
    """By unit, colour and day."""

    unit = unit_filter("duty__unit")
    colour = django_filters.ChoiceFilter(
        label="颜色",
        choices=[
            (Duty.Card.YELLOW.value, Duty.Card.YELLOW.label),
            (Duty.Card.RED.value, Duty.Card.RED.label),
        ],
        empty_label="全部",
    )
    since, until = date_range("on", "亮牌日")

    class Meta:
        model = CardGiven
        fields: list[str] = []


class CardList(ScopedList):
    """Yellow and red cards, newest first."""

    code = "cards"
    heading = "黄红牌"
    roles = WATCHERS
    columns = (
        Column(
            "colour",
            "牌",
            lambda card: (card.colour, card.get_colour_display()),
            kind="badge",
            levels=CARD_LEVELS,
        ),
        Column("on", "亮牌日", kind="date", sort="on"),
        Column("label", "事项", "duty.subject_label", kind="long", opens=True),
        Column("rule", "时限", lambda card: rule_name(card.duty.rule), kind="wrap"),
        Column("unit", "单位", "duty.unit.short_name"),
        Column("due_on", "到期日", kind="date", sort="due_on"),
        Column("status", "现在", "duty.get_status_display"),
    )
    filters = CardFilters
    search_fields = ("duty__subject_label__icontains",)
    search_label = "按事项名称查找"
    order = "-on"
    empty_heading = "没有亮过牌"
    empty_explain = "期限临近还没有办的亮黄牌，逾期的亮红牌；由定时任务每天判定，列在这里。"

    def get_queryset(self) -> QuerySet[Any]:
        rows = CardGiven.objects.select_related("duty__unit")
        if self.access.sees_all_units:
            return rows
        return rows.filter(duty__in=Duty.objects.visible_to(self.access))

    def row_url(self, row: Any) -> str:
        return reverse("workbench:duty", args=[row.duty_id])
