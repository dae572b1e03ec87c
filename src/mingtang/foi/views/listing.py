"""The lists of requests: those in hand by what is due, and all of them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from mingtang.foi.desk.blocking import attach_blocks
from mingtang.foi.desk.choosing import KEEPERS, READERS
from mingtang.foi.desk.due_order import DueOrder
from mingtang.foi.desk.queues import QUEUES
from mingtang.foi.models import Applicant, Request
from mingtang.foi.models.applicants import KINDS
from mingtang.foi.queries import SUBJECT, waiting_for_any
from mingtang.foi.states import ANSWERED, OPEN, RUNNING, Channel, State
from mingtang.orgs.models import Account, Grant, Unit
from mingtang.orgs.roles import Role
from mingtang.statute.foi.outcomes import OUTCOMES, OUTCOMES_2007, outcome
from mingtang.workbench.lists import (
    Column,
    ListFilters,
    ScopedList,
    Tab,
    attach_dues,
    unit_filter,
)
from mingtang.workbench.lists.filters import date_range
from mingtang.workbench.lists.paging import Order

LEVELS = {
    State.ANSWERED: "ok",
    State.CLOSED: "ok",
    State.ARRIVED: "warn",
    State.SUSPENDED: "stop",
    State.MERGED: "dashed",
    State.SPLIT: "dashed",
    State.MOVED: "dashed",
    State.NOT_REQUEST: "dashed",
    State.ARCHIVED: "dashed",
}
ROWS = [(each.code, f"{each.code} {each.label}") for each in (*OUTCOMES, *OUTCOMES_2007)]
ENDED = ("按期答复", "逾期答复")


def _yes(label: str, method: str) -> Any:
    return django_filters.ChoiceFilter(
        label=label, method=method, choices=[("true", "是")], empty_label="不限"
    )


def _people(request: HttpRequest | None) -> QuerySet[Account]:
    """Who is or was a clerk of the units that the person sees."""
    if request is None:
        return Account.objects.none()
    units = Unit.objects.visible_to(request.access)  # type: ignore[attr-defined]
    grants = Grant.objects.filter(role=Role.CLERK, unit__in=units)
    return Account.objects.filter(pk__in=grants.values("account_id")).order_by("name", "pk")


class _PersonFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """A person by name; ``none`` for what nobody was put in charge of."""

    def __init__(self) -> None:
        super().__init__(
            label="经办人",
            queryset=_people,
            empty_label="全部",
            null_label="未指定",
            null_value="none",
        )


class OpenFilters(ListFilters):
    """State, unit, channel, kind of applicant, why it waits, mine, waiting for me, days."""

    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[(each.value, each.label) for each in OPEN],
        empty_label="全部",
    )
    unit = unit_filter()
    channel = django_filters.ChoiceFilter(label="渠道", choices=Channel.choices, empty_label="全部")
    kind = django_filters.ChoiceFilter(
        label="申请人类型", method="of_kind", choices=KINDS, empty_label="全部"
    )
    queue = django_filters.ChoiceFilter(
        label="事由",
        method="queued",
        choices=[(code, words) for code, (words, _) in QUEUES.items()],
        empty_label="不限",
    )
    assignee = _PersonFilter()
    running = _yes("已登记、在办的", "in_hand")
    mine = _yes("我经办的", "by_me")
    waiting = _yes("等我办的", "for_me")
    since, until = date_range("arrived_on", "到达日期")

    class Meta:
        model = Request
        fields: list[str] = []

    def queued(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return QUEUES[value][1](rows, timezone.localdate())

    def of_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Asked row by row, in the order of the list: a join would begin with the applicants."""
        person = Applicant.objects.filter(pk=OuterRef("applicant_id"), kind=value)
        return rows.filter(Exists(person))

    def in_hand(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(state__in=RUNNING)

    def by_me(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(assignee_id=self.request.access.account_id)

    def for_me(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(waiting_for_any(self.request.access))


class AllFilters(OpenFilters):
    """As those of the open requests, for every state, with the result."""

    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部")
    answered = _yes("已答复的", "with_answer")
    row = django_filters.ChoiceFilter(label="答复结果", choices=ROWS, empty_label="全部")
    answered_since, answered_until = date_range("answered_on", "答复日期")

    def with_answer(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(state__in=ANSWERED)


def row_words(row: Request) -> str:
    """The result of a request as the form words it, shortened to its row."""
    if not row.row:
        return ""
    try:
        return outcome(row.row).label
    except LookupError:
        return row.row


class RequestList(ScopedList):
    """What the lists of requests have in common. No applicant is named in a list."""

    roles = READERS
    search_fields = ("number__icontains", "subject__icontains")
    search_label = "搜编号、所需信息的名称"

    def get_queryset(self) -> QuerySet[Request]:
        rows = Request.objects.visible_to(self.access)
        return rows.select_related("unit", "applicant", "assignee", "move_to").defer(
            "description", "move_reason", "confirmed_how"
        )

    def row_url(self, row: Request) -> str:
        return row.get_absolute_url()

    def prepare(self, rows: list[Any]) -> None:
        attach_dues(rows, SUBJECT, today=self.today, ended=ENDED)
        attach_blocks(rows)
        for row in rows:
            if row.due is None and row.state == State.ARRIVED:
                row.due = "登记后起算"

    def buttons(self) -> list[Tab]:
        if not self.access.roles & KEEPERS:
            return []
        return [Tab("录入申请", reverse("foi:request-new"), active=True)]

    def _tab(self, label: str, wanted: str) -> Tab:
        """A choice of this list; it is the present one when its filters are those that are set."""
        names = ("state", "running", "waiting", "queue", "answered")
        query = self.request.GET
        now = "&".join(f"{name}={query[name]}" for name in names if query.get(name))
        url = f"{self.request.path}?{wanted}" if wanted else self.request.path
        return Tab(label, url, now == wanted)


COLUMNS = (
    Column("subject", "所需信息", kind="long", opens=True, note="number"),
    Column("number", "编号", sort="number", shown=False),
    Column("unit", "单位", source="unit.short_name", sort="unit__order"),
    Column("kind", "申请人", source="applicant.get_kind_display", note="get_channel_display"),
    Column("channel", "渠道", source="get_channel_display", shown=False),
    Column(
        "state",
        "状态",
        source=lambda row: (row.state, row.get_state_display()),
        kind="badge",
        sort="state",
        levels={str(state): level for state, level in LEVELS.items()},
    ),
)


class OpenRequests(RequestList):
    """Requests that are not answered, the most pressing first."""

    code = "requests"
    heading = "在办申请"
    columns = (
        Column("due", "答复期限", kind="due", sort="arrived_on"),
        *COLUMNS,
        Column("blocked", "在等什么", kind="wrap"),
        Column("assignee", "经办人", source="assignee.name"),
        Column("arrived_on", "到达日期", kind="date", sort="arrived_on", shown=False),
        Column("receipt_on", "收到之日", kind="date", shown=False),
    )
    filters = OpenFilters
    order = "due"
    empty_heading = "没有在办的申请"
    empty_explain = "网上提交的申请会自动出现在这里；来信、当面、传真的，由信息员录入。"

    def get_queryset(self) -> QuerySet[Request]:
        return super().get_queryset().filter(state__in=OPEN)

    def tabs(self) -> list[Tab]:
        return [
            self._tab("全部在办", ""),
            self._tab("待登记", f"state={State.ARRIVED}"),
            self._tab("办理中", "running=true"),
            self._tab("待我办", "waiting=true"),
            self._tab("将到期", "queue=soon"),
        ]

    def _order(self, request: HttpRequest, model: type[Model]) -> Order:
        wanted = request.GET.get("sort", "") or self.order
        if wanted.removeprefix("-") == "due":
            return DueOrder.made(descending=wanted.startswith("-"))
        return super()._order(request, model)


class AllRequests(RequestList):
    """Every request, the newest first."""

    code = "requests-all"
    heading = "全部申请"
    columns = (
        Column("due", "答复期限", kind="due"),
        *COLUMNS,
        Column("row", "答复结果", source=row_words, kind="wrap"),
        Column("blocked", "在等什么", kind="wrap", shown=False),
        Column("arrived_on", "到达日期", kind="date", sort="arrived_on"),
        Column("receipt_on", "收到之日", kind="date", shown=False),
        Column("answered_on", "答复日期", kind="date", shown=False),
        Column("assignee", "经办人", source="assignee.name", shown=False),
    )
    filters = AllFilters
    order = "-arrived_on"
    empty_heading = "还没有申请"
    empty_explain = "收到的申请都会列在这里。"

    def tabs(self) -> list[Tab]:
        return [
            self._tab("全部", ""),
            self._tab("已答复", "answered=true"),
            self._tab("已办结", f"state={State.CLOSED}"),
            self._tab("已转办", f"state={State.MOVED}"),
        ]
