"""The box of the first screen with messages that did not reach people of a unit's requests."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from mingtang.foi.models import Request
from mingtang.foi.states import OPEN, State
from mingtang.notices.models import Message
from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.workbench.inbox import Box, BoxRow, register_box

MOST = 10
NOT_REACHED = (Message.Status.FAILED, Message.Status.BOUNCED, Message.Status.UNSURE)


def not_reached(requests: QuerySet[Request]) -> QuerySet[Message]:
    """Messages about requests that are not closed and that did not arrive; for each occasion and
    address the last one counts."""
    keys = requests.filter(state__in=(*OPEN, State.ANSWERED)).values_list("pk", flat=True)
    kind = Request._meta.label_lower
    return Message.objects.filter(
        subject_type=kind, subject_id__in=[str(key) for key in keys], status__in=NOT_REACHED
    ).order_by("-made_at", "-pk")


def unreached(access: Access, today: date) -> Box:
    """What did not arrive, of the requests that the person works on."""
    candidates = Message.objects.filter(
        subject_type=Request._meta.label_lower, status__in=NOT_REACHED
    ).values_list("subject_id", flat=True)
    keys = {int(each) for each in candidates if each.isdigit()}
    requests = Request.objects.visible_to(access).filter(pk__in=keys)
    rows = not_reached(requests)
    numbers = dict(requests.values_list("pk", "number"))
    return Box(
        count=rows.count(),
        rows=[
            BoxRow(
                f"{numbers[int(row.subject_id)]} {row.get_channel_display()}",
                f"/desk/requests/{row.subject_id}/",
                row.fault or row.get_status_display(),
            )
            for row in rows[:MOST]
        ],
        url=reverse("workbench:messages") if access.has(Role.DISCLOSURE_OFFICE) else "",
    )


def register_boxes() -> None:
    """Called once when the app is loaded."""
    register_box(
        "foi.unreached",
        "没有送达的通知",
        {Role.CLERK, Role.DISCLOSURE_OFFICE},
        unreached,
        empty="邮件和短信通知都送出了；被退回或者发送失败的会列在这里。",
        order=35,
    )
