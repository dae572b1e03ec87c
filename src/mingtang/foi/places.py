"""The pages of this app in the rail, and its hits of the workbench's search."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.workbench.finding import Hit, register_search
from mingtang.workbench.lists.searching import holding
from mingtang.workbench.places import register_place, register_tab

from .desk.choosing import READERS
from .models import Request


def _readers(access: Access) -> bool:
    return bool(access.roles & READERS)


def _office(access: Access) -> bool:
    return access.has(Role.DISCLOSURE_OFFICE)


def register() -> None:
    """Called once when the app is loaded."""
    register_place("requests", "申请", 30)
    register_tab("requests", "在办申请", "foi:requests", _readers)
    register_tab("requests", "全部申请", "foi:requests-all", _readers)
    register_tab("requests", "征求意见", "foi:consultations", _readers)
    register_tab("requests", "复议诉讼", "foi:challenges", _readers)
    register_tab("requests", "工作量", "foi:workload", _readers)
    register_tab("requests", "答复选登", "foi:releases", _readers)
    register_tab("requests", "统计", "foi:statistics", _readers)
    register_tab("requests", "文书模板", "foi:templates", _office)
    register_search("requests", "依申请公开", _find, lambda: reverse("foi:requests-all"), order=20)


def _find(access: Access, words: str, most: int) -> Sequence[Hit]:
    """Requests by number or subject; an applicant's name is no way to them here."""
    if not _readers(access):
        return []
    rows = Request.objects.visible_to(access).filter(
        holding(("number__icontains", "subject__icontains"), words)
    )
    found = rows.select_related("unit").defer("description").order_by("-arrived_on", "-pk")
    return [
        Hit(
            f"{row.number} {row.subject}",
            row.get_absolute_url(),
            f"{row.unit.short_name} · {row.get_state_display()}",
        )
        for row in found[:most]
    ]
