"""What of the requests waits for a person, as boxes of the first screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.workbench.inbox import Box, BoxRow, register_box
from mingtang.workbench.lists import attach_dues

from .desk.queues import QUEUES
from .models import Request
from .queries import SUBJECT, help_wanted, waiting_for
from .states import State

MOST = 5
Narrow = Callable[[QuerySet[Request], date], QuerySet[Request]]


def _own(access: Access, roles: tuple[str, ...]) -> QuerySet[Request]:
    """Requests for whose units the person holds one of ``roles``."""
    rows = Request.objects.all()
    if Role.DISCLOSURE_OFFICE in roles and access.has(Role.DISCLOSURE_OFFICE):
        return rows
    units = [held.unit_id for held in access.held if held.role in roles]
    return rows.filter(unit_id__in=units)


def _box(rows: QuerySet[Request], today: date, url: str) -> Box:
    ordered = rows.select_related("unit").defer("description").order_by("arrived_on", "pk")
    first = list(ordered[:MOST])
    attach_dues(first, SUBJECT, today=today)
    return Box(
        count=rows.count(),
        rows=[
            BoxRow(
                row.subject,
                row.get_absolute_url(),
                row.unit.short_name or row.unit.name,
                getattr(row, "due", None),
            )
            for row in first
        ],
        url=url,
    )


def queue(code: str, roles: tuple[str, ...], access: Access, today: date) -> Box:
    """One of the queues, of the person's units; it opens the list with that filter."""
    place = "foi:requests-all" if code == "anew" else "foi:requests"
    url = f"{reverse(place)}?{urlencode({'queue': code})}"
    return _box(QUEUES[code][1](_own(access, roles), today), today, url)


def to_sign(access: Access, today: date) -> Box:
    """Replies that wait for the legality check and the signature of a leader."""
    rows = Request.objects.filter(waiting_for(access, Role.LEADER))
    return _box(rows, today, f"{reverse('foi:requests')}?{urlencode({'waiting': 'true'})}")


def to_serve(access: Access, today: date) -> Box:
    """Signed replies that wait to be served."""
    rows = _own(access, (Role.CLERK,)).filter(state=State.APPROVED)
    return _box(rows, today, f"{reverse('foi:requests')}?{urlencode({'state': State.APPROVED})}")


def help_asked(access: Access, today: date) -> Box:
    """What other units asked the person's unit for."""
    units = [held.unit_id for held in access.held if held.role == Role.CLERK]
    rows = help_wanted(access).filter(unit_id__in=units)
    first = list(rows[:MOST])
    attach_dues(first, "foi.assistance", today=today)
    return Box(
        count=rows.count(),
        rows=[
            BoxRow(
                each.question[:60],
                each.get_absolute_url(),
                each.request.unit.short_name,
                getattr(each, "due", None),
            )
            for each in first
        ],
    )


CLERK, OFFICE = (Role.CLERK,), (Role.DISCLOSURE_OFFICE,)
BOXES: tuple[tuple[str, str, tuple[str, ...], str, int], ...] = (
    ("today", "今天到期和逾期的申请", (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE),
     "没有今天到期或者逾期的申请。", 30),
    ("confirm", "待与申请人确认收到日期", CLERK, "没有待确认的；信函在收到当天联系申请人。", 32),
    ("register", "待登记的申请", CLERK, "没有待登记的申请；登记后才起算答复期限。", 33),
    ("corrected", "补正已到、待拟答复", CLERK, "没有新到的补正。", 34),
    ("opinions", "意见已到、待拟答复", CLERK, "没有新到的第三方或者机关意见。", 35),
    ("lapsed", "对方逾期、待了结", CLERK, "没有逾期不补正、不缴费、不说明理由的。", 36),
    ("receipt", "待登记对方收到日期", CLERK, "发出的通知都登记了收到日期。", 37),
    ("moves", "建议转办、待决定", OFFICE, "没有待决定的转办。", 39),
    ("anew", "责令重新答复", OFFICE, "没有被责令重新答复的申请。", 40),
)  # fmt: skip


def register_boxes() -> None:
    """Called once when the app is loaded."""
    for code, label, roles, empty, order in BOXES:
        register_box(
            f"foi.{code}", label, set(roles), partial(queue, code, roles), empty=empty, order=order
        )
    register_box(
        "foi.sign",
        "待我审核签发的答复",
        {Role.LEADER},
        to_sign,
        empty="没有待审核的答复；信息员提交后会出现在这里。",
        order=31,
    )
    register_box(
        "foi.serve",
        "待送达的答复",
        {Role.CLERK},
        to_serve,
        empty="没有待送达的答复。",
        order=38,
    )
    register_box(
        "foi.help",
        "请本单位协办的",
        {Role.CLERK},
        help_asked,
        empty="没有请本单位协办的申请。",
        order=41,
    )
