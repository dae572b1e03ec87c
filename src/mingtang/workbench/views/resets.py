"""Requests to reset an account: asked for on its page, confirmed here by a second person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs.access import Access
from mingtang.orgs.models import ResetRequest
from mingtang.orgs.models.resets import READERS
from mingtang.orgs.reset_lifecycle import LIFECYCLE, Facts, may
from mingtang.orgs.reset_services import confirm, withdraw
from mingtang.orgs.reset_services import refuse as refuse_reset
from mingtang.orgs.roles import Role
from mingtang.statute.lifecycle import Verdict
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.act_names import act_name
from mingtang.workbench.acts import Offer, refuse
from mingtang.workbench.history import HistoryLine, who
from mingtang.workbench.inbox import Box, BoxRow
from mingtang.workbench.lists import Column, ListFilters, ScopedList

from .accounts.creating import show_password

CONFIRMERS = frozenset({Role.DISCLOSURE_OFFICE, Role.SUPERVISOR})
ORDER = (Role.DISCLOSURE_OFFICE, Role.SUPERVISOR, Role.IT)
"""In which of the roles held a person acts, where several would do."""
LEVELS = {"waiting": "warn", "done": "ok", "refused": "stop"}
MOST = 6


class ResetFilters(ListFilters):
    """By state and kind."""

    state = django_filters.ChoiceFilter(
        label="状态", choices=ResetRequest.State.choices, empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="办理", choices=ResetRequest.Kind.choices, empty_label="全部"
    )

    class Meta:
        model = ResetRequest
        fields: list[str] = []


class ResetList(ScopedList):
    """All requests, for those who ask and those who confirm."""

    code = "resets"
    heading = "重置申请"
    roles = READERS
    columns = (
        Column("state", "状态", lambda row: (row.state, row.get_state_display()), "badge",
               levels=LEVELS),
        Column("account", "账号", "account.name", opens=True, note="account.username"),
        Column("kind", "办理", "get_kind_display"),
        Column("asked_by", "申请人", "asked_by.name"),
        Column("asked_at", "提出", kind="time", sort="asked_at"),
        Column("expires_at", "有效至", kind="time", sort="expires_at"),
        Column("decided_by", "办理人", "decided_by.name"),
    )  # fmt: skip
    filters = ResetFilters
    search_fields = ("account__name__icontains", "account__username__icontains")
    search_label = "按姓名或登录名查找"
    order = "-asked_at"
    first_filters = {"state": "waiting"}
    empty_heading = "没有待确认的重置申请"
    empty_explain = "担任业务角色的人忘记密码或丢失验证设备时，在账号页提出申请，会列在这里。"

    def get_queryset(self) -> QuerySet[Any]:
        rows = ResetRequest.objects.visible_to(self.access)
        return rows.select_related("account", "asked_by", "decided_by")

    def row_url(self, row: Any) -> str:
        return reverse("workbench:reset", args=[row.pk])


class HowForm(forms.Form):
    """How the person was identified."""

    remark = forms.CharField(
        label="怎样核实的",
        max_length=200,
        help_text="例如：当面见到本人；拨打登记的办公电话，由本人接听。记入日志。",
    )


class WhyForm(forms.Form):
    """Why not."""

    remark = forms.CharField(label="理由", max_length=200)


FORMS: dict[str, type[forms.Form]] = {"confirm": HowForm, "refuse": WhyForm}
EFFECTS = {
    "confirm": "",
    "refuse": "不作重置，申请办结，理由记入日志。",
    "withdraw": "申请作废，不作重置。",
}
"""The acts that a person does, and what will happen; confirming depends on the kind."""
CONFIRMED: dict[str, str] = {
    ResetRequest.Kind.PASSWORD: "原密码随即作废，此人被退出登录；新的临时密码只向您显示一次，"
    "由您交给本人。",
    ResetRequest.Kind.FACTORS: "登记的验证器、通行密钥全部解除，此人只凭密码登录，直到重新登记。",
}


class ResetView(StaffView):
    """One request, and what the person may do with it; the POST value ``act`` says which."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self._request(pk), {})

    @sensitive_variables()
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = self._request(pk)
        act = request.POST.get("act", "")
        if act not in EFFECTS:
            return redirect("workbench:reset", pk=pk)
        form = FORMS.get(act, forms.Form)(request.POST, auto_id=f"id_{act}_%s")
        if form.is_valid():
            by, verdict = _choice(self.access, asked, act, self.now)
            try:
                return self._do(request, asked, act, form.cleaned_data.get("remark", ""), by)
            except RuleViolation as violation:
                refuse(form, violation)
                if not verdict.allowed:  # its form is not on the page
                    messages.error(request, violation.text)
        return self._page(request, self._request(pk), {act: form})

    @sensitive_variables()
    def _do(
        self, request: HttpRequest, asked: ResetRequest, act: str, remark: str, by: Actor
    ) -> HttpResponse:
        """Perform; a new password is on the page that follows. Raises RuleViolation."""
        if act == "confirm":
            password = confirm(asked, how=remark, by=by, at=self.now)
            if password:
                return show_password(request, asked.account, password, told="双人确认")
            messages.success(request, "已解除两步验证，请本人登录后重新登记。")
        elif act == "refuse":
            refuse_reset(asked, reason=remark, by=by, at=self.now)
            messages.success(request, "已记为不同意，没有重置。")
        else:
            withdraw(asked, by=by, at=self.now)
            messages.success(request, "申请已撤回。")
        return redirect("workbench:reset", pk=asked.pk)

    def _request(self, pk: int) -> ResetRequest:
        rows = ResetRequest.objects.select_related("account", "asked_by", "decided_by")
        return self.scoped(rows, pk=pk)

    def _page(
        self, request: HttpRequest, asked: ResetRequest, failed: dict[str, forms.Form]
    ) -> HttpResponse:
        context = {
            "asked": asked,
            "level": LEVELS.get(asked.state, ""),
            "offers": self._offers(asked, failed),
            "may_confirm": _choice(self.access, asked, "confirm", self.now)[1].allowed,
            "administers": bool(self.access.roles & OFFICE_AND_IT),
            "history": _history(asked),
            "phone_change": _phone_change(asked),
            "crumbs": [("重置申请", reverse("workbench:resets")), (asked.account.name, "")],
        }
        return render(request, "workbench/reset.html", context)

    def _offers(self, asked: ResetRequest, failed: dict[str, forms.Form]) -> list[Offer]:
        offers = []
        for line in LIFECYCLE.acts(asked.state):
            verdict = _choice(self.access, asked, line.act, self.now)[1]
            if line.act not in EFFECTS or (line.act == "withdraw" and not verdict.allowed):
                continue
            kind = FORMS.get(line.act)
            empty = kind(auto_id=f"id_{line.act}_%s") if kind else None
            offer = Offer(
                verdict=verdict,
                url=reverse("workbench:reset", args=[asked.pk]),
                form=failed.get(line.act, empty),
                effect=EFFECTS[line.act] or CONFIRMED[asked.kind],
                hidden={"act": line.act},
                primary=line.act == "confirm",
                danger=line.act == "refuse",
            )
            offers.append(offer)
        return offers


