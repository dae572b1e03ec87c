"""The journal for those who oversee, and the check of its chain."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.journal.models import Entry
from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.workbench.access import OVERSEERS, StaffView
from mingtang.workbench.act_names import GROUPS, act_name, acts_of
from mingtang.workbench.checks import ask_for_chain_check
from mingtang.workbench.detail_names import in_words
from mingtang.workbench.history import who
from mingtang.workbench.lists import Column, ListFilters, ScopedList, unit_filter
from mingtang.workbench.lists.filters import day_range
from mingtang.workbench.models import CheckRun

READERS = OVERSEERS | {Role.IT}
SYSTEM_GROUPS = ("unit", "region", "staff", "calendar", "account")


def readable(access: Access) -> QuerySet[Entry]:
    """The entries that a reader may see: all for overseers, those of the system for IT."""
    if access.sees_all_units:
        return Entry.objects.all()
    if not access.has(Role.IT):
        return Entry.objects.none()
    return Entry.objects.filter(act__in=acts_of(*SYSTEM_GROUPS))


class JournalFilters(ListFilters):
    """By kind of act, unit, person and time."""

    group = django_filters.ChoiceFilter(
        label="事项", choices=lambda: list(GROUPS.items()), method="of_group", empty_label="全部"
    )
    unit = unit_filter(method="of_unit")
    person = django_filters.CharFilter(field_name="actor_name", label="办理人", lookup_expr="exact")
    since, until = day_range("at", "时间")

    class Meta:
        model = Entry
        fields: list[str] = []

    def of_group(self, rows: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return rows.filter(act__in=acts_of(value))

    def of_unit(self, rows: QuerySet[Entry], name: str, value: Unit) -> QuerySet[Entry]:
        return rows.filter(unit_id=value.pk)


class JournalList(ScopedList):
    """Every act, newest first."""

    code = "journal"
    heading = "日志"
    explain = "每一项办理都在这里留下一条，前后相扣，不能改也不能删。"
    roles = READERS
    columns = (
        Column("seq", "序号", kind="number", sort="seq"),
        Column("at", "时间", kind="time"),
        Column("act", "办理", lambda entry: act_name(entry.act)),
        Column("subject", "对象", "subject_label", kind="long", opens=True),
        Column("who", "办理人", who, kind="wrap"),
        Column("basis", "依据", "basis", shown=False),
        Column("reason", "理由", "reason", kind="long"),
    )
    filters = JournalFilters
    search_fields = ("subject_label__icontains",)
    search_label = "按对象名称查找"
    order = "-seq"
    empty_heading = "还没有记录"
    empty_explain = "任何人办理任何事项后，这里会多一条。"

    def get_queryset(self) -> QuerySet[Any]:
        return readable(self.access)

    def row_url(self, row: Any) -> str:
        return reverse("workbench:journal-entry", args=[row.seq])


class JournalEntryView(StaffView):
    """One entry with everything that its hash covers."""

    roles = READERS

    def get(self, request: HttpRequest, seq: int) -> HttpResponse:
        entry = get_object_or_404(readable(self.access), pk=seq)
        notes, written = in_words(entry.detail)
        context = {
            "entry": entry,
            "act": act_name(entry.act),
            "who": who(entry),
            "notes": notes,
            "written": written,
            "crumbs": [("日志", reverse("workbench:journal")), (f"第 {entry.seq} 条", "")],
        }
        return render(request, "workbench/journal_entry.html", context)


class ChecksView(StaffView):
    """How periodic work went, and the check of the journal's chain on demand."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"runs": CheckRun.objects.all(), "entries": Entry.objects.count()}
        return render(request, "workbench/checks.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for a check of the chain; the next periodic run makes it."""
        ask_for_chain_check(self.now)
        messages.success(request, "已申请核对日志：通常一分钟内开始，结果记在下表。")
        return redirect("workbench:checks")
