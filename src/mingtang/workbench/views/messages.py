"""What was sent to people and what did not arrive; a person decides about sending again."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.notices.models import Message
from mingtang.notices.services import resend
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.masks import MASK_RULES, masked
from mingtang.workbench.access import StaffView
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList

READERS = frozenset({Role.DISCLOSURE_OFFICE})
LEVELS = {"failed": "stop", "bounced": "stop", "unsure": "warn", "sent": "ok", "waiting": "dashed"}


def shown_address(message: Message) -> str:
    """The address as a list may show it; the page of one message shows it whole."""
    kind = "email" if message.channel == Message.Channel.EMAIL else "mobile"
    return masked(MASK_RULES[kind], message.address) if message.address else ""


class MessageFilters(ListFilters):
    """By what became of it and the way it went."""

    status = django_filters.ChoiceFilter(
        label="状态", choices=Message.Status.choices, empty_label="全部"
    )
    channel = django_filters.ChoiceFilter(
        label="方式", choices=Message.Channel.choices, empty_label="全部"
    )

    class Meta:
        model = Message
        fields: list[str] = []


class MessageList(ScopedList):
    """Every message, newest first."""

    code = "messages"
    heading = "消息"
    explain = "系统发给申请人和工作人员的邮件、短信。没有送达的，请用别的方式通知本人。"
    roles = READERS
    columns = (
        Column("made", "生成时间", "made_at", kind="time", sort="made_at"),
        Column("subject", "标题", kind="long", opens=True),
        Column("channel", "方式", "get_channel_display"),
        Column("address", "收件地址", shown_address, kind="wrap"),
        Column(
            "status",
            "状态",
            lambda row: (row.status, row.get_status_display()),
            kind="badge",
            levels=LEVELS,
            note="fault",
        ),
    )
    filters = MessageFilters
    search_fields = ("subject__icontains",)
    search_label = "按标题查找"
    order = "-made"
    empty_heading = "还没有发过消息"
    empty_explain = "申请人留了邮箱或手机、工作人员登记了邮箱后，通知从这里发出。"

    def get_queryset(self) -> QuerySet[Any]:
        return Message.objects.all()

    def row_url(self, row: Any) -> str:
        return reverse("workbench:message", args=[row.pk])


class MessageView(StaffView):
    """One message; what did not arrive may be sent again."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(Message, pk=pk)
        context = {
            "message": message,
            "again": message.status
            in (Message.Status.FAILED, Message.Status.BOUNCED, Message.Status.UNSURE),
            "history": history_of((Message._meta.label_lower, message.pk)),
            "crumbs": [("消息", reverse("workbench:messages")), (message.subject, "")],
        }
        return render(request, "workbench/message.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it once more."""
        message = get_object_or_404(Message, pk=pk)
        try:
            resend(message, by=self.actor(Role.DISCLOSURE_OFFICE), at=self.now)
        except RuleViolation as refusal:
            messages.error(request, refusal.text)
        else:
            messages.success(request, "已排队，下一次定时运行时重发。")
        return redirect("workbench:message", pk=pk)
