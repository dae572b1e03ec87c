"""What of the disclosure work waits for a person, as boxes of the first screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.workbench.inbox import Box, BoxRow, register_box
from mingtang.workbench.lists import attach_dues

from .models import Document
from .queries import (
    SUBJECT,
    held_up,
    latest_first,
    not_returned,
    returned,
    to_review_afterwards,
    units_of,
    waiting_for,
)
from .stalled import stalled, why_stalled
from .states import State

MOST = 5


def _box(rows: QuerySet[Document], today: date, note: Callable[[Document], str], query: str) -> Box:
    first = list(latest_first(rows).select_related("unit")[:MOST])
    attach_dues(first, SUBJECT, today=today)
    return Box(
        count=rows.count(),
        rows=[
            BoxRow(row.title, row.get_absolute_url(), note(row), getattr(row, "due", None))
            for row in first
        ],
        url=f"{reverse('disclosure:documents')}?{query}",
    )


def _unit(row: Document) -> str:
    return row.unit.short_name or row.unit.name


def _when(row: Document) -> str:
    if row.scheduled_for is None:
        return ""
    return f"{timezone.localtime(row.scheduled_for):%m-%d %H:%M} 发布"


def waiting(role: str, access: Access, today: date) -> Box:
    """Documents that wait for the person's review in ``role``."""
    rows = Document.objects.filter(waiting_for(access, role))
    return _box(rows, today, _unit, urlencode({"waiting": "true"}))


def _own_drafts(access: Access) -> QuerySet[Document]:
    units = units_of(access, Role.CLERK)
    return Document.objects.filter(unit_id__in=units, state=State.DRAFT)


def sent_back(access: Access, today: date) -> Box:
    """Drafts that came back from a review."""
    return _box(returned(_own_drafts(access)), today, _unit, "returned=true")


def gate_open(access: Access, today: date) -> Box:
    """Drafts that the gate holds up."""
    return _box(held_up(_own_drafts(access)), today, _unit, "held_up=true")


def drafts(access: Access, today: date) -> Box:
    """The person's own drafts, but those that came back: they have a box of their own."""
    rows = not_returned(_own_drafts(access).filter(created_by_id=access.account_id))
    query = {"state": State.DRAFT, "mine": "true", "returned": "false"}
    return _box(rows, today, _unit, urlencode(query))


def scheduled(access: Access, today: date) -> Box:
    """Documents of the person's units whose time of publication is set."""
    rows = Document.objects.visible_to(access).filter(state=State.SCHEDULED)
    return _box(rows, today, _when, urlencode({"state": State.SCHEDULED}))


def unreviewed(access: Access, today: date) -> Box:
    """What was published in an emergency in the leader's units and waits for his review."""
    units = units_of(access, Role.LEADER)
    rows = to_review_afterwards(Document.objects.filter(unit_id__in=units))
    return _box(rows, today, _unit, "afterwards=true")


def not_released(access: Access, today: date) -> Box:
    """Documents whose time of publication has passed, with the reason."""
    now = timezone.now()
    rows = stalled(Document.objects.visible_to(access), now)
    return _box(rows, today, partial(why_stalled, now=now), "stalled=true")


def register_boxes() -> None:
    """Called once when the app is loaded."""
    for role, label, order in (
        (Role.LEADER, "待我审核的文件", 10),
        (Role.CONFIDENTIALITY, "待我保密审查的文件", 11),
        (Role.DISCLOSURE_OFFICE, "待我终审的文件", 12),
    ):
        register_box(
            f"disclosure.{role}",
            label,
            {role},
            partial(waiting, role),
            empty="现在没有待审的文件；前一步通过后会出现在这里。",
            order=order,
        )
    register_box(
        "disclosure.afterwards",
        "待我事后补审",
        {Role.LEADER},
        unreviewed,
        empty="没有等您补审的紧急发布文件。",
        order=13,
    )
    register_box(
        "disclosure.stalled",
        "定时发布未成功",
        {Role.DISCLOSURE_OFFICE},
        not_released,
        empty="定时发布都按时完成了。",
        order=14,
    )
    clerk = {Role.CLERK}
    register_box(
        "disclosure.returned",
        "退回修改的文件",
        clerk,
        sent_back,
        empty="没有被退回的文件。",
        order=20,
    )
    register_box(
        "disclosure.gate",
        "发布前检查待处理",
        clerk,
        gate_open,
        empty="没有待处理的检查结果；保存或提交时发现的问题会列在这里。",
        order=21,
    )
    register_box(
        "disclosure.drafts",
        "我的草稿",
        clerk,
        drafts,
        empty="还没有草稿；从“起草文件”或“导入”开始。",
        order=22,
    )
    register_box(
        "disclosure.scheduled",
        "已定时、待发布",
        {Role.CLERK, Role.DISCLOSURE_OFFICE},
        scheduled,
        empty="没有定时发布的文件。",
        order=23,
    )
