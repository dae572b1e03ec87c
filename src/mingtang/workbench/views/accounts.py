"""Accounts of staff: roles, leave, temporary passwords."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mingtang.journal.actor import Actor
from mingtang.orgs.account_services import (
    locked_until,
    remove_second_factors,
    reset_password,
    unlock,
)
from mingtang.orgs.models import Account, Grant, Leave, Unit
from mingtang.orgs.roles import Role
from mingtang.orgs.services import end_grant, grant_role, take_leave
from mingtang.orgs.staff_services import (
    change_account,
    create_account,
    set_active,
)
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab

from .units import ADMINS, day_field

NOT_THIS_PERSON = ("grant.own", "grant.office", "leave.own", "leave.office")
"""Refusals of the act for who does it, not for what was filled in."""


class AccountFilters(ListFilters):
    """By unit, role, with or without roles, open or closed."""

    unit = django_filters.ModelChoiceFilter(
        label="单位", queryset=Unit.objects.all(), method="of_unit", empty_label="全部单位"
    )
    role = django_filters.ChoiceFilter(
        label="角色", choices=Role.choices, method="of_role", empty_label="全部"
    )
    roles = django_filters.ChoiceFilter(
        label="有无角色",
        choices=[("some", "有角色"), ("none", "没有角色")],
        method="with_roles",
        empty_label="全部",
    )
    active = django_filters.ChoiceFilter(
        field_name="is_active",
        label="状态",
        choices=[("True", "在用"), ("False", "已停用")],
        empty_label="全部",
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def _holders(self, **wanted: Any) -> QuerySet[Any]:
        grants = Grant.objects.in_force_on(timezone.localdate()).filter(**wanted)
        return grants.values("account_id")

    def of_unit(self, rows: QuerySet[Any], name: str, value: Unit) -> QuerySet[Any]:
        return rows.filter(pk__in=self._holders(unit=value))

    def of_role(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(pk__in=self._holders(role=value))

    def with_roles(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        held = Q(pk__in=self._holders())
        return rows.filter(held if value == "some" else ~held)


class AccountList(ScopedList):
    """All accounts, for those who administer them."""

    code = "accounts"
    heading = "账号"
    roles = OFFICE_AND_IT
    columns = (
        Column("name", "姓名", opens=True, sort="name"),
        Column("username", "登录名", sort="username"),
        Column(
            "roles",
            "角色",
            lambda account: "；".join(
                f"{grant.unit.short_name}{grant.get_role_display()}" for grant in account.in_force
            ),
            kind="long",
        ),
        Column("phone", "办公电话"),
        Column("last_login", "上次登录", kind="time"),
        Column("is_active", "在用", kind="yesno"),
    )
    filters = AccountFilters
    search_fields = ("name__icontains", "username__icontains")
    search_label = "按姓名或登录名查找"
    order = "username"
    empty_heading = "还没有账号"
    empty_explain = "用表格一次导入全部人员，或逐个新建。"

    def get_queryset(self) -> QuerySet[Any]:
        now = Grant.objects.in_force_on(self.today).select_related("unit")
        return Account.objects.prefetch_related(Prefetch("grants", now, to_attr="in_force"))

    def row_url(self, row: Any) -> str:
        return reverse("workbench:account", args=[row.pk])

    def buttons(self) -> list[Tab]:
        return [
            Tab("新建账号", reverse("workbench:account-new"), active=True),
            Tab("表格导入", reverse("workbench:account-import")),
        ]


class AccountForm(forms.Form):
    """Name and telephone; the user name only when new."""

    username = forms.CharField(
        label="登录名", max_length=30, help_text="小写字母开头，3 至 30 位字母、数字、点、横线。"
    )
    name = forms.CharField(label="姓名", max_length=60)
    phone = forms.CharField(label="办公电话", max_length=40, required=False)


class AccountNewView(StaffView):
    """A new account; its temporary password is shown once."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, AccountForm())

    @sensitive_variables()
    def post(self, request: HttpRequest) -> HttpResponse:
        form = AccountForm(request.POST)
        if form.is_valid():
            try:
                made = create_account(by=self.actor(*ADMINS), at=self.now, **form.cleaned_data)
            except (RuleViolation, ValidationError) as fault:
                refuse(form, fault)
            else:
                return show_password(request, made.account, made.password)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: AccountForm) -> HttpResponse:
        context = {
            "heading": "新建账号",
            "form": form,
            "effect": "新建后给出临时密码，只显示一次，本人首次登录须改。角色由政务公开办授予。",
            "button": "新建账号",
            "crumbs": [("账号", reverse("workbench:accounts")), ("新建账号", "")],
        }
        return render(request, "workbench/form.html", context)