def _choice(access: Access, asked: ResetRequest, act: str, at: datetime) -> tuple[Actor, Verdict]:
    """As whom the person best does the act, and whether he may."""
    actors = [access.actor(role) for role in ORDER if access.has(role)]
    choices = [(by, may(asked, act, Facts(asked, by, at))) for by in actors]
    by, verdict = next((each for each in choices if each[1].allowed), choices[0])
    whose_turn = tuple(reason for reason in verdict.reasons if reason.code == "role")
    if whose_turn:  # the rest is of no use to whoever has not the role
        verdict = Verdict(False, whose_turn, verdict.transition)
    return by, verdict


def _history(asked: ResetRequest) -> list[HistoryLine]:
    """The acts on this request: the journal keeps them under the account."""
    entries = Entry.objects.about("orgs.account", asked.account_id).filter(detail__request=asked.pk)
    return [HistoryLine(each, act_name(each.act), who(each)) for each in entries.order_by("-seq")]


def _phone_change(asked: ResetRequest) -> HistoryLine | None:
    """Who last changed the telephone, which may not be the person's own then."""
    changes = Entry.objects.about("orgs.account", asked.account_id).filter(
        act="staff.change", detail__changed__has_key="phone"
    )
    last = changes.order_by("-seq").first()
    return HistoryLine(last, act_name(last.act), who(last)) if last else None


def to_confirm(access: Access, today: date) -> Box:
    """The requests that this person may confirm now."""
    now = timezone.now()
    waiting = ResetRequest.objects.visible_to(access).waiting().filter(expires_at__gt=now)
    rows = [
        asked
        for asked in waiting.select_related("account", "asked_by").order_by("expires_at")
        if _choice(access, asked, "confirm", now)[1].allowed
    ]
    shown = [
        BoxRow(
            f"{asked.account.name}：{asked.get_kind_display()}",
            reverse("workbench:reset", args=[asked.pk]),
            f"{asked.asked_by.name}申请，{timezone.localdate(asked.expires_at)} 前有效",
        )
        for asked in rows[:MOST]
    ]
    return Box(len(rows), shown, reverse("workbench:resets"))
