"""Consultations that are out, and the ledger of reviews and suits."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from mingtang.foi.desk.choosing import READERS
from mingtang.foi.models import Challenge, Consultation
from mingtang.foi.states import ChallengeKind, ChallengeResult, Consulted, Progress
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab, unit_filter
from mingtang.workbench.lists.filters import date_range

PROGRESS = {Progress.ANSWERED: "ok", Progress.LAPSED: "warn", Progress.CANCELLED: "dashed"}
RESULTS = {
    ChallengeResult.UPHELD: "ok",
    ChallengeResult.CORRECTED: "stop",
    ChallengeResult.OTHER: "dashed",
}


class ConsultationFilters(ListFilters):
    progress = django_filters.ChoiceFilter(
        label="进展", choices=Progress.choices, empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="征求对象", choices=Consulted.choices, empty_label="全部"
    )
    unit = unit_filter("request__unit")
    since, until = date_range("sent_on", "发出日期")

    class Meta:
        model = Consultation
        fields: list[str] = []


class Consultations(ScopedList):
    """Third parties and agencies that were asked, those that wait first."""

    roles = READERS
    code = "consultations"
    heading = "征求意见"
    explain = "征求意见的时间不计入答复期限（条例第三十三条第三款）。"
    columns = (
        Column("last_on", "期满之日", kind="date", sort="last_on"),
        Column("party", "征求对象", kind="wrap", opens=True, note="get_kind_display"),
        Column("kind", "类别", source="get_kind_display", shown=False),
        Column("number", "申请编号", source="request.number", shown=False),
        Column(
            "subject",
            "所需信息",
            source="request.subject",
            kind="long",
            note="request.number",
        ),
        Column("unit", "单位", source="request.unit.short_name"),
        Column("sent_on", "发出", kind="date", sort="sent_on"),
        Column("received_on", "对方收到", kind="date"),
        Column(
            "progress",
            "进展",
            source=lambda row: (row.progress, row.get_progress_display()),
            kind="badge",
            levels={str(key): level for key, level in PROGRESS.items()},
        ),
        Column("opinion", "意见", source="get_opinion_display"),
        Column("ended_on", "恢复计算", kind="date", shown=False),
    )
    filters = ConsultationFilters
    search_fields = ("request__number__icontains", "request__subject__icontains")
    search_label = "搜申请编号、所需信息的名称"
    order = "last_on"
    first_filters = {"progress": Progress.OPEN}
    empty_heading = "没有等待答复的征求意见"
    empty_explain = "向第三方、共同制作机关或者其他机关征求意见后，列在这里。"

    def get_queryset(self) -> QuerySet[Consultation]:
        rows = Consultation.objects.visible_to(self.access)
        return rows.select_related("request__unit").defer("request__description", "about")

    def row_url(self, row: Consultation) -> str:
        return f"{row.request.get_absolute_url()}#procedures"

    def tabs(self) -> list[Tab]:
        here, now = self.request.path, self.request.GET.get("progress")
        return [
            Tab("等待答复", here, now in (None, Progress.OPEN)),
            Tab("全部", f"{here}?progress=", now == ""),
        ]


class ChallengeFilters(ListFilters):
    kind = django_filters.ChoiceFilter(
        label="类别", choices=ChallengeKind.choices, empty_label="全部"
    )
    result = django_filters.ChoiceFilter(
        label="结果",
        method="with_result",
        choices=[("none", "尚未审结"), *[each for each in ChallengeResult.choices if each[0]]],
        empty_label="全部",
    )
    unit = unit_filter("request__unit")
    since, until = date_range("filed_on", "申请或者起诉日期")
    decided_since, decided_until = date_range("decided_on", "审结日期")

    class Meta:
        model = Challenge
        fields: list[str] = []

    def with_result(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(result="" if value == "none" else value)


class Challenges(ScopedList):
    """The ledger of reviews and suits, as table 4 of the annual report counts them."""

    roles = READERS
    code = "challenges"
    heading = "复议诉讼台账"
    explain = "年度报告表四按这里的类别、结果统计。"
    columns = (
        Column("filed_on", "申请或起诉", kind="date", sort="filed_on"),
        Column("kind", "类别", source="get_kind_display", sort="kind"),
        Column("number", "申请编号", source="request.number", shown=False),
        Column(
            "subject",
            "所需信息",
            source="request.subject",
            kind="long",
            opens=True,
            note="request.number",
        ),
        Column("unit", "单位", source="request.unit.short_name"),
        Column("body", "复议机关或法院", kind="wrap", note="case_number"),
        Column("case_number", "案号", shown=False),
        Column("accepted_on", "受理", kind="date", shown=False),
        Column("answered_on", "提交答复", kind="date", shown=False),
        Column("heard_on", "听证或开庭", kind="date", shown=False),
        Column("decided_on", "审结", kind="date", sort="decided_on"),
        Column(
            "result",
            "结果",
            source=lambda row: (row.result, row.get_result_display()),
            kind="badge",
            levels={str(key): level for key, level in RESULTS.items()},
        ),
        Column("orders_anew", "责令重新答复", kind="yesno"),
        Column("reopened_on", "重新办理", kind="date", shown=False),
    )
    filters = ChallengeFilters
    search_fields = (
        "request__number__icontains",
        "request__subject__icontains",
        "case_number__icontains",
        "body__icontains",
    )
    search_label = "搜申请编号、案号、机关"
    order = "-filed_on"
    empty_heading = "没有复议和诉讼"
    empty_explain = "收到复议申请副本或者起诉状后，在申请的页面上登记。"

    def get_queryset(self) -> QuerySet[Challenge]:
        rows = Challenge.objects.visible_to(self.access)
        return rows.select_related("request__unit").defer("request__description")

    def row_url(self, row: Challenge) -> str:
        return reverse("foi:challenge", args=[row.pk])