def show_password(request: HttpRequest, account: Account, password: str) -> HttpResponse:
    """The page with a temporary password; it is stored nowhere and cached by nobody."""
    context = {
        "account": account,
        "password": password,
        "crumbs": [
            ("账号", reverse("workbench:accounts")),
            (account.name, reverse("workbench:account", args=[account.pk])),
            ("临时密码", ""),
        ],
    }
    response = render(request, "workbench/password.html", context)
    response["Cache-Control"] = "no-store"
    return response


class ChangeForm(AccountForm):
    """Name and telephone of an account there is."""

    username = None  # type: ignore[assignment]


class GrantForm(forms.Form):
    """A role at a unit for a period."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none())
    since = day_field("起")
    until = day_field("止", required=False, help_text="不填为长期。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When a role ends, and why."""

    grant = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field("最后一天")
    reason = forms.CharField(label="原因", max_length=200, required=False)


class LeaveForm(forms.Form):
    """An absence and who stands in."""

    deputy = forms.ModelChoiceField(label="代理人", queryset=Account.objects.none())
    since = day_field("起")
    until = day_field("止")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Account.objects.filter(is_active=True).exclude(pk=account.pk)
        self.fields["deputy"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why an account is closed (or opened again), or loses its second factors."""

    reason = forms.CharField(label="原因", max_length=200, required=False)


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
                messages.success(request, self._do(act, account, bound.cleaned_data, by))
            except (RuleViolation, ValidationError) as fault:
                refuse(bound, fault)
                if getattr(fault, "code", "") in NOT_THIS_PERSON:
                    # Its form is not on the page of whoever may not do it.
                    messages.error(request, str(fault))
            else:
                return redirect("workbench:account", pk=pk)
        return self._page(request, get_object_or_404(Account, pk=pk), {act: bound})

    @sensitive_variables()
    def _new_password(self, request: HttpRequest, account: Account, by: Actor) -> HttpResponse:
        if by.account_id == account.pk:
            messages.error(request, "自己的密码请在“我的账号”里修改。")
            return redirect("workbench:account", pk=account.pk)
        try:
            return show_password(request, account, reset_password(account, by=by, at=self.now))
        except RuleViolation as violation:
            messages.error(request, violation.text)
            return redirect("workbench:account", pk=account.pk)

    def _do(self, act: str, account: Account, data: dict[str, Any], by: Actor) -> str:
        """Perform; returns what to tell. Raises RuleViolation."""
        match act:
            case "change":
                change_account(account, by=by, at=self.now, **data)
                return "已保存。"
            case "grant":
                grant = grant_role(account, by=by, at=self.now, **data)
                return f"已授予{grant.get_role_display()}。"
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
                data, initial={"name": account.name, "phone": account.phone}, prefix="change"
            ),
            "grant": GrantForm(data, initial=start, prefix="grant"),
            "end": EndForm(data, initial={"last_day": self.today}, prefix="end"),
            "leave": LeaveForm(data, account=account, initial=start, prefix="leave"),
            "active": ReasonForm(data, prefix="active"),
            "factors": ReasonForm(data, prefix="factors"),
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
            "today": self.today,
            "open_work": account.duties.running().aggregate(n=Count("pk"))["n"],
            "history": history_of(("orgs.account", account.pk)),
            "crumbs": [("账号", reverse("workbench:accounts")), (account.name, "")],
        }
        return render(request, "workbench/account.html", context)

    def _in_force(self, grant: Grant) -> bool:
        return grant.since <= self.today and (grant.until is None or grant.until >= self.today)
