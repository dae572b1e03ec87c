"""The list of documents and the ledger of confidentiality reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure.models import ConfidentialityReview, Document
from mingtang.disclosure.queries import (
    SUBJECT,
    held_up,
    not_returned,
    returned,
    to_review_afterwards,
    waiting_for_any,
)
from mingtang.disclosure.services.clock import awaited
from mingtang.disclosure.stalled import stalled
from mingtang.disclosure.states import State
from mingtang.orgs.roles import Role
from mingtang.register.genres import SUBJECT_CHOICES, Attribute, Genre, Validity
from mingtang.register.models import Entry
from mingtang.workbench.access import BUSINESS
from mingtang.workbench.lists import (
    Column,
    ListFilters,
    ScopedList,
    Tab,
    attach_dues,
    unit_filter,
)
from mingtang.workbench.lists.filters import date_range

STATE_LEVELS = {
    State.PUBLISHED: "ok",
    State.SCHEDULED: "ok",
    State.WITHDRAWN: "stop",
    State.DISCARDED: "dashed",
    State.KEPT: "dashed",
    State.REFERRED: "warn",
}


def _yes(label: str, method: str) -> Any:
    return django_filters.ChoiceFilter(
        label=label, method=method, choices=[("true", "是")], empty_label="不限"
    )


class DocumentFilters(ListFilters):
    """State, genre, unit, year of making, subject, validity, mine, waiting for me."""

    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部")
    genre = django_filters.ChoiceFilter(label="体裁", choices=Genre.choices, empty_label="全部")
    unit = unit_filter()
    year = django_filters.NumberFilter(
        label="成文年份", method="made_in", min_value=1949, max_value=2099
    )
    subject_class = django_filters.ChoiceFilter(
        label="主题", choices=SUBJECT_CHOICES, empty_label="全部"
    )
    validity = django_filters.ChoiceFilter(
        label="有效性", choices=Validity.choices, empty_label="全部"
    )
    mine = _yes("我起草的", "by_me")
    waiting = _yes("等我办的", "for_me")
    returned = django_filters.ChoiceFilter(
        label="被退回的",
        method="sent_back",
        choices=[("true", "是"), ("false", "否")],
        empty_label="不限",
    )
    held_up = _yes("检查待处理的", "stopped")
    afterwards = _yes("待事后补审的", "unreviewed")
    stalled = _yes("定时发布未成功的", "late")

    class Meta:
        model = Document
        fields: list[str] = []

    def made_in(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        year = int(value)
        return rows.filter(made_on__gte=date(year, 1, 1), made_on__lte=date(year, 12, 31))

    def by_me(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(created_by_id=self.request.access.account_id)

    def for_me(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(waiting_for_any(self.request.access))

    def sent_back(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return returned(rows) if value == "true" else not_returned(rows)

    def stopped(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return held_up(rows)

    def unreviewed(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return to_review_afterwards(rows)

    def late(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return stalled(rows, timezone.now())


class DocumentList(ScopedList):
    """Documents of the units that the person may see."""

    roles = BUSINESS
    code = "documents"
    heading = "文件"
    columns = (
        Column("due", "期限", kind="due"),
        Column("title", "标题", kind="long", sort="title", opens=True, note="doc_number"),
        Column("unit", "单位", source="unit.short_name", sort="unit__order"),
        Column(
            "state",
            "状态",
            source=lambda row: (row.state, row.get_state_display()),
            kind="badge",
            sort="state",
            levels={str(state): level for state, level in STATE_LEVELS.items()},
        ),
        Column("genre", "体裁", source="get_genre_display", sort="genre", shown=False),
        Column("doc_number", "发文字号", shown=False),
        Column("made_on", "成文日期", kind="date", sort="made_on"),
        Column(
            "updated_at",
            "最近变动",
            source=lambda row: timezone.localdate(row.updated_at),
            kind="date",
            sort="updated_at",
        ),
    )
    filters = DocumentFilters
    search_fields = ("title__icontains", "doc_number__icontains")
    search_label = "搜标题、发文字号、索引号"
    order = "-updated_at"
    empty_heading = "还没有文件"
    empty_explain = "信息员起草或导入的文件会列在这里。"

    def get_queryset(self) -> QuerySet[Document]:
        rows = Document.objects.visible_to(self.access)
        return rows.select_related("unit").defer("body_html")

    def searched(self, text: str) -> Q:
        found = super().searched(text)
        if text.isascii():  # as index numbers are
            numbered = Entry.objects.filter(index_number__icontains=text)
            found |= Q(entry__in=numbered.values("pk"))
        return found

    def row_url(self, row: Document) -> str:
        return row.get_absolute_url()

    def prepare(self, rows: list[Any]) -> None:
        attach_dues(rows, SUBJECT, today=self.today, ended=("已按期公开", "逾期公开"))
        for row in rows:
            if row.due is None:
                row.due = awaited(row) or None

    def tabs(self) -> list[Tab]:
        here = reverse("disclosure:documents")
        query = self.request.GET
        choices = (
            ("全部", ""),
            ("等我办的", "waiting=true"),
            ("草稿", f"state={State.DRAFT}"),
            ("已发布", f"state={State.PUBLISHED}"),
        )
        now = "&".join(f"{name}={query[name]}" for name in ("waiting", "state") if query.get(name))
        return [
            Tab(label, f"{here}?{wanted}" if wanted else here, now == wanted)
            for label, wanted in choices
        ]

    def buttons(self) -> list[Tab]:
        found = []
        if self.access.has(Role.DISCLOSURE_OFFICE):
            found.append(Tab("成批发布", reverse("disclosure:release")))
        if self.access.has(Role.CLERK) or self.access.has(Role.DISCLOSURE_OFFICE):
            found.append(Tab("导入文件", reverse("disclosure:import-new")))
            found.append(Tab("起草文件", reverse("disclosure:document-new"), active=True))
        return found


class LedgerFilters(ListFilters):
    finding = django_filters.ChoiceFilter(
        label="结论", choices=ConfidentialityReview.Finding.choices, empty_label="全部"
    )
    unit = unit_filter()
    since, until = date_range("reviewed_on", "审查日期")

    class Meta:
        model = ConfidentialityReview
        fields: list[str] = []


class SecrecyLedger(ScopedList):
    """The ledger 保密审查登记, item by item (保守国家秘密法实施条例 2024 art. 42)."""

    roles = BUSINESS
    code = "secrecy"
    heading = "保密审查台账"
    explain = "公开前逐件审查、逐件登记（保守国家秘密法实施条例第四十二条）。"
    columns = (
        Column("reviewed_on", "审查日期", kind="date", sort="reviewed_on"),
        Column("title", "信息名称", kind="long", sort="title", opens=True),
        Column("summary", "内容摘要", kind="long", shown=False),
        Column("unit", "单位", source="unit.name", kind="wrap", sort="unit__order"),
        Column(
            "attribute",
            "拟公开方式",
            source=lambda row: Attribute(row.attribute).label,
            kind="wrap",
        ),
        Column(
            "finding",
            "审查结论",
            source=lambda row: (row.finding, row.get_finding_display().partition("，")[0]),
            kind="badge",
            levels={"pass": "ok", "refer": "warn", "refuse": "stop"},
            sort="finding",
        ),
        Column("opinion", "意见和依据", kind="long"),
        Column("referred_to", "提请单位", kind="wrap"),
        Column("reviewer_name", "审查人", sort="reviewer_name"),
        Column("entry_seq", "存证编号", kind="number", shown=False),
    )
    filters = LedgerFilters
    search_fields = ("title__icontains", "reviewer_name__icontains")
    search_label = "搜信息名称、审查人"
    order = "-reviewed_on"
    empty_heading = "还没有审查记录"
    empty_explain = "保密审查员每审一件，这里就多一行。"

    def get_queryset(self) -> QuerySet[ConfidentialityReview]:
        rows = ConfidentialityReview.objects.visible_to(self.access)
        return rows.select_related("unit", "document")

    def row_url(self, row: ConfidentialityReview) -> str:
        return row.document.get_absolute_url()
