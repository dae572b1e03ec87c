"""The places, boxes, searches and jobs that the workbench itself brings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.duties.periodic import observe_runs, register_job
from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit
from mingtang.orgs.reset_services import expire_due
from mingtang.orgs.roles import Role
from mingtang.register.models import ErrorReport

from .access import BUSINESS, OFFICE_AND_IT
from .checks import CHAIN, CHAIN_LABEL, daily_chain_check, keep_results
from .finding import Hit, register_search
from .inbox import Box, BoxRow, register_box
from .lists import attach_dues
from .places import Shown, register_place, register_tab
from .rules import rule_name
from .views.errors import ANSWERERS, SUBJECT
from .views.journal import READERS
from .views.messages import READERS as MESSAGE_READERS
from .views.notices import READERS as NOTICE_READERS
from .views.resets import CONFIRMERS, to_confirm
from .views.supervision import WATCHERS
from .views.words import EDITORS

MOST = 6


def register() -> None:
    """Called once when the app is loaded."""
    _places()
    register_box(
        "errors",
        "网友纠错待答复",
        ANSWERERS,
        _open_errors,
        empty="没有待答复的纠错。公众在网页上点“我要纠错”后会出现在这里。",
        order=60,
    )
    register_box(
        "resets",
        "待我确认的重置",
        CONFIRMERS,
        to_confirm,
        empty="没有待确认的重置申请。有人申请重置业务账号，会列在这里。",
        order=70,
    )
    register_search("duties", "时限", _find_duties, lambda: reverse("workbench:duties"), order=50)
    register_search("units", "单位", _find_units, lambda: reverse("workbench:units"), order=90)
    observe_runs(keep_results)
    register_job(CHAIN, CHAIN_LABEL, daily_chain_check)
    register_job("orgs.resets", "过期的重置申请", expire_due)


def holding(roles: Collection[str]) -> Shown:
    """Shown to whoever holds one of ``roles``."""
    return lambda access: not access.roles.isdisjoint(roles)


def _places() -> None:
    register_place("today", "今日", 10)
    register_place("open", "公开", 20)
    register_place("watch", "监督", 50)
    register_place("admin", "管理", 90)
    business, admins = holding(BUSINESS), holding(OFFICE_AND_IT)
    register_tab("today", "今日", "workbench:today")
    register_tab("today", "时限", "workbench:duties", business)
    register_tab("today", "网友纠错", "workbench:errors", business)
    register_tab("watch", "办理情况", "workbench:watch", holding(WATCHERS))
    register_tab("watch", "黄红牌", "workbench:cards", holding(WATCHERS))
    register_tab("watch", "日志", "workbench:journal", holding(READERS))
    register_tab("watch", "运行与核验", "workbench:checks", holding(READERS))
    register_tab("admin", "单位", "workbench:units", admins)
    register_tab("admin", "账号", "workbench:accounts", admins)
    register_tab("admin", "重置申请", "workbench:resets", admins)
    register_tab("admin", "行政区划", "workbench:regions", admins)
    register_tab("admin", "消息", "workbench:messages", holding(MESSAGE_READERS))
    register_tab("admin", "放假通知", "workbench:notices", holding(NOTICE_READERS))
    register_tab("admin", "栏目", "workbench:sections", holding(EDITORS))
    register_tab("admin", "词表", "workbench:words", holding(EDITORS))


def _open_errors(access: Access, today: date) -> Box:
    units = {held.unit_id for held in access.held if held.role in (Role.CLERK, Role.LEADER)}
    rows = ErrorReport.objects.visible_to(access).filter(answered_at__isnull=True)
    if not access.has(Role.DISCLOSURE_OFFICE):
        rows = rows.filter(unit_id__in=units)
    # Not joined: a planner that finds few reports begins with every entry there is.
    first = list(rows.prefetch_related("entry").order_by("received_at")[:MOST])
    attach_dues(first, SUBJECT, today=today)
    return Box(
        rows.count(),
        [
            BoxRow(
                report.entry.title,
                reverse("workbench:error", args=[report.pk]),
                report.get_kind_display(),
                report.due,  # type: ignore[attr-defined]
            )
            for report in first
        ],
        reverse("workbench:errors"),
    )


def _find_duties(access: Access, words: str, most: int) -> Sequence[Hit]:
    if not access.roles & BUSINESS:
        return []
    rows = Duty.objects.visible_to(access).running().filter(subject_label__icontains=words)
    return [
        Hit(
            duty.subject_label,
            reverse("workbench:duty", args=[duty.pk]),
            f"{rule_name(duty.rule)}，{duty.due_on} 到期",
        )
        for duty in rows.by_due_date()[:most]
    ]


def _find_units(access: Access, words: str, most: int) -> Sequence[Hit]:
    if not access.roles & OFFICE_AND_IT:
        return []
    named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(uscc__iexact=words)
    return [
        Hit(unit.name, reverse("workbench:unit", args=[unit.pk]), unit.uscc)
        for unit in Unit.objects.filter(named)[:most]
    ]
