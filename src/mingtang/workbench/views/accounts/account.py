"""One account and the acts on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mingtang.journal.actor import Actor
from mingtang.orgs.access import does_business
from mingtang.orgs.account_services import (
    locked_until,
    remove_second_factors,
    reset_password,
    unlock,
)
from mingtang.orgs.admission import give_role
from mingtang.orgs.models import Account, Grant, Leave
from mingtang.orgs.reset_services import ask_reset
from mingtang.orgs.roles import Role
from mingtang.orgs.services import SEPARATION, end_grant, needs_new_password, take_leave
from mingtang.orgs.staff_services import change_account, set_active
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of
from mingtang.workbench.views.units import ADMINS

from .creating import show_password
from .forms import ChangeForm, EndForm, GrantForm, LeaveForm, ReasonForm, ResetForm

NOT_ON_PAGE = ("grant.own", "grant.office", "leave.own", "leave.office", "account.two_people")
"""Refusals of the act itself, not of what was filled in."""


class AccountView(StaffView):
    """One account and the acts on it; the POST value ``act`` says which."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, get_object_or_404(Account, pk=pk), {})

    @sensitive_variables()
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        account = get_object_or_404(Account, pk=pk)
        act = request.POST.get("act", "")
        by = self.actor(*ADMINS)
        if act == "password":
            return self._new_password(request, account, by)
        forms_ = self._forms(account)
        if act not in forms_:
            return redirect("workbench:account", pk=pk)
        bound = self._forms(account, request.POST)[act]
        if bound.is_valid():
            try:
                if act == "grant":
                    return self._grant(request, account, bound.cleaned_data, by)
                messages.success(request, self._do(act, account, bound.cleaned_data, by))
            except (RuleViolation, ValidationError) as fault:
                refuse(bound, fault)
                if getattr(fault, "code", "") in NOT_ON_PAGE:
                    # Its form is not on the page where it may not be done.
                    messages.error(request, str(fault))
            else:
                return redirect("workbench:account", pk=pk)
        return self._page(request, get_object_or_404(Account, pk=pk), {act: bound})

    @sensitive_variables()
    def _new_password(self, request: HttpRequest, account: Account, by: Actor) -> HttpResponse:
        try:
            return show_password(request, account, reset_password(account, by=by, at=self.now))
        except RuleViolation as violation:
            messages.error(request, violation.text)
            return redirect("workbench:account", pk=account.pk)

    @sensitive_variables()
    def _grant(
        self, request: HttpRequest, account: Account, data: dict[str, Any], by: Actor
    ) -> HttpResponse:
        """Give a role; where the password is exchanged with it, show it. Raises RuleViolation."""
        given = give_role(account, by=by, at=self.now, **data)
        messages.success(request, f"已授予{given.grant.get_role_display()}。")
        if given.password:
            return show_password(request, account, given.password, told="首个业务角色")
        return redirect("workbench:account", pk=account.pk)

    def _do(self, act: str, account: Account, data: dict[str, Any], by: Actor) -> str:
        """Perform; returns what to tell. Raises RuleViolation."""
        match act:
            case "change":
                change_account(account, by=by, at=self.now, **data)
                return "已保存。"
            case "end":
                row = get_object_or_404(Grant, pk=data["grant"], account=account)
                end_grant(row, last_day=data["last_day"], by=by, at=self.now, reason=data["reason"])
                return f"{row.get_role_display()}到 {data['last_day']} 为止。"
            case "leave":
                take_leave(account, by=by, at=self.now, **data)
                return f"休假期间由{data['deputy'].name}代办。"
            case "unlock":
                done = unlock(account, by=by, at=self.now)
                return "已解除锁定，可以马上登录。" if done else "这个账号没有被锁定。"
            case "ask_password" | "ask_factors":
                kind = act.removeprefix("ask_")
                asked = ask_reset(account, kind=kind, by=by, at=self.now, reason=data["reason"])
                last = timezone.localdate(asked.expires_at)
                return f"已提出申请，{last} 前由另一人确认后才办理。"
            case "factors":
                removed = remove_second_factors(account, by=by, at=self.now, reason=data["reason"])
                return f"已解除 {removed} 种第二步验证，下次登录后请本人重新登记。"
            case _:
                set_active(
                    account, not account.is_active, by=by, at=self.now, reason=data["reason"]
                )
                return "账号已停用。" if not account.is_active else "账号已恢复。"

    def _forms(self, account: Account, data: Any = None) -> dict[str, forms.Form]:
        start = {"since": self.today}
        return {
            "change": ChangeForm(
                data,
                initial={each: getattr(account, each) for each in ("name", "phone", "email")},
                prefix="change",
            ),
            "grant": GrantForm(data, initial=start, prefix="grant"),
            "end": EndForm(data, initial={"last_day": self.today}, prefix="end"),
            "leave": LeaveForm(data, account=account, initial=start, prefix="leave"),
            "active": ReasonForm(data, prefix="active"),
            "factors": ResetForm(data, prefix="factors"),
            "ask_password": ResetForm(data, prefix="ask_password"),
            "ask_factors": ResetForm(data, prefix="ask_factors"),
            "unlock": forms.Form(data, prefix="unlock"),
        }

    def _page(
        self, request: HttpRequest, account: Account, bound: dict[str, forms.Form]
    ) -> HttpResponse:
        grants = account.grants.select_related("unit").order_by("-since", "-pk")
        context = {
            "account": account,
            "grants": [(grant, self._in_force(grant)) for grant in grants],
            "leaves": Leave.objects.filter(account=account).select_related("deputy")[:20],
            "forms": {**self._forms(account), **bound},
            "failed": next(iter(bound), ""),
            "locked_until": locked_until(account.username),
            "own": account.pk == self.access.account_id,
            "gives_roles": self.access.has(Role.DISCLOSURE_OFFICE),
            "two_people": does_business(account, self.today),
            "new_password": self._exchanges_password(account),
            "waiting": account.reset_requests.waiting().select_related("asked_by"),
            "reset_basis": SEPARATION,
            "today": self.today,
            "open_work": account.duties.running().aggregate(n=Count("pk"))["n"],
            "history": history_of(("orgs.account", account.pk)),
            "crumbs": [("账号", reverse("workbench:accounts")), (account.name, "")],
        }
        return render(request, "workbench/account.html", context)

    def _exchanges_password(self, account: Account) -> bool:
        """Whether a role that this person gives comes with a new password."""
        if not self.access.has(Role.DISCLOSURE_OFFICE):
            return False
        by = self.access.actor(Role.DISCLOSURE_OFFICE)
        return needs_new_password(account, role=Role.CLERK, by=by, day=self.today)

    def _in_force(self, grant: Grant) -> bool:
        return grant.since <= self.today and (grant.until is None or grant.until >= self.today)
